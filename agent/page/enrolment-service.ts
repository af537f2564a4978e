import { ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Invitations } from '../enrolment/invitations.ts';

type Part = Pick<Service<EmployeeContract>, 'invitation' | 'openInvitation' | 'dismissInvitation' | 'acceptInvitation'>;

/** The calls by which a person reads what they were given, and answers it. */
export function enrolmentService(invitations: Invitations): Part {
  return {
    invitation: async () => invitations.waiting,
    openInvitation: async ({ text }) => invitations.open(text),
    dismissInvitation: async () => {
      invitations.dismiss();
      return ok(null);
    },
    acceptInvitation: async (answer) => invitations.accept(answer),
  };
}
