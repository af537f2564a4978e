import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Day, ShotId } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { appendBatch, Hold } from './hold.ts';
import { addObject, StaleLink } from './object-addition.ts';
import { openProblem } from './open-problem.ts';
import { removeOrphans } from './orphans.ts';
import { Outbox } from './outbox.ts';
import {
  type DayRow,
  dayRowSchema,
  type JournalRow,
  journalRowSchema,
  knownDayRowSchema,
  ledgerRowSchema,
  type NewObject,
  type ObjectRow,
  objectRowSchema,
  sizeSchema,
} from './rows.ts';
import { openDatabase } from './schema.ts';
import { Sheets } from './sheets.ts';

/**
 * What the agent keeps on the employee's machine, sealed: the journal of the last minutes, the objects of each day, and
 * the state of their upload. It is the outbox and the employee's own history. One process at a time.
 */
export class Vault {
  readonly folder: string;
  readonly database: DatabaseSync;
  readonly hold: Hold;
  readonly sheets: Sheets;
  readonly outbox: Outbox;

  private constructor(folder: string, database: DatabaseSync) {
    this.folder = folder;
    this.database = database;
    this.hold = new Hold(folder, database);
    this.sheets = new Sheets(folder, database);
    this.outbox = new Outbox(database);
  }

  /** Opens or makes the vault in `folder` and removes what a crash left half-done. */
  static open(folder: string): Result<Vault> {
    const own = takePrivateFolder(folder);
    if (!own.ok) return own;
    let database: DatabaseSync | null = null;
    try {
      mkdirSync(join(folder, 'objects'), { recursive: true, mode: 0o700 });
      database = openDatabase(join(folder, 'vault.db'));
      removeOrphans(folder, database);
      return ok(new Vault(folder, database));
    } catch (error) {
      database?.close();
      return fail(openProblem(error, folder));
    }
  }

  close(): void {
    this.database.close();
  }

  day(day: Day): DayRow | null {
    const row = this.database.prepare('SELECT * FROM days WHERE day = ?').get(day);
    return row === undefined ? null : dayRowSchema.parse(row);
  }

  /** Every day of which something is here, newest first, with how many pictures of it there are. */
  days(): { day: Day; shots: number; isClosed: boolean }[] {
    return this.database
      .prepare(
        `SELECT day, closed, (SELECT COUNT(*) FROM objects AS o WHERE o.day = days.day AND o.kind = 'shot') AS shots
         FROM days ORDER BY day DESC`,
      )
      .all()
      .map((row) => knownDayRowSchema.parse(row))
      .map(({ day, shots, closed }) => ({ day, shots, isClosed: closed === 1 }));
  }

  /** What it takes on the disk: sealed objects and the database, and how many days that is. */
  size(): { bytes: number; days: number } {
    const row = this.database
      .prepare(
        `SELECT (SELECT COALESCE(SUM(bytes), 0) FROM objects) + page_count * page_size AS bytes, (SELECT COUNT(*) FROM days) AS days
         FROM pragma_page_count(), pragma_page_size()`,
      )
      .get();
    return sizeSchema.parse(row);
  }

  /** Days that are not closed yet, oldest first. */
  openDays(): DayRow[] {
    return this.database
      .prepare('SELECT * FROM days WHERE closed = 0 ORDER BY day')
      .all()
      .map((row) => dayRowSchema.parse(row));
  }

