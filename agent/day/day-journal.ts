import type { ActivityRecord } from '../../core/day/activity.ts';
import type { Recorder } from '../../core/day/recorder.ts';
import { splitByDay } from '../../core/day/split.ts';
import type { Day } from '../../core/ids.ts';
import type { Problem } from '../../core/problem.ts';
import { dayBounds } from '../../core/time/calendar.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import type { HoldTerms } from '../policy/hold-terms.ts';
import type { DayHeader } from './day-header.ts';
import type { DayKeeper } from './day-keeper.ts';
import { JournalWriter } from './journal-writer.ts';

export interface DayJournalOptions {
  readonly keeper: Pick<DayKeeper, 'zone' | 'dayOf' | 'keep'>;
  readonly recorder: Pick<Recorder, 'cut' | 'startDay' | 'removed'>;
  readonly header: Pick<DayHeader, 'before' | 'startDay'>;
  readonly hold: Pick<HoldTerms, 'note' | 'forget' | 'ofRecords'>;
  /** Another day began. */
  readonly onNewDay: (start: Instant) => void;
}

/** Hands what was recorded to the writer, each day its own part. */
export class DayJournal {
  readonly #options: DayJournalOptions;
  readonly #writer: JournalWriter;
  #day: Day;
  #writtenAt: Instant;

  constructor(options: DayJournalOptions, now: Instant) {
    this.#options = options;
    this.#writer = new JournalWriter(options.keeper);
    this.#day = options.keeper.dayOf(now);
    this.#writtenAt = now;
  }

  get problem(): Problem | null {
    return this.#writer.problem;
  }

  /** Whether `at` is in another stretch of `everyMs` than the last time something was written. */
  isDue(at: Instant, everyMs: number): boolean {
    return Math.floor(at / everyMs) !== Math.floor(this.#writtenAt / everyMs);
  }

  /** Writes what was recorded until `at`. Answers when it is durable, or has failed. */
  async write(at: Instant): Promise<void> {
    const { keeper, recorder, header, hold, onNewDay } = this.#options;
    this.#writtenAt = at;
    const before = this.#day;
    this.#day = keeper.dayOf(at);
    const parts = splitByDay(recorder.cut(at), keeper.zone);
    // A sleep over several days is recorded on its first and its last day only.
    const days = [...parts].filter(([day, records]) => day === before || day === this.#day || !records.every(isSleep));
    if (this.#day !== before) {
      onNewDay(dayBounds(this.#day, keeper.zone).start);
      recorder.startDay();
      header.startDay();
    }
    const written = days.map(([day, records]) => {
      const whole = day === this.#day ? header.before(records) : records;
      return this.#writer.write(day, whole, at, at + hold.ofRecords(whole, at));
    });
    hold.forget();
    hold.note(at);
    await Promise.all(written);
  }

  /** What waits in memory loses its part of the span. */
  remove(span: Interval): Promise<void> {
    this.#options.recorder.removed(span);
    return this.#writer.remove(span);
  }
}

function isSleep(record: ActivityRecord): boolean {
  return record.kind === 'state' && record.state === 'suspended';
}
