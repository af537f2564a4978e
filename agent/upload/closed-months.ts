import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { monthSumsKey, monthTextsKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { textsOfDay } from '../../core/day/search/day-texts.ts';
import { type DaySummary, daySummarySchema } from '../../core/day/summary.ts';
import type { DayView } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { expiresOn } from '../../core/organisation/retention.ts';
import { type MonthDay, type MonthSums, monthSumsSchema } from '../../core/reports/month-sums.ts';
import {
  type DayTexts,
  dayTextsOf,
  dayTextsSchema,
  laidTogether,
  type MonthTexts,
  monthTextsSchema,
} from '../../core/reports/month-texts.ts';
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
const decompress = promisify(gunzip);
/** What a search looks at of a day of work is a tenth of it. More is in no month, so that a month stays one that is read. */
const mostTextBytes = 512 * 1024;
/** Nobody reads off the size how many titles of a day were new. A gzip file may end in zeros. */
const blockBytes = 16 * 1024;
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
 * The closed days of each month in two objects: their sums (docs/adr/0039-months-in-one-object.md), and what a search
 * looks at (docs/adr/0040-search-by-month.md). What a month is made from is kept in the vault, as it was sent: who reads
 * the months and who reads the days find the same. A month is put anew whenever one of its days, or who may open them,
 * is another; a put replaces what was there, so that there is no moment in which it names a day that it should not.
 */
export class ClosedMonths {
  readonly #options: ClosedMonthsOptions;

  constructor(options: ClosedMonthsOptions) {
    this.#options = options;
  }

  /** The day was closed with these sums, which are in the bucket; `view` is what they were made from. */
  async keep(summary: DaySummary, view: DayView): Promise<void> {
    const { rows, employee } = this.#options;
    const seal = (bytes: Uint8Array) => sealTo([employee.recipient], bytes);
    const texts = dayTextsSchema.safeParse(dayTextsOf(view.day, view.zone, textsOfDay(view)));
    const written = Buffer.from(texts.success ? JSON.stringify(texts.data) : '');
    const isKept = texts.success && written.length <= mostTextBytes;
    rows.keep(summary.day, {
      sealed: await seal(Buffer.from(JSON.stringify(summary))),
      texts: isKept ? await seal(await compress(written)) : null,
    });
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
    const { rows, prefix, person, device } = this.#options;
    const read: MonthDay[] = [];
    const texts: DayTexts[] = [];
    for (const { day } of days) {
      const summary = await this.#read(day);
      const own = await this.#readTexts(day);
      if (summary !== null) read.push(summary);
      if (own !== null) texts.push(own);
    }
    const of = { person, device, month, version };
    const sums: MonthSums = monthSumsSchema.parse({ format: 'plainsight-month/1', ...of, days: read });
    const told: MonthTexts = monthTextsSchema.parse({ format: 'plainsight-texts/1', ...of, ...laidTogether(texts) });
    rows.begin(month, version);
    const first = await this.#put(monthTextsKey(prefix, of), told, recipients, signal);
    const put = first.ok ? await this.#put(monthSumsKey(prefix, of), sums, recipients, signal) : first;
    if (put.ok) rows.noteSent(month, version, madeFrom);
    return put;
  }

  async #put(key: string, document: MonthSums | MonthTexts, recipients: readonly Recipient[], signal: AbortSignal) {
    const packed = await compress(signDocument(document, this.#options.privateKey), { level: 9 });
    const isPadded = document.format === 'plainsight-texts/1';
    const sealed = await sealTo(recipients, isPadded ? padded(packed) : packed);
    return this.#options.store.put(key, sealed, signal);
  }

  /** What is damaged here is left out: the day is read by itself. */
  async #read(day: Day): Promise<MonthDay | null> {
    const opened = await this.#open(this.#options.rows.read(day)?.sealed);
    const summary = daySummarySchema.safeParse(opened === null ? null : readJson(opened));
    if (!summary.success || !summary.data.final) return null;
    const { format: _, person: __, device: ___, ...own } = summary.data;
    return { ...own, final: true };
  }

  async #readTexts(day: Day): Promise<DayTexts | null> {
    const opened = await this.#open(this.#options.rows.read(day)?.texts);
    const unpacked = opened === null ? null : await decompress(opened).catch(() => null);
    const texts = dayTextsSchema.safeParse(unpacked === null ? null : readJson(unpacked));
    return texts.success && texts.data.day === day ? texts.data : null;
  }

  async #open(sealed: Uint8Array | null | undefined): Promise<Uint8Array | null> {
    return sealed == null ? null : openWith(this.#options.employee.identity, sealed);
  }
}

function padded(packed: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil(packed.length / blockBytes) * blockBytes);
  bytes.set(packed);
  return bytes;
}

function hashOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
