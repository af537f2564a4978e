import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayKeyName } from '../../bucket/layout.ts';
import type { Day, ShotId } from '../../core/ids.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { ContactSheetRows } from './contact-sheet-rows.ts';
import type { VaultDatabase } from './database.ts';
import { DeliveryRows } from './delivery-rows.ts';
import { DerivedRows } from './derived-rows.ts';
import { appendBatch, Hold } from './hold.ts';
import { MonthRows } from './month-rows.ts';
import { addObject, removeOrphans, StaleLink } from './object-addition.ts';
import { Outbox } from './outbox.ts';
import { OwnRecords } from './own-records.ts';
import { ReceiptIndex } from './receipt-index.ts';
import { ErasedRows } from './removal/erased-rows.ts';
import { ExpiredRows } from './removal/expired-rows.ts';
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
import { openDatabase, openProblem } from './schema.ts';
import { StayingDays } from './staying-days.ts';

/**
 * What the agent keeps on the employee's machine, sealed: the journal of the last minutes, the
 * objects of each day, and the state of their upload. It is the outbox and the employee's own
 * history. One process at a time.
 */
export class Vault {
  readonly folder: string;
  readonly hold: Hold;
  readonly sheets: ContactSheetRows;
  readonly outbox: Outbox;
  readonly derived: DerivedRows;
  readonly months: MonthRows;
  readonly deliveries: DeliveryRows;
  readonly own: OwnRecords;
  readonly staying: StayingDays;
  readonly erased: ErasedRows;
  readonly expired: ExpiredRows;
  /** SQL stands in this folder alone. */
  private readonly database: VaultDatabase;

  private constructor(folder: string, database: VaultDatabase) {
    this.folder = folder;
    this.database = database;
    this.hold = new Hold(folder, database);
    this.sheets = new ContactSheetRows(folder, database);
    this.outbox = new Outbox(database);
    this.derived = new DerivedRows(database);
    this.months = new MonthRows(database);
    this.deliveries = new DeliveryRows(database);
    this.own = new OwnRecords(folder, database);
    this.staying = new StayingDays(folder, database);
    this.erased = new ErasedRows(folder, database, this.hold);
    this.expired = new ExpiredRows(folder, database);
  }

