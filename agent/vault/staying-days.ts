import type { Day } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import type { VaultDatabase } from './database.ts';
import { type DayRow, dayRowSchema } from './rows.ts';

/** Which days go on to the bucket, and which stay on this computer for good. */
export class StayingDays {
  readonly #folder: string;
  readonly #database: VaultDatabase;

  constructor(folder: string, database: VaultDatabase) {
    this.#folder = folder;
    this.#database = database;
  }

  /** Open days that go on, oldest first: one that stays here gets no segment and no link. */
  moving(): DayRow[] {
    const sql = 'SELECT * FROM days WHERE closed = 0 AND stays_here = 0 ORDER BY day';
    return this.#database.all(dayRowSchema, sql);
  }

  /** From now on nothing of `day` leaves. Once this answers ok it is durable. */
  keep(day: Day): Result<void> {
    try {
      this.#database.run('UPDATE days SET stays_here = 1 WHERE day = ? AND stays_here = 0', day);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
  }
}
