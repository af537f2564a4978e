import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Day, daySchema } from '../../core/ids.ts';
import { type Month, monthSchema } from '../../core/time/month.ts';
import type { VaultDatabase } from './database.ts';

const closedDaySchema = z.object({ day: daySchema, hash: z.string() });
const sealedSchema = z.object({ sealed: z.instanceof(Uint8Array) });
const sentMonthSchema = z.object({ month: monthSchema, version: z.number(), sent: z.string() });

/** A closed day that its month may name, and the SHA-256 of what is kept of it here. */
export type ClosedDay = z.infer<typeof closedDaySchema>;

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
  read(day: Day): Uint8Array | null {
    return this.#database.first(sealedSchema, 'SELECT sealed FROM closed_days WHERE day = ?', day)?.sealed ?? null;
  }

  keep(day: Day, sealed: Uint8Array): void {
    const sql = 'INSERT OR REPLACE INTO closed_days (day, hash, sealed) VALUES (?, ?, ?)';
    this.#database.run(sql, day, createHash('sha256').update(sealed).digest('hex'), sealed);
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
