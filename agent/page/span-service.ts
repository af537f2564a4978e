import { problem } from '../../core/problem.ts';
import { fail, ok } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { IdleQuestions } from '../observe/idle-questions.ts';
import type { Clock } from '../ports.ts';

type SpanCalls = Pick<Service<EmployeeContract>, 'deleteSpan' | 'answerIdle'>;

export interface SpanPort {
  readonly conductor: Pick<Conductor, 'deleteSpan'>;
  readonly idle: Pick<IdleQuestions, 'current' | 'answer'>;
  readonly clock: Clock;
}

/** What the person takes back of what was recorded, while it is still on this computer alone. */
export function spanService({ conductor, idle, clock }: SpanPort): SpanCalls {
  return {
    deleteSpan: async ({ start, end }) => {
      if (end <= start) return fail(emptySpan);
      const deleted = await conductor.deleteSpan({ start, end });
      if (!deleted.ok) return deleted;
      const { pictures, records, removed } = deleted.value;
      return ok({ shots: pictures.length, records, removed });
    },
    answerIdle: async ({ start, keep }) => {
      const question = idle.current(clock.now());
      if (question === null || question.start !== start) return fail(notAsked);
      if (!keep) {
        const deleted = await conductor.deleteSpan(question);
        if (!deleted.ok) return deleted;
      }
      idle.answer(start);
      return ok(null);
    },
  };
}

const emptySpan = problem('span-empty');
const notAsked = problem('idle-not-asked');
