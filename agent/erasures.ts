import type { ObjectStore } from '../bucket/object-store.ts';
import { isWeekErased } from '../core/organisation/erasure.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { problemText } from '../messages/problem-text.ts';
import type { DayKeeper } from './day/day-keeper.ts';
import type { AccessKeeper } from './policy/access-keeper.ts';
import type { WeekKeeper } from './timesheet/week-keeper.ts';
import type { Admission } from './upload/uploader.ts';

interface ErasingParts {
  readonly access: Pick<AccessKeeper, 'current' | 'refresh' | 'answered'>;
  readonly keeper: Pick<DayKeeper, 'eraseOrdered'>;
  readonly weeks: Pick<WeekKeeper, 'erase'>;
  readonly store: ObjectStore;
  /** Whether anything of a day or a week waits to leave. */
  readonly isAnyQueued: () => boolean;
  readonly log: (line: string) => void;
}

/** What the organisation orders to be erased, and this computer does of it. */
export interface Erasing {
  /** Erases here what is ordered by now, each time that it is asked: what a crash cut off goes then. Says in the log why it could not. */
  erase(): Promise<void>;
  /**
   * Nothing is sent before the bucket was asked what is to be erased, and before that is gone here:
   * a computer that was off for long would put days back.
   */
  before(admission: Admission): Admission;
}

export function erasingOf({ access, keeper, weeks, store, isAnyQueued, log }: ErasingParts): Erasing {
  async function eraseHere(): Promise<Result<void>> {
    if (access.current.erasures === undefined) return ok(undefined);
    const erased = await keeper.eraseOrdered();
    return erased.ok ? weeks.erase((week) => isWeekErased(access.current.erasures, week)) : erased;
  }
  let isDone = false;
  return {
    async erase() {
      const erased = await eraseHere();
      if (!erased.ok) log(`What was to be erased is not gone yet. ${problemText('en', erased.problem).what}`);
    },
    before: (admission) => ({
      get isOwed() {
        return admission.isOwed;
      },
      async admit(signal) {
        if (!isDone && isAnyQueued()) {
          if (access.answered?.ok !== true) await access.refresh(store, signal);
          if (signal.aborted) return fail(problem('cancelled'));
          if (access.answered?.ok === false) return access.answered;
          const erased = await eraseHere();
          if (!erased.ok) return erased;
          isDone = true;
        }
        return admission.admit(signal);
      },
    }),
  };
}
