import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { monthSumsKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { type DaySummary, daySummarySchema } from '../../core/day/summary.ts';
import type { Day } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { expiresOn } from '../../core/organisation/retention.ts';
import { type MonthDay, type MonthSums, monthSumsSchema } from '../../core/reports/month-sums.ts';
import { ok, type Result } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import { type Month, monthOf } from '../../core/time/month.ts';
import { type KeyPair, openWith, sealTo } from '../../seal/age.ts';
import { type PrivateKey, signDocument } from '../../seal/signing.ts';
import type { Clock } from '../ports.ts';
import type { ClosedDay, MonthRows, SentMonth } from '../vault/month-rows.ts';
import type { DerivedOwner } from './derived-object.ts';

export interface ClosedMonthsOptions extends DerivedOwner {
  readonly rows: MonthRows;
  readonly store: Pick<ObjectStore, 'put'>;
  readonly prefix: string;
  readonly privateKey: PrivateKey;
  readonly employee: KeyPair;
  readonly organisation: () => Organisation;
  /** Those with access who may open `day`. */
  readonly viewers: (day: Day) => readonly Recipient[];
  /** Who may read everything of the person's: they themselves, and recovery. */
  readonly always: () => readonly Recipient[];
  readonly clock: Clock;
}

const compress = promisify(gzip);
/** Later than any day that is kept. */
const lastDay = '9999-12-31';

/** A month as it should lie in the bucket now. */
interface WantedMonth {
  readonly month: Month;
  readonly days: readonly ClosedDay[];
  readonly recipients: readonly Recipient[];
  /** Tells whether what lies there was made from the same. */
  readonly madeFrom: string;
}

/**
 * The closed days of each month in one object (docs/adr/0039-months-in-one-object.md). What a month is made from is kept
 * in the vault, as it was sent: who reads the months and who reads the days find the same sums. A month is put anew
 * whenever one of its days, or who may open them, is another; one put replaces it, so that there is no moment in which
 * it names a day that it should not.
 */
export class ClosedMonths {
  readonly #options: ClosedMonthsOptions;

  constructor(options: ClosedMonthsOptions) {
    this.#options = options;
  }

  /** The day was closed with these sums, which are in the bucket. */
  async keep(summary: DaySummary): Promise<void> {
    const { rows, employee } = this.#options;
    rows.keep(summary.day, await sealTo([employee.recipient], Buffer.from(JSON.stringify(summary))));
  }

  /** More came to the day than its sums tell. */
  forget(day: Day): void {
    this.#options.rows.forget(day);
  }

  /** Puts what is not in the bucket as it should be. */
  async sendDue(signal: AbortSignal): Promise<Result<void>> {
    const sent = this.#options.rows.sent();
    for (const wanted of this.#wanted(sent)) {
      const known = sent.find(({ month }) => month === wanted.month);
      if (known?.sent === wanted.madeFrom) continue;
      const put = await this.#send(wanted, (known?.version ?? 0) + 1, signal);
      if (!put.ok) return put;
    }
    return ok(undefined);
  }

  #wanted(sent: readonly SentMonth[]): WantedMonth[] {
    const { rows, organisation, clock } = this.#options;
    const today = utcDay(clock.now());
    // What the notice keeps no longer is in no copy.
    const days = rows.days().filter(({ day }) => today < (expiresOn(organisation(), 'days', day) ?? lastDay));
    // A month of which no day is left is put once more, without any.
    const months = new Set([...sent.map(({ month }) => month), ...days.map(({ day }) => monthOf(day))]);
    return [...months].sort().map((month) => {
      const own = days.filter(({ day }) => monthOf(day) === month);
      const recipients = this.#readersOf(own.map(({ day }) => day));
      const madeFrom = hashOf([...own.map(({ day, hash }) => `${day} ${hash}`), '', ...[...recipients].sort()]);
      return { month, days: own, recipients, madeFrom };
    });
  }

  /** Who may open every one of these days. Others read the days that they may open one by one. */
  #readersOf(days: readonly Day[]): Recipient[] {
    const { viewers, always } = this.#options;
    const [first = [], ...others] = days.map((day) => viewers(day));
    return [...first.filter((each) => others.every((theirs) => theirs.includes(each))), ...always()];
  }

  async #send({ month, days, recipients, madeFrom }: WantedMonth, version: number, signal: AbortSignal) {
    const { rows, store, prefix, person, device, privateKey } = this.#options;
    const read: MonthDay[] = [];
    for (const { day } of days) {
      const summary = await this.#read(day);
      if (summary !== null) read.push(summary);
    }
    const sums: MonthSums = { format: 'plainsight-month/1', person, device, month, version, days: read };
    const signed = await compress(signDocument(monthSumsSchema.parse(sums), privateKey), { level: 9 });
    const sealed = await sealTo(recipients, signed);
    rows.begin(month, version);
    const put = await store.put(monthSumsKey(prefix, { person, month, device }), sealed, signal);
    if (put.ok) rows.noteSent(month, version, madeFrom);
    return put;
  }

  /** What is damaged here is left out: the day is read by itself. */
  async #read(day: Day): Promise<MonthDay | null> {
    const { rows, employee } = this.#options;
    const sealed = rows.read(day);
    const opened = sealed === null ? null : await openWith(employee.identity, sealed);
    const summary = daySummarySchema.safeParse(opened === null ? null : readJson(opened));
    if (!summary.success || !summary.data.final) return null;
    const { format: _, person: __, device: ___, ...own } = summary.data;
    return { ...own, final: true };
  }
}

function hashOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
