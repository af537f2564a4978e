import { z } from 'zod';
import { timesheetKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { timesheetUndoMs } from '../../core/consent/terms.ts';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { backoffMs, lastCeilingMs, stillWaits } from '../../core/time/backoff.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type IsoWeek, isoWeekSchema } from '../../core/time/iso-week.ts';
import type { Clock } from '../ports.ts';
import type { PostUploadTask } from '../upload/uploader.ts';
import type { Vault } from '../vault/vault.ts';
import { sheetOf } from './handed-in.ts';
import type { SealedWeeks } from './sealed-weeks.ts';
import type { WeekKeeper } from './week-keeper.ts';

export interface TimesheetSenderOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly weeks: WeekKeeper;
  readonly sealed: SealedWeeks;
  readonly store: Pick<ObjectStore, 'put'>;
  readonly prefix: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  /** Whether the person agrees to it now: without, nothing that was handed in leaves. */
  readonly isAgreed: () => boolean;
  /** Whether the person said no to it at `at` or later. What was handed in before is taken back by that. */
  readonly wasRefusedSince: (at: Instant) => boolean;
  /** Whether the organisation ordered that the week be erased: it is put nowhere any more. */
  readonly isErased?: (week: IsoWeek) => boolean;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onSent: () => void;
  readonly onProblem: (problem: Problem) => void;
}

/** The weeks with something that waits. What they say stays sealed. */
const fact = 'timesheets-due';
const dueSchema = z.array(z.object({ week: isoWeekSchema, leavesAt: z.number() }));
type Due = z.infer<typeof dueSchema>;

/**
 * Sends the weeks that were handed in, once the time to take them back is over, and has them sealed
 * anew when others may read them.
 */
export class TimesheetSender implements PostUploadTask {
  readonly #options: TimesheetSenderOptions;
  #failures = 0;
  #waitUntil = 0;
  #sending: IsoWeek | null = null;

  constructor(options: TimesheetSenderOptions) {
    this.#options = options;
  }

  /** From `leavesAt` on the week goes. Called before it is kept as handed in. */
  plan(week: IsoWeek, leavesAt: Instant): Result<void> {
    return this.#note([...this.#due().filter((each) => each.week !== week), { week, leavesAt }]);
  }

  /** Whether it can still be taken back: its time is not over, and it is not on its way. */
  isHeld(week: IsoWeek, leavesAt: Instant): boolean {
    return this.#sending !== week && this.#isEarly(leavesAt, this.#options.clock.now());
  }

  nextAt(): Instant | null {
    const { clock, isAgreed, sealed } = this.#options;
    const now = clock.now();
    const due = isAgreed() ? this.#due() : [];
    const times = due.map(({ leavesAt }) => (this.#isEarly(leavesAt, now) ? leavesAt : now));
    if (sealed.isStale()) times.push(now);
    if (times.length === 0) return null;
    const first = Math.min(...times);
    return stillWaits(this.#waitUntil, now, lastCeilingMs) ? Math.max(first, this.#waitUntil) : first;
  }

  async run(signal: AbortSignal, atOnce: boolean): Promise<void> {
    const { clock, isAgreed, onProblem, random, sealed } = this.#options;
    const now = clock.now();
    await this.#takeBackRefused();
    if (!atOnce && stillWaits(this.#waitUntil, now, lastCeilingMs)) return;
    const sent = isAgreed() ? await this.#sendDue(now, signal) : ok(undefined);
    const done = sent.ok && sealed.isStale() ? await sealed.renew((...week) => this.#put(...week, signal)) : sent;
    if (done.ok) {
      this.#failures = 0;
      return;
    }
    if (done.problem.code === 'cancelled') return;
    this.#failures += 1;
    this.#waitUntil = now + backoffMs(this.#failures, random());
    onProblem(done.problem);
  }

  async #sendDue(now: Instant, signal: AbortSignal): Promise<Result<void>> {
    for (const due of this.#due()) {
      if (this.#options.isErased?.(due.week) === true) this.#forget(due);
      if (this.#isEarly(due.leavesAt, now) || this.#options.isErased?.(due.week) === true) continue;
      this.#sending = due.week;
      const sent = await this.#send(due, signal).finally(() => {
        this.#sending = null;
      });
      if (!sent.ok) return sent;
    }
    return ok(undefined);
  }

  /** A yes that is given later is for weeks that are handed in later. */
  async #takeBackRefused(): Promise<void> {
    const { weeks, wasRefusedSince, onSent } = this.#options;
    for (const due of this.#due()) {
      const { week } = due;
      let isTaken = false;
      const kept = await weeks.change(week, (record) => {
        const last = record.submissions.at(-1);
        isTaken = last !== undefined && last.sentAt === null && wasRefusedSince(last.at);
        return ok(isTaken ? { ...record, submissions: record.submissions.slice(0, -1) } : record);
      });
      if (!kept.ok || !isTaken) continue;
      this.#forget(due);
      onSent();
    }
  }

  async #send(due: Due[number], signal: AbortSignal): Promise<Result<void>> {
    const { week } = due;
    const { weeks, sealed, isAgreed, wasRefusedSince, clock, onSent } = this.#options;
    const record = await weeks.week(week);
    if (!record.ok) return record;
    const last = record.value.submissions.at(-1);
    if (last === undefined || sheetOf(last) === null || last.sentAt !== null) return this.#forget(due);
    const made = await sealed.seal(week, last);
    if (!made.ok) return made;
    // It may have been taken back while it was sealed.
    if (!isAgreed() || wasRefusedSince(last.at)) return ok(undefined);
    const put = await this.#put(week, made.value, signal);
    if (!put.ok) return put;
    const noted = await weeks.change(week, (now) =>
      ok({
        ...now,
        submissions: now.submissions.map((each) => (each.ref === last.ref ? { ...each, sentAt: clock.now() } : each)),
      }),
    );
    if (!noted.ok) return noted;
    onSent();
    return this.#forget(due);
  }

  #put(week: IsoWeek, sealed: Uint8Array, signal: AbortSignal): Promise<Result<void>> {
    const { store, prefix, person, device } = this.#options;
    return store.put(timesheetKey(prefix, person, device, week), sealed, signal);
  }

  /** That one only: while it was on its way the week may have been handed in again. */
  #forget({ week, leavesAt }: Due[number]): Result<void> {
    return this.#note(this.#due().filter((each) => each.week !== week || each.leavesAt !== leavesAt));
  }

  /** A time further off than there is to undo was written by a clock that was ahead. */
  #isEarly(leavesAt: Instant, now: Instant): boolean {
    return now < leavesAt && leavesAt <= now + timesheetUndoMs;
  }

  #note(due: Due): Result<void> {
    return this.#options.vault.setFact(fact, JSON.stringify(due));
  }

  #due(): Due {
    const read = dueSchema.safeParse(readJson(this.#options.vault.fact(fact) ?? '[]'));
    return read.success ? read.data : [];
  }
}
