import { z } from 'zod';
import { timesheetKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { timesheetUndoMs } from '../../core/consent/terms.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { type Access, spanHolds } from '../../core/organisation/access.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { backoffMs, lastCeilingMs, stillWaits } from '../../core/time/backoff.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type IsoWeek, isoWeekSchema } from '../../core/time/iso-week.ts';
import { type Timesheet, timesheetSchema } from '../../core/timesheet/timesheet.ts';
import type { Submission } from '../../core/timesheet/week-record.ts';
import { sealTo } from '../../seal/age.ts';
import { readUnverified } from '../../seal/signing.ts';
import type { Clock } from '../ports.ts';
import type { PostUploadTask } from '../upload/uploader.ts';
import type { Vault } from '../vault/vault.ts';
import type { WeekKeeper } from './week-keeper.ts';

export interface TimesheetSenderOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly weeks: WeekKeeper;
  readonly store: Pick<ObjectStore, 'put'>;
  readonly prefix: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly access: () => Pick<Access, 'viewers'>;
  /** Who may read everything of the person's: they themselves, and recovery. */
  readonly always: () => readonly Recipient[];
  /** Whether the person agrees to it now: without, nothing that was handed in leaves. */
  readonly isAgreed: () => boolean;
  /** Whether the person said no to it at `at` or later. What was handed in before is taken back by that. */
  readonly wasRefusedSince: (at: Instant) => boolean;
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

/** Sends the weeks that were handed in, once the time to take them back is over. */
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
    const due = this.#due();
    if (due.length === 0 || !this.#options.isAgreed()) return null;
    const now = this.#options.clock.now();
    const first = Math.min(...due.map(({ leavesAt }) => (this.#isEarly(leavesAt, now) ? leavesAt : now)));
    return stillWaits(this.#waitUntil, now, lastCeilingMs) ? Math.max(first, this.#waitUntil) : first;
  }

  async run(signal: AbortSignal, atOnce: boolean): Promise<void> {
    const { clock, isAgreed, onProblem, random } = this.#options;
    const now = clock.now();
    await this.#takeBackRefused();
    if (!isAgreed() || (!atOnce && stillWaits(this.#waitUntil, now, lastCeilingMs))) return;
    for (const { week, leavesAt } of this.#due()) {
      if (this.#isEarly(leavesAt, now)) continue;
      this.#sending = week;
      const sent = await this.#send(week, signal).finally(() => {
        this.#sending = null;
      });
      if (sent.ok) {
        this.#failures = 0;
        continue;
      }
      if (sent.problem.code === 'cancelled') return;
      this.#failures += 1;
      this.#waitUntil = now + backoffMs(this.#failures, random());
      return onProblem(sent.problem);
    }
  }

  /** A yes that is given later is for weeks that are handed in later. */
  async #takeBackRefused(): Promise<void> {
    const { weeks, wasRefusedSince, onSent } = this.#options;
    for (const { week } of this.#due()) {
      let isTaken = false;
      const kept = await weeks.change(week, (record) => {
        const last = record.submissions.at(-1);
        isTaken = last !== undefined && last.sentAt === null && wasRefusedSince(last.at);
        return ok(isTaken ? { ...record, submissions: record.submissions.slice(0, -1) } : record);
      });
      if (!kept.ok || !isTaken) continue;
      this.#forget(week);
      onSent();
    }
  }

  async #send(week: IsoWeek, signal: AbortSignal): Promise<Result<void>> {
    const { weeks, store, prefix, person, device, access, always, isAgreed, wasRefusedSince, clock, onSent } =
      this.#options;
    const record = await weeks.week(week);
    if (!record.ok) return record;
    const last = record.value.submissions.at(-1);
    const sheet = last === undefined ? null : sheetOf(last);
    if (last === undefined || sheet === null || last.sentAt !== null) return this.#forget(week);
    const recipients = [
      ...readersOf(
        access(),
        sheet.lines.map(({ day }) => day),
      ),
      ...always(),
    ];
    const sealed = await sealTo(recipients, Buffer.from(last.signed, 'base64'));
    // It may have been taken back while it was sealed.
    if (!isAgreed() || wasRefusedSince(last.at)) return ok(undefined);
    const put = await store.put(timesheetKey(prefix, person, device, week), sealed, signal);
    if (!put.ok) return put;
    const noted = await weeks.change(week, (now) =>
      ok({
        ...now,
        submissions: now.submissions.map((each) => (each.ref === last.ref ? { ...each, sentAt: clock.now() } : each)),
      }),
    );
    if (!noted.ok) return noted;
    onSent();
    return this.#forget(week);
  }

  #forget(week: IsoWeek): Result<void> {
    return this.#note(this.#due().filter((each) => each.week !== week));
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

/** What was handed in, from its very bytes. */
export function sheetOf({ signed }: Pick<Submission, 'signed'>): Timesheet | null {
  const read = timesheetSchema.safeParse(readUnverified(Buffer.from(signed, 'base64')));
  return read.success ? read.data : null;
}

/** Who may open each of `days`: nobody learns of a day that they may not open. */
export function readersOf({ viewers }: Pick<Access, 'viewers'>, days: readonly Day[]): Recipient[] {
  return mayRead(viewers, days).map(({ recipient }) => recipient);
}

export function mayRead<V extends Pick<Access['viewers'][number], 'spans'>>(
  viewers: readonly V[],
  days: readonly Day[],
): V[] {
  return viewers.filter(({ spans }) => days.every((day) => spans.some((span) => spanHolds(span, day))));
}
