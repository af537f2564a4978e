import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'invitation' | 'openInvitation' | 'dismissInvitation' | 'acceptInvitation'>;

export function enrolmentService(_: ServiceContext): Part {
  return {
    invitation: async () => fail(notBuilt),
    openInvitation: async () => fail(notBuilt),
    dismissInvitation: async () => fail(notBuilt),
    acceptInvitation: async () => fail(notBuilt),
  };
}

const notBuilt = problem('not-built', 'This is not there yet.', 'Wait for the next version.');
