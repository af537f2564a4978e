import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'addTime' | 'correct' | 'answers'>;

export function correctionService(_: ServiceContext): Part {
  return {
    addTime: async () => fail(notBuilt),
    correct: async () => fail(notBuilt),
    answers: async () => fail(notBuilt),
  };
}

const notBuilt = problem('not-built', 'This is not there yet.', 'Wait for the next version.');
