import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'days' | 'day' | 'records' | 'search' | 'health'>;

export function dataService(_: ServiceContext): Part {
  return {
    days: async () => fail(notBuilt),
    day: async () => fail(notBuilt),
    records: async () => fail(notBuilt),
    search: async () => fail(notBuilt),
    health: async () => fail(notBuilt),
  };
}

const notBuilt = problem('not-built', 'This is not there yet.', 'Wait for the next version.');
