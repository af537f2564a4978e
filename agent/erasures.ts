import type { ObjectStore } from '../bucket/object-store.ts';
import { type Erasures, isWeekErased } from '../core/organisation/erasure.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { minuteMs } from '../core/time/calendar.ts';
import { problemText } from '../messages/problem-text.ts';
import type { DayKeeper } from './day/day-keeper.ts';
import type { AccessKeeper } from './policy/access-keeper.ts';
import type { Clock } from './ports.ts';
import type { WeekKeeper } from './timesheet/week-keeper.ts';
import type { Admission } from './upload/uploader.ts';

/** Longer than it takes until the organisation is asked anyway: a computer that is awake asks no more often by this. */
const answerHoldsMs = 20 * minuteMs;

const none: NonNullable<Erasures> = [];

interface ErasingParts {
  readonly access: Pick<AccessKeeper, 'current' | 'refresh' | 'answered' | 'answeredAt'>;
  readonly clock: Pick<Clock, 'now'>;
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
   * Nothing is sent before the bucket was asked what is to be erased, and before that is gone here: a computer that was off, or
   * asleep, for long would put days back.
   */
  before(admission: Admission): Admission;
}

export function erasingOf({ access, clock, keeper, weeks, store, isAnyQueued, log }: ErasingParts): Erasing {
  async function eraseHere(): Promise<Result<void>> {
    if (access.current.erasures === undefined) return ok(undefined);
    const erased = await keeper.eraseOrdered();
    return erased.ok ? weeks.erase((week) => isWeekErased(access.current.erasures, week)) : erased;
  }
  /** The orders that are gone here. */
  let done: Erasures | null = null;
  /** Whether the bucket said lately what is to be erased. A process does not notice that its computer slept; its clock does. */
  const isAnswerFresh = (): boolean => {
    const { answeredAt } = access;
    if (answeredAt === null) return false;
    const ageMs = clock.now() - answeredAt;
    return ageMs >= 0 && ageMs < answerHoldsMs;
  };
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
        if (!isAnyQueued()) return admission.admit(signal);
        if (!isAnswerFresh()) {
          await access.refresh(store, signal);
          if (signal.aborted) return fail(problem('cancelled'));
          if (access.answered?.ok === false) return access.answered;
        }
        const ordered = access.current.erasures ?? none;
        if (ordered !== done) {
          const erased = await eraseHere();
          if (!erased.ok) return erased;
          done = ordered;
        }
        return admission.admit(signal);
      },
    }),
  };
}
