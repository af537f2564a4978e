import type { ActivityRecord } from '../../core/day/activity.ts';
import { picturesIn, withoutSpan } from '../../core/day/removed-span.ts';
import type { Day } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';

/** Where batches become durable: the day's keeper. */
export interface Journal {
  keep(day: Day, records: readonly ActivityRecord[], at: Instant, releaseAt: Instant): Promise<Result<void>>;
}

interface Batch {
  readonly day: Day;
  readonly records: readonly ActivityRecord[];
  readonly at: Instant;
  /** By the terms under which it was recorded, however long it waits for the disk. */
  readonly releaseAt: Instant;
}

/** Writes batches in order. One that failed stays in memory and is tried again first. */
export class JournalWriter {
  readonly #journal: Journal;
  #queued: Batch[] = [];
  #problem: Problem | null = null;
  #tail: Promise<void> = Promise.resolve();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Takes a batch over. Answers when it is durable, or has failed and is queued. */
  write(day: Day, records: readonly ActivityRecord[], at: Instant, releaseAt: Instant): Promise<void> {
    if (records.length > 0) this.#queued.push({ day, records, at, releaseAt });
    this.#tail = this.#tail.then(() => this.#drain());
    return this.#tail;
  }

  /** What waits in memory loses its part of the span. */
  remove(span: Interval): Promise<void> {
    this.#tail = this.#tail.then(() => {
      this.#queued = this.#queued.map((batch) => {
        const gone = new Set(picturesIn(batch.records, span));
        return { ...batch, records: withoutSpan(batch.records, span, gone) };
      });
    });
    return this.#tail;
  }

  #keep({ day, records, at, releaseAt }: Batch): Promise<Result<void>> {
    return this.#journal.keep(day, records, at, releaseAt);
  }

  async #drain(): Promise<void> {
    for (let batch = this.#queued[0]; batch !== undefined; batch = this.#queued[0]) {
      const kept = await this.#keep(batch).catch(() => fail(notKept));
      if (!kept.ok) {
        this.#problem = kept.problem;
        return;
      }
      this.#queued.shift();
    }
    this.#problem = null;
  }
}

const notKept = problem('journal-failed');
