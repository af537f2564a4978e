import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Day, daySchema, type ShotId, shotIdSchema } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import { diskProblem, syncFolder } from '../../disk/durable-file.ts';
import { forgetOldPages, transaction } from './schema.ts';

export const appendBatch = 'INSERT INTO journal (day, at, release_at, sealed) VALUES (?, ?, ?, ?)';

/** What takes the place of what is removed. */
export interface Replacement {
  /** Rows of the journal by id: their batch without the span, sealed anew; null where nothing is left of it. Each keeps its release. */
  readonly rows: ReadonlyMap<number, Uint8Array | null>;
  /** Batches to add. */
  readonly added: readonly {
    readonly day: Day;
    readonly at: Instant;
    readonly releaseAt: Instant;
    readonly sealed: Uint8Array;
  }[];
  readonly pictures: readonly ShotId[];
}

/** What of the vault is on hold, still here alone: journal rows in no segment, and pictures that no link names. */
export class Hold {
  readonly #folder: string;
  readonly #database: DatabaseSync;

  constructor(folder: string, database: DatabaseSync) {
    this.#folder = folder;
    this.#database = database;
  }

  /** The oldest day of which anything is on hold; null: nothing is. */
  oldestDay(): Day | null {
    const row = this.#database
      .prepare(
        "SELECT MIN(day) AS day FROM (SELECT MIN(day) AS day FROM journal UNION ALL SELECT MIN(day) FROM objects WHERE state = 'hold')",
      )
      .get();
    return daySchema.nullable().parse(row?.day ?? null);
  }

  /** When the newest batch of the journal was written; null: it is empty. */
  lastAt(): Instant | null {
    const row = this.#database.prepare('SELECT MAX(at) AS at FROM journal').get();
    return typeof row?.at === 'number' ? row.at : null;
  }

  /** The latest day, `today` at most, of which anything has left, and the instant until which it has; null: nothing ever left. */
  lastLeft(today: Day): { readonly day: Day; readonly until: Instant } | null {
    const row = this.#database
      .prepare('SELECT day, left_until FROM days WHERE left_until > 0 AND day <= ? ORDER BY day DESC LIMIT 1')
      .get(today);
    return row === undefined ? null : { day: daySchema.parse(row.day), until: Number(row.left_until) };
  }

  /** The pictures on hold that were taken in `span`. */
  pictures(span: Interval): ShotId[] {
    return this.#database
      .prepare(
        "SELECT shot_id FROM objects WHERE state = 'hold' AND linked = 0 AND kind = 'shot' AND at >= ? AND at < ? ORDER BY id",
      )
      .all(span.start, span.end)
      .map((row) => shotIdSchema.parse(row.shot_id));
  }

  /**
   * Removes rows and pictures and puts others in their place, in one step: after a crash either all of it happened or nothing did. What
   * was removed is then neither in the database's file nor in its log.
   */
  async replace({ rows, added, pictures }: Replacement): Promise<Result<void>> {
    const files: string[] = [];
    try {
      transaction(this.#database, () => {
        const change = this.#database.prepare('UPDATE journal SET sealed = ? WHERE id = ?');
        const remove = this.#database.prepare('DELETE FROM journal WHERE id = ?');
        for (const [id, sealed] of rows) {
          if (sealed === null) remove.run(id);
          else change.run(sealed, id);
        }
        const insert = this.#database.prepare(appendBatch);
        for (const { day, at, releaseAt, sealed } of added) insert.run(day, at, releaseAt, sealed);
        const take = this.#database.prepare(
          "DELETE FROM objects WHERE shot_id = ? AND linked = 0 AND state = 'hold' RETURNING file",
        );
        for (const id of pictures) for (const row of take.all(id)) files.push(String(row.file));
      });
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
    await this.removeFiles(files);
    forgetOldPages(this.#database);
    return ok(undefined);
  }

  /** Without their row these files cannot leave any more; where removing fails, the next start does it. */
  async removeFiles(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const path = join(this.#folder, file);
      try {
        await rm(path, { force: true });
        await syncFolder(dirname(path));
      } catch {
        // The row is gone.
      }
    }
  }
}
