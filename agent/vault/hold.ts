import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Day, daySchema, type ShotId } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import { diskProblem, syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import type { VaultDatabase } from './database.ts';
import { fileRowSchema, type ObjectRow, shotIdRowSchema } from './rows.ts';

export const appendBatch = 'INSERT INTO journal (day, at, release_at, sealed) VALUES (?, ?, ?, ?)';

/** Tells the file of a replaced picture from the one before it. */
const replaced = '.again';

const linkedSchema = z.object({ day: daySchema, until: z.number() });

/** What takes the place of what is removed. */
export interface Replacement {
  /** Journal rows by id: the batch sealed anew without the span; null: nothing remains. */
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

/** What is on hold: journal rows in no segment, and pictures that no link names. */
export class Hold {
  readonly #folder: string;
  readonly #database: VaultDatabase;

  constructor(folder: string, database: VaultDatabase) {
    this.#folder = folder;
    this.#database = database;
  }

  /** The oldest day of which anything is on hold; null: nothing is. */
  oldestDay(): Day | null {
    const oldest = this.#database.value(
      "SELECT MIN(day) FROM (SELECT MIN(day) AS day FROM journal UNION ALL SELECT MIN(day) FROM objects WHERE state = 'hold')",
    );
    return daySchema.nullable().parse(oldest);
  }

  /** When the newest batch of the journal was written; null: it is empty. */
  lastAt(): Instant | null {
    const at = this.#database.value('SELECT MAX(at) FROM journal');
    return at === null ? null : Number(at);
  }

  /** The last day, up to `today`, of which anything was released, and until when; null: none. */
  lastLeft(today: Day): { readonly day: Day; readonly until: Instant } | null {
    const sql = 'SELECT day, left_until AS until FROM days WHERE left_until > 0 AND day <= ? ORDER BY day DESC LIMIT 1';
    return this.#database.first(linkedSchema, sql, today);
  }

  /** The pictures on hold that were taken in `span`. */
  pictures(span: Interval): ShotId[] {
    const sql =
      "SELECT shot_id FROM objects WHERE state = 'hold' AND linked = 0 AND kind = 'shot' AND at >= ? AND at < ? ORDER BY id";
    return this.#database.all(shotIdRowSchema, sql, span.start, span.end);
  }

  /**
   * Removes rows and pictures and puts others in their place, in one step: after a crash either all
   * of it happened or nothing did. What was removed is then neither in the database's file nor in
   * its log.
   */
  async replace({ rows, added, pictures }: Replacement): Promise<Result<void>> {
    const files: string[] = [];
    try {
      this.#database.transaction(() => {
        for (const [id, sealed] of rows) {
          if (sealed === null) this.#database.run('DELETE FROM journal WHERE id = ?', id);
          else this.#database.run('UPDATE journal SET sealed = ? WHERE id = ?', sealed, id);
        }
        for (const { day, at, releaseAt, sealed } of added) this.#database.run(appendBatch, day, at, releaseAt, sealed);
        const take = "DELETE FROM objects WHERE shot_id = ? AND linked = 0 AND state = 'hold' RETURNING file";
        for (const id of pictures) files.push(...this.#database.all(fileRowSchema, take, id));
      });
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
    await this.removeFiles(files);
    this.#database.forgetOldPages();
    return ok(undefined);
  }

  /**
   * Puts other sealed bytes in the place of a picture that is on hold. The new file is durable
   * before its row names it, and the old one is removed after: a crash leaves one of them with its
   * row, and the next start removes the other. Problems: `shot-left`, those of a disk.
   */
  async replacePicture(row: ObjectRow, sealed: Uint8Array): Promise<Result<null>> {
    const file = row.file.endsWith(replaced) ? row.file.slice(0, -replaced.length) : row.file + replaced;
    const written = await writeDurably(join(this.#folder, file), sealed);
    if (!written.ok) return written;
    const sha256 = createHash('sha256').update(sealed).digest('hex');
    let changed = 0;
    try {
      changed = this.#database.run(
        "UPDATE objects SET file = ?, bytes = ?, sha256 = ? WHERE id = ? AND file = ? AND linked = 0 AND state = 'hold'",
        ...[file, sealed.length, sha256, row.id, row.file],
      );
    } catch (error) {
      await removeFile(join(this.#folder, file));
      return fail(diskProblem(error, this.#folder));
    }
    if (changed !== 1) {
      await removeFile(join(this.#folder, file));
      return fail(alreadyLinked);
    }
    return (await this.#removeFile(row.file)) ? ok(null) : fail(oldStays);
  }

  /** Without a row these files cannot be sent; the next start removes what remains. */
  async removeFiles(files: readonly string[]): Promise<void> {
    for (const file of files) await this.#removeFile(file);
  }

  async #removeFile(file: string): Promise<boolean> {
    const path = join(this.#folder, file);
    try {
      await removeFile(path);
      await syncFolder(dirname(path));
      return true;
    } catch {
      return false;
    }
  }
}

/** A picture that can no longer be deleted or changed here. */
export const alreadyLinked = problem('shot-left');
const oldStays = problem('original-stays');
