import { join } from 'node:path';
import { z } from 'zod';
import { dayKeyName } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { removeFile } from '../../../disk/held-file.ts';
import type { VaultDatabase } from '../database.ts';
import { forgetDays, ofPictures, removeDayFolders } from './day-removal.ts';

const expiredRowSchema = z.object({ id: z.number(), file: z.string() });

/** What of earlier days is not kept any longer. */
export class ExpiredRows {
  readonly #folder: string;
  readonly #database: VaultDatabase;

  constructor(folder: string, database: VaultDatabase) {
    this.#folder = folder;
    this.#database = database;
  }

  /** Removes up to `most` objects of the pictures of days before `before`, their key first; answers how many there were. */
  removePictures(before: Day, most: number): Promise<number> {
    return this.#remove(
      `SELECT id, file FROM objects WHERE day < ? AND ${ofPictures}
         ORDER BY day, kind = 'key' DESC, id LIMIT ?`,
      before,
      dayKeyName('shots'),
      most,
    );
  }

  /** The same of everything. Once nothing of a day is left, the day itself is forgotten. */
  async removeDays(before: Day, most: number): Promise<number> {
    const sql = "SELECT id, file FROM objects WHERE day < ? ORDER BY day, kind = 'key' DESC, id LIMIT ?";
    const removed = await this.#remove(sql, before, most);
    if (removed > 0) return removed;
    const days = this.#database.all(daySchemaRow, 'SELECT day FROM days WHERE day < ?', before);
    if (days.length === 0) return 0;
    this.#database.transaction(() => forgetDays(this.#database, 'day < ?', before));
    this.#database.forgetOldPages();
    // What a folder still holds no row names: the next start removes it.
    await removeDayFolders(
      this.#folder,
      days.map(({ day }) => day),
    );
    return days.length;
  }

  /** Rows first, in one step: a crash leaves files that no row names, which the next start removes. */
  async #remove(sql: string, ...values: (string | number)[]): Promise<number> {
    const rows = this.#database.all(expiredRowSchema, sql, ...values);
    if (rows.length === 0) return 0;
    this.#database.transaction(() => {
      for (const { id } of rows) this.#database.run('DELETE FROM objects WHERE id = ?', id);
    });
    for (const { file } of rows) await removeFile(join(this.#folder, file)).catch(() => undefined);
    return rows.length;
  }
}

const daySchemaRow = z.object({ day: daySchema });
