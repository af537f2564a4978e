import { z } from 'zod';
import { dayKeyName } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import type { KeyClass } from '../../../core/organisation/retention.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { diskProblem } from '../../../disk/durable-file.ts';
import type { VaultDatabase } from '../database.ts';
import type { Hold } from '../hold.ts';
import { fileRowSchema } from '../rows.ts';
import { forgetDays, ofPictures, removeDayFolders } from './day-removal.ts';

const dayOnlySchema = z.object({ day: daySchema }).transform(({ day }) => day);

/** Takes whole days, or their pictures, out of the vault for good. */
export class ErasedRows {
  readonly #folder: string;
  readonly #database: VaultDatabase;
  readonly #hold: Pick<Hold, 'removeFiles'>;

  constructor(folder: string, database: VaultDatabase, hold: Pick<Hold, 'removeFiles'>) {
    this.#folder = folder;
    this.#database = database;
    this.#hold = hold;
  }

  /**
   * Removes what `isErased` answers true for, in one step: rows first, so that nothing of it is
   * offered or shown any more, then the files, which the next start removes where a crash comes
   * between. What was removed is then neither in the database's file nor in its log. A day without
   * its pictures goes on as it is: its links name what is gone.
   */
  async erase(isErased: (day: Day, keyClass: KeyClass) => boolean): Promise<Result<void>> {
    const files: string[] = [];
    const gone: Day[] = [];
    try {
      const known =
        'SELECT day FROM days UNION SELECT day FROM objects WHERE day IS NOT NULL UNION SELECT day FROM closed_days ORDER BY day';
      const days = this.#database.all(dayOnlySchema, known);
      this.#database.transaction(() => {
        for (const day of days) {
          if (isErased(day, 'days')) {
            gone.push(day);
            files.push(...this.#database.all(fileRowSchema, 'DELETE FROM objects WHERE day = ? RETURNING file', day));
            forgetDays(this.#database, 'day = ?', day);
          } else if (isErased(day, 'shots')) {
            const pictures = `DELETE FROM objects WHERE day = ? AND ${ofPictures} RETURNING file`;
            files.push(...this.#database.all(fileRowSchema, pictures, day, dayKeyName('shots')));
          }
        }
      });
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
    if (files.length + gone.length === 0) return ok(undefined);
    await this.#hold.removeFiles(files);
    await removeDayFolders(this.#folder, gone);
    this.#database.forgetOldPages();
    return ok(undefined);
  }
}
