import { problem } from '../../core/problem.ts';
import { fail, ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ServiceContext } from './context.ts';

type Part = Pick<Service<EmployeeContract>, 'deleteSpan' | 'answerIdle'>;

/** What the person takes back of what was recorded, while it is still on this computer alone. */
export function spanService({ act }: ServiceContext): Part {
  return {
    deleteSpan: ({ start, end }) =>
      act(async ({ conductor }) => {
        if (end <= start) return fail(emptySpan);
        const deleted = await conductor.deleteSpan({ start, end });
        if (!deleted.ok) return deleted;
        const { pictures, records, removed } = deleted.value;
        return ok({ shots: pictures.length, records, removed });
      }),
    answerIdle: ({ start, keep }) =>
      act(async ({ conductor, idle, options }) => {
        const question = idle.current(options.clock.now());
        if (question === null || question.start !== start) return fail(notAsked);
        if (!keep) {
          const deleted = await conductor.deleteSpan(question);
          if (!deleted.ok) return deleted;
        }
        idle.answer(start);
        return ok(null);
      }),
  };
}

const emptySpan = problem('span-empty');
const notAsked = problem('idle-not-asked');
