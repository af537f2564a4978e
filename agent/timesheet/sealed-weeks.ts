import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordIdSchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Access } from '../../core/organisation/access.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { ok, type Result } from '../../core/result.ts';
import { dayOf, type Zone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import { isoWeekSchema, weekBefore } from '../../core/time/iso-week.ts';
import { weeksListed } from '../../core/timesheet/timesheet.ts';
import type { Submission, WeekRecord } from '../../core/timesheet/week-record.ts';
import { sealTo } from '../../seal/age.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import { isSubmitted, sheetOf } from './handed-in.ts';
import { readersOf } from './timesheet-readers.ts';
import type { WeekKeeper } from './week-keeper.ts';

export interface SealedWeeksOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly weeks: WeekKeeper;
  readonly access: () => Pick<Access, 'version' | 'viewers'>;
  /** Who may read everything of the person's: they themselves, and recovery. */
  readonly always: () => readonly Recipient[];
  /** Whether the person agrees to it now: without, nothing that was handed in leaves. */
  readonly isAgreed: () => boolean;
  /** Whether the person said no to it at `at` or later. What was handed in before is taken back by that. */
  readonly wasRefusedSince: (at: Instant) => boolean;
  /** Whether the organisation ordered that the week be erased: it is put nowhere any more. */
  readonly isErased?: (week: WeekRecord['week']) => boolean;
  readonly clock: Clock;
  readonly zone: Zone;
}

const fact = 'timesheets-sealed';
const keptSchema = z.object({
  /** What decided when every week was looked at last. */
  checked: z.string(),
  /** To whom each version is sealed, by the beginning of their keys' SHA-256. */
  sealed: z.array(z.object({ week: isoWeekSchema, ref: recordIdSchema, to: z.array(z.string()) })),
});
type Kept = z.infer<typeof keptSchema>;

/**
 * To whom the weeks that have left are sealed. When the organisation gives or takes access, those
 * that managers' lists show are sealed anew: the very bytes that the person signed, to those who
 * may open each of their days now. Older ones stay as they are, so that what was deleted at its time
 * does not come back.
 */
export class SealedWeeks {
  readonly #options: SealedWeeksOptions;

  constructor(options: SealedWeeksOptions) {
    this.#options = options;
  }

  /**
   * A version, sealed to those who may read it now. It is noted first to whom: a crash after it left
   * must not forget that.
   */
  async seal(week: WeekRecord['week'], submission: Submission): Promise<Result<Uint8Array>> {
    const kept = this.#kept();
    const readers = this.#readersNow(submission);
    const { ref } = submission;
    const others = kept.sealed.filter((each) => each.ref !== ref);
    const noted = this.#keep({ ...kept, sealed: [...others, { week, ref, to: printsOf(readers) }] });
    return noted.ok ? ok(await sealTo(readers, Buffer.from(submission.signed, 'base64'))) : noted;
  }

  /** Whether who may read weeks has changed since they were looked at. */
  isStale(): boolean {
    const { checked, sealed } = this.#kept();
    return sealed.length > 0 && checked !== this.#deciding();
  }

  /** Seals anew what is sealed to others than those who may read it. The first `put` that fails ends it. */
  async renew(put: (week: WeekRecord['week'], sealed: Uint8Array) => Promise<Result<void>>): Promise<Result<void>> {
    const { weeks, clock, zone, isErased = () => false } = this.#options;
    const deciding = this.#deciding();
    const first = weekBefore(dayOf(clock.now(), zone), weeksListed - 1);
    for (const { week } of this.#kept().sealed) {
      const record = week < first || isErased(week) ? null : await weeks.week(week);
      const last = record?.ok === true ? record.value.submissions.findLast(isSubmitted) : undefined;
      const entry = this.#kept().sealed.find(({ ref }) => ref === last?.ref);
      if (last === undefined || entry === undefined) continue;
      const readers = this.#readersAfter(last, entry.to);
      const to = printsOf(readers);
      if (readers.length === 0 || isSame(to, entry.to)) continue;
      const done = await put(week, await sealTo(readers, Buffer.from(last.signed, 'base64')));
      if (!done.ok) return done;
      // After it arrived: sealed once more to the same is harmless.
      const noted = this.#replace(last.ref, to);
      if (!noted.ok) return noted;
    }
    const { sealed } = this.#kept();
    return this.#keep({ checked: deciding, sealed: sealed.filter(({ week }) => week >= first && !isErased(week)) });
  }

  #readersNow(submission: Submission): readonly Recipient[] {
    const { access, always } = this.#options;
    const days = (sheetOf(submission)?.lines ?? []).map(({ day }) => day);
    return [...new Set([...readersOf(access(), days), ...always()])];
  }

  /** Who said no lets nobody in anew; who may not read it any more is left out all the same. */
  #readersAfter(submission: Submission, before: readonly string[]): readonly Recipient[] {
    const { isAgreed, wasRefusedSince } = this.#options;
    const now = this.#readersNow(submission);
    if (isAgreed() && !wasRefusedSince(submission.at)) return now;
    return now.filter((each) => before.includes(printOf(each)));
  }

  /** All that decides who may read weeks, short. */
  #deciding(): string {
    const { access, always, isAgreed } = this.#options;
    return printOf([access().version, isAgreed(), ...always()].join('\n'));
  }

  #replace(ref: Submission['ref'], to: string[]): Result<void> {
    const { checked, sealed } = this.#kept();
    return this.#keep({ checked, sealed: sealed.map((each) => (each.ref === ref ? { ...each, to } : each)) });
  }

  #keep(kept: Kept): Result<void> {
    return this.#options.vault.setFact(fact, JSON.stringify(kept));
  }

  #kept(): Kept {
    const read = keptSchema.safeParse(readJson(this.#options.vault.fact(fact) ?? ''));
    return read.success ? read.data : { checked: '', sealed: [] };
  }
}

function printsOf(recipients: readonly Recipient[]): string[] {
  return [...new Set(recipients.map(printOf))].sort();
}

function printOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
