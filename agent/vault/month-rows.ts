import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Day, daySchema } from '../../core/ids.ts';
import { type Month, monthSchema } from '../../core/time/month.ts';
import type { VaultDatabase } from './database.ts';

const closedDaySchema = z.object({ day: daySchema, hash: z.string() });
const keptSchema = z.object({ sealed: z.instanceof(Uint8Array), texts: z.instanceof(Uint8Array).nullable() });
const sentMonthSchema = z.object({ month: monthSchema, version: z.number(), sent: z.string() });

/** A closed day that its month may name, and the SHA-256 of its sums as they are kept here. */
export type ClosedDay = z.infer<typeof closedDaySchema>;

/** A closed day's sums, sealed, and what a search looks at of it; null: no month tells that, and the day is opened. */
export interface KeptDay {
  readonly sealed: Uint8Array;
  readonly texts: Uint8Array | null;
}

/** What lies in the bucket of a month: its version, and what it was made from; '' while that is not known. */
export type SentMonth = z.infer<typeof sentMonthSchema>;

/** What the months of this device are made from, sealed to the person, and what of it is in the bucket. */
export class MonthRows {
  readonly #database: VaultDatabase;

  constructor(database: VaultDatabase) {
    this.#database = database;
  }

  /** In order. */
  days(): ClosedDay[] {
    return this.#database.all(closedDaySchema, 'SELECT day, hash FROM closed_days ORDER BY day');
  }

  /** What was kept of `day`; null: nothing, so that no month may name it. */
  read(day: Day): KeptDay | null {
    return this.#database.first(keptSchema, 'SELECT sealed, texts FROM closed_days WHERE day = ?', day);
  }

  /** The hash is of the sums alone: sealed anew they are never the same bytes. */
  keep(day: Day, { sealed, texts }: KeptDay): void {
    const sql = 'INSERT OR REPLACE INTO closed_days (day, hash, sealed, texts) VALUES (?, ?, ?, ?)';
    this.#database.run(sql, day, createHash('sha256').update(sealed).digest('hex'), sealed, texts);
  }

  /** From now on no month that is made names `day`. */
  forget(day: Day): void {
    this.#database.run('DELETE FROM closed_days WHERE day = ?', day);
  }

  sent(): SentMonth[] {
    return this.#database.all(sentMonthSchema, 'SELECT month, version, sent FROM months ORDER BY month');
  }

  /** What is about to be put, before it is: no version is ever used twice, and after a crash it is put once more. */
  begin(month: Month, version: number): void {
    this.#note(month, version, '');
  }

  noteSent(month: Month, version: number, madeFrom: string): void {
    this.#note(month, version, madeFrom);
  }

  #note(month: Month, version: number, sent: string): void {
    const sql = 'INSERT OR REPLACE INTO months (month, version, sent) VALUES (?, ?, ?)';
    this.#database.run(sql, month, version, sent);
  }
}
