import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dayKeyName } from '../../bucket/layout.ts';
import { type Day, daySchema } from '../../core/ids.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import type { VaultDatabase } from './database.ts';
import type { Hold } from './hold.ts';
import { fileRowSchema } from './rows.ts';

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
            this.#database.run('DELETE FROM journal WHERE day = ?', day);
            files.push(...this.#database.all(fileRowSchema, 'DELETE FROM objects WHERE day = ? RETURNING file', day));
            this.#database.run('DELETE FROM days WHERE day = ?', day);
            // The month that names it is then put anew, without it.
            this.#database.run('DELETE FROM closed_days WHERE day = ?', day);
          } else if (isErased(day, 'shots')) {
            const pictures =
              "DELETE FROM objects WHERE day = ? AND (kind IN ('shot', 'sheet') OR kind = 'key' AND name = ?) RETURNING file";
            files.push(...this.#database.all(fileRowSchema, pictures, day, dayKeyName('shots')));
          }
        }
      });
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
    if (files.length + gone.length === 0) return ok(undefined);
    await this.#hold.removeFiles(files);
    // Its name would say that there was such a day; what a desktop put there keeps it.
    for (const day of gone) await rmdir(join(this.#folder, 'objects', day)).catch(() => undefined);
    this.#database.forgetOldPages();
    return ok(undefined);
  }
}
