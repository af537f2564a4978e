import { setTimeout as wait } from 'node:timers/promises';
import { PeriodicRun } from '../../bucket/lifecycle/periodic-run.ts';
import type { Day } from '../../core/ids.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { type KeyClass, keptDaysOf, keptWeeksOf } from '../../core/organisation/retention.ts';
import type { Result } from '../../core/result.ts';
import { daysAfter, minuteMs, utcDay } from '../../core/time/calendar.ts';
import { daysIn, type IsoWeek } from '../../core/time/iso-week.ts';
import type { Clock } from '../ports.ts';
import type { ExpiredRows } from '../vault/removal/expired-rows.ts';

interface HistoryExpiryOptions {
  readonly rows: Pick<ExpiredRows, 'removePictures' | 'removeDays'>;
  /** Removes the weeks by project for which it is answered true. */
  readonly weeks?: (isOver: (week: IsoWeek) => boolean) => Result<void>;
  /** What is done after each look that was not stopped. */
  readonly also?: () => Promise<void>;
  /** Nothing goes but right after an answer of the store: a clock that is ahead would take the whole history along. */
  readonly organisation: { readonly current: Organisation; readonly answers: number };
  readonly clock: Pick<Clock, 'now'>;
  /** What could not be removed is tried again the next time. */
  readonly onFailure: (error: unknown) => void;
  /** Between two steps, in ms. */
  readonly pauseMs?: number;
}

/** So few at a time that nothing that records waits for them. */
const atOnce = 50;
const usualPauseMs = 100;

/**
 * Removes from this computer what is beyond the most that the notice promises: pictures first. Until then the person sees of
 * themselves whatever the bucket may still hold.
 */
export class HistoryExpiry {
  readonly #options: HistoryExpiryOptions;
  #runs: PeriodicRun | null = null;
  #isStopped = false;
  /** Of the store's answers, those after which it was looked. */
  #seen = 0;

  constructor(options: HistoryExpiryOptions) {
    this.#options = options;
  }

  /** Looks within a minute of each answer of the store. */
  start(everyMs = minuteMs): void {
    const isDue = (): boolean => {
      const { answers } = this.#options.organisation;
      const isNew = answers !== this.#seen;
      this.#seen = answers;
      return isNew;
    };
    this.#runs = new PeriodicRun({ everyMs, isDue, run: () => this.run(), onFailure: this.#options.onFailure });
  }

  /** After the step that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#runs?.stop();
  }

  /** One look, until nothing is left that is due. */
  async run(): Promise<void> {
    const { rows } = this.#options;
    await this.#untilDone('shots', (before) => rows.removePictures(before, atOnce));
    await this.#untilDone('days', (before) => rows.removeDays(before, atOnce));
    if (this.#isStopped) return;
    this.#removeWeeks();
    await this.#options.also?.();
  }

  /** A week goes when its last day does. */
  #removeWeeks(): void {
    const { weeks, organisation, clock, onFailure } = this.#options;
    const kept = keptWeeksOf(organisation.current);
    if (weeks === undefined || kept === null) return;
    const last = daysAfter(utcDay(clock.now()), -kept.most);
    const removed = weeks((week) => daysIn(week)[6] <= last);
    if (!removed.ok) onFailure(removed.problem);
  }

  async #untilDone(keyClass: KeyClass, step: (before: Day) => Promise<number>): Promise<void> {
    const before = this.#firstKept(keyClass);
    while (before !== null && !this.#isStopped && (await step(before)) > 0)
      await wait(this.#options.pauseMs ?? usualPauseMs);
  }

  /** The first day of which something may be here; null: the notice says nothing of it. */
  #firstKept(keyClass: KeyClass): Day | null {
    const { organisation, clock } = this.#options;
    const kept = keptDaysOf(organisation.current, keyClass);
    return kept === null ? null : daysAfter(utcDay(clock.now()), 1 - kept.most);
  }
}