  /** Opens or makes the vault in `folder` and removes what a crash left half-done. */
  static open(folder: string): Result<Vault> {
    const own = takePrivateFolder(folder);
    if (!own.ok) return own;
    let database: VaultDatabase | null = null;
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

  /** Safe to call twice. */
  close(): void {
    this.database.close();
  }

  day(day: Day): DayRow | null {
    return this.database.first(dayRowSchema, 'SELECT * FROM days WHERE day = ?', day);
  }

  /** Every day of which something is here, newest first, with how many pictures of it there are. */
  days(): { day: Day; shots: number; isClosed: boolean }[] {
    return this.database.all(
      knownDayRowSchema,
      `SELECT day, closed, (SELECT COUNT(*) FROM objects AS o WHERE o.day = days.day AND o.kind = 'shot') AS shots
       FROM days ORDER BY day DESC`,
    );
  }

  /** What it takes on the disk: sealed objects and the database, and how many days that is. */
  size(): { bytes: number; days: number } {
    return this.database.one(
      sizeSchema,
      `SELECT (SELECT COALESCE(SUM(bytes), 0) FROM objects) + page_count * page_size AS bytes, (SELECT COUNT(*) FROM days) AS days
       FROM pragma_page_count(), pragma_page_size()`,
    );
  }

  /** Days that are not closed yet, oldest first. */
  openDays(): DayRow[] {
    return this.database.all(dayRowSchema, 'SELECT * FROM days WHERE closed = 0 ORDER BY day');
  }

  /** A day begins with its wrapped key, the first object that goes out; its pictures with theirs. */
  addKey(day: Day, keyClass: KeyClass, recipient: string, key: NewObject): Promise<Result<void>> {
    const begin = 'INSERT INTO days (recipient, day) VALUES (?, ?)';
    const sql = keyClass === 'days' ? begin : 'UPDATE days SET shots_recipient = ? WHERE day = ?';
    return this.#add(key, () => {
      this.database.run(sql, recipient, day);
    });
  }

  /** Appends a sealed batch, held until `releaseAt`. Once this answers ok it is durable. */
  appendJournal(day: Day, at: Instant, releaseAt: Instant, sealed: Uint8Array): Result<void> {
    try {
      this.database.run(appendBatch, day, at, releaseAt, sealed);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.folder));
    }
  }

  /** The sealed batches of `day` that are in no segment yet, in order. */
  journal(day: Day): JournalRow[] {
    const sql = 'SELECT id, at, release_at, sealed FROM journal WHERE day = ? ORDER BY id';
    return this.database.all(journalRowSchema, sql, day);
  }

  /** Replaces journal rows by the segment made of them, in one step, and so releases them. */
  async addSegment(
    segment: NewObject & { day: Day },
    seq: number,
    rows: readonly Pick<JournalRow, 'id' | 'at'>[],
  ): Promise<Result<void>> {
    const until = rows.reduce((latest, { at }) => Math.max(latest, at), 0);
    return this.#add(segment, () => {
      for (const { id } of rows) this.database.run('DELETE FROM journal WHERE id = ?', id);
      const sql = 'UPDATE days SET next_segment = ?, left_until = MAX(left_until, ?) WHERE day = ?';
      this.database.run(sql, seq + 1, until, segment.day);
    });
  }

  addObject(object: NewObject): Promise<Result<void>> {
    return this.#add(object, () => {});
  }

  /**
   * What the next link of `day` will vouch for: objects past their hold that no link names yet.
   * Pictures from `heldFrom` on are not among them: whether they stay is not decided.
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
    const sql = "SELECT COUNT(*) FROM objects WHERE day = ? AND linked = 0 AND kind IN ('activity', 'shot', 'sheet')";
    return Number(this.database.value(sql, day));
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
      const release =
        "UPDATE objects SET linked = 1, state = 'ready' WHERE id = ? AND linked = 0 AND kind IN ('activity', 'shot', 'sheet')";
      for (const id of objectIds) {
        // A picture deleted since signing: a link to it is not kept.
        if (this.database.run(release, id) !== 1) throw new StaleLink();
      }
      this.database.run(
        `UPDATE days SET next_link = ?, link_hash = ?, closed = ?, left_until = MAX(left_until,
           (SELECT COALESCE(MAX(at) + 1, 0) FROM objects WHERE day = days.day AND kind = 'shot' AND linked = 1))
         WHERE day = ?`,
        seq + 1,
        hash,
        final ? 1 : 0,
        link.day,
      );
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

  keyOf(day: Day, keyClass: KeyClass): ObjectRow | null {
    const sql = "SELECT * FROM objects WHERE day = ? AND kind = 'key' AND name = ?";
    return this.#rows(sql, day, dayKeyName(keyClass))[0] ?? null;
  }

  read(object: ObjectRow): Promise<Uint8Array> {
    return readFile(join(this.folder, object.file));
  }

  /** Removes a picture that is on hold, file and row. False: it is not. */
  async removeShot(id: ShotId): Promise<boolean> {
    const row = this.shot(id);
    const sql = "DELETE FROM objects WHERE id = ? AND linked = 0 AND state = 'hold'";
    if (row === null || this.database.run(sql, row.id) !== 1) return false;
    await this.hold.removeFiles([row.file]);
    return true;
  }

  /**
   * Keeps a decision together with the object that tells the organisation of it and with `head`,
   * the fact that says which decision is the last: all or nothing.
   */
  async addLedgerRecord(
    id: string,
    sealed: Uint8Array,
    entry: NewObject,
    head: { readonly fact: string; readonly value: string },
  ): Promise<Result<void>> {
    return this.#add(entry, () => {
      this.database.run('INSERT INTO ledger (record, sealed) VALUES (?, ?)', id, sealed);
      this.database.run(writeFact, head.fact, head.value);
    });
  }

  /** The receipts of access that this computer has seen; makes the table when first asked. */
  receipts(): ReceiptIndex {
    return new ReceiptIndex(this.database);
  }

  /** The object with this key of the bucket, or null. */
  object(key: string): ObjectRow | null {
    return this.#rows('SELECT * FROM objects WHERE key = ?', key)[0] ?? null;
  }

  ledger(): Uint8Array[] {
    return this.database.all(ledgerRowSchema, 'SELECT sealed FROM ledger ORDER BY id').map(({ sealed }) => sealed);
  }

  /** Whether nothing was recorded or decided in it yet. */
  isEmpty(): boolean {
    const sql = 'SELECT EXISTS (SELECT 1 FROM days) OR EXISTS (SELECT 1 FROM objects) OR EXISTS (SELECT 1 FROM ledger)';
    return this.database.value(sql) === 0;
  }

  fact(name: string): string | null {
    const value = this.database.value('SELECT value FROM facts WHERE name = ?', name);
    return value === null ? null : String(value);
  }

  setFact(name: string, value: string): Result<void> {
    try {
      this.database.run(writeFact, name, value);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.folder));
    }
  }

  #add(object: NewObject, alongside: () => void): Promise<Result<void>> {
    return addObject(this.folder, this.database, object, alongside);
  }

  #rows(sql: string, ...values: (string | number)[]): ObjectRow[] {
    return this.database.all(objectRowSchema, sql, ...values);
  }
}

const writeFact =
  'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
