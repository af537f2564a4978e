import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'settings' | 'setSettings' | 'tryRules' | 'coverShot'>;

export function controlService(_: ServiceContext): Part {
  return {
    settings: async () => fail(notBuilt),
    setSettings: async () => fail(notBuilt),
    tryRules: async () => fail(notBuilt),
    coverShot: async () => fail(notBuilt),
  };
}

const notBuilt = problem('not-built', 'This is not there yet.', 'Wait for the next version.');
