import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<
  Service<EmployeeContract>,
  'consent' | 'setConsent' | 'withdrawAll' | 'consentHistory' | 'consentReceipt' | 'leave'
>;

export function consentService({ act }: ServiceContext): Part {
  return {
    consent: async () => fail(notBuilt),
    setConsent: async ({ purpose, agreed }) => act((agent) => agent.setConsent(purpose, agreed, 'page')),
    withdrawAll: async () => fail(notBuilt),
    consentHistory: async () => fail(notBuilt),
    consentReceipt: async () => fail(notBuilt),
    leave: async () => fail(notBuilt),
  };
}

const notBuilt = problem('not-built', 'This is not there yet.', 'Wait for the next version.');