  /** A day begins: its wrapped key is the first object that goes out. */
  addDay(day: Day, recipient: string, key: NewObject): Promise<Result<void>> {
    return this.#add(key, () => {
      this.database.prepare('INSERT INTO days (day, recipient) VALUES (?, ?)').run(day, recipient);
    });
  }

  /** Appends a sealed batch of records, which stays here until `releaseAt`. When this answers ok, the batch survives a crash. */
  appendJournal(day: Day, at: Instant, releaseAt: Instant, sealed: Uint8Array): Result<void> {
    try {
      this.database.prepare(appendBatch).run(day, at, releaseAt, sealed);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.folder));
    }
  }

  /** The sealed batches of `day` that are in no segment yet, in the order in which they were written. */
  journal(day: Day): JournalRow[] {
    return this.database
      .prepare('SELECT id, at, release_at, sealed FROM journal WHERE day = ? ORDER BY id')
      .all(day)
      .map((row) => journalRowSchema.parse(row));
  }

  /** Puts a segment in the place of the journal rows that it was made of, in one step. From then on they are no longer on hold. */
  async addSegment(
    segment: NewObject & { day: Day },
    seq: number,
    rows: readonly Pick<JournalRow, 'id' | 'at'>[],
  ): Promise<Result<void>> {
    const until = rows.reduce((latest, { at }) => Math.max(latest, at), 0);
    return this.#add(segment, () => {
      const remove = this.database.prepare('DELETE FROM journal WHERE id = ?');
      for (const { id } of rows) remove.run(id);
      this.database
        .prepare('UPDATE days SET next_segment = ?, left_until = MAX(left_until, ?) WHERE day = ?')
        .run(seq + 1, until, segment.day);
    });
  }

  addObject(object: NewObject): Promise<Result<void>> {
    return this.#add(object, () => {});
  }

  /**
   * What the next link of `day` will vouch for: objects past their hold that no link names yet. Pictures from `heldFrom` on are not among
   * them: whether they stay is not decided.
   */
  unlinked(day: Day, now: Instant, heldFrom = Number.MAX_SAFE_INTEGER): ObjectRow[] {
    return this.#rows(
      "SELECT * FROM objects WHERE day = ? AND linked = 0 AND release_at <= ? AND (kind IN ('activity', 'sheet') OR kind = 'shot' AND at < ?) ORDER BY id",
      day,
      now,
      heldFrom,
    );
  }

  countOnHold(day: Day): number {
    const row = this.database
      .prepare(
        "SELECT COUNT(*) AS n FROM objects WHERE day = ? AND linked = 0 AND kind IN ('activity', 'shot', 'sheet')",
      )
      .get(day);
    return Number(row?.n ?? 0);
  }

  /** Adds a link and releases what it vouches for, in one step. */
  async addLink(
    link: NewObject & { day: Day },
    seq: number,
    hash: string,
    objectIds: readonly number[],
    final: boolean,
  ): Promise<Result<void>> {
    return this.#add(link, () => {
      const release = this.database.prepare(
        "UPDATE objects SET linked = 1, state = 'ready' WHERE id = ? AND linked = 0 AND kind IN ('activity', 'shot', 'sheet')",
      );
      for (const id of objectIds) {
        // A picture deleted since the link was signed would leave a link that names nothing: the link is not kept then.
        if (Number(release.run(id).changes) !== 1) throw new StaleLink();
      }
      this.database
        .prepare(
          `UPDATE days SET next_link = ?, link_hash = ?, closed = ?, left_until = MAX(left_until,
             (SELECT COALESCE(MAX(at) + 1, 0) FROM objects WHERE day = days.day AND kind = 'shot' AND linked = 1))
           WHERE day = ?`,
        )
        .run(seq + 1, hash, final ? 1 : 0, link.day);
    });
  }

  /** The segments of a day, oldest first. */
  segments(day: Day): ObjectRow[] {
    return this.#rows("SELECT * FROM objects WHERE day = ? AND kind = 'activity' ORDER BY id", day);
  }

  shots(day: Day): ObjectRow[] {
    return this.#rows("SELECT * FROM objects WHERE day = ? AND kind = 'shot' ORDER BY id", day);
  }

  shot(id: ShotId): ObjectRow | null {
    return this.#rows('SELECT * FROM objects WHERE shot_id = ?', id)[0] ?? null;
  }

  keyOf(day: Day): ObjectRow | null {
    return this.#rows("SELECT * FROM objects WHERE day = ? AND kind = 'key'", day)[0] ?? null;
  }

  read(object: ObjectRow): Promise<Uint8Array> {
    return readFile(join(this.folder, object.file));
  }

  /** Removes a picture that is still on hold, file and row. False when it is not there or no longer on hold. */
  async removeShot(id: ShotId): Promise<boolean> {
    const row = this.shot(id);
    if (row === null) return false;
    const removed = this.database
      .prepare("DELETE FROM objects WHERE id = ? AND linked = 0 AND state = 'hold'")
      .run(row.id);
    if (Number(removed.changes) !== 1) return false;
    await this.hold.removeFiles([row.file]);
    return true;
  }

  /**
   * Keeps a decision together with the object that tells the organisation of it and with `head`, the fact that says which decision is the
   * last: all or nothing.
   */
  async addLedgerRecord(
    id: string,
    sealed: Uint8Array,
    told: NewObject,
    head: { readonly fact: string; readonly value: string },
  ): Promise<Result<void>> {
    return this.#add(told, () => {
      this.database.prepare('INSERT INTO ledger (record, sealed) VALUES (?, ?)').run(id, sealed);
      this.database.prepare(writeFact).run(head.fact, head.value);
    });
  }

  /** The object with this key of the bucket, or null. */
  object(key: string): ObjectRow | null {
    return this.#rows('SELECT * FROM objects WHERE key = ?', key)[0] ?? null;
  }

  ledger(): Uint8Array[] {
    return this.database
      .prepare('SELECT sealed FROM ledger ORDER BY id')
      .all()
      .map((row) => ledgerRowSchema.parse(row).sealed);
  }

  /** Whether nothing was recorded or decided in it yet. */
  isEmpty(): boolean {
    const row = this.database
      .prepare(
        'SELECT EXISTS (SELECT 1 FROM days) OR EXISTS (SELECT 1 FROM objects) OR EXISTS (SELECT 1 FROM ledger) AS filled',
      )
      .get();
    return row?.filled === 0;
  }

  fact(name: string): string | null {
    const row = this.database.prepare('SELECT value FROM facts WHERE name = ?').get(name);
    return row === undefined ? null : String(row.value);
  }

  setFact(name: string, value: string): Result<void> {
    try {
      this.database.prepare(writeFact).run(name, value);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.folder));
    }
  }

  #add(object: NewObject, alongside: () => void): Promise<Result<void>> {
    return addObject(this.folder, this.database, object, alongside);
  }

  #rows(sql: string, ...values: (string | number)[]): ObjectRow[] {
    return this.database
      .prepare(sql)
      .all(...values)
      .map((row) => objectRowSchema.parse(row));
  }
}

const writeFact =
  'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
