import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import { leftBy } from '../../bucket/layout.ts';
import type { LeftListing } from '../../bucket/left-listing.ts';
import type { ListedObject } from '../../bucket/object-store.ts';
import { type Day, type ViewerId, viewerIdSchema } from '../../core/ids.ts';
import { type UnreadReason, unreadReasonSchema } from '../../core/organisation/unread-reason.ts';
import { type AccessKind, lookKindSchema } from '../../core/organisation/view-receipt.ts';
import type { AccessLogFilter } from '../../ipc/employee-access-log.ts';
import type { VaultDatabase } from './database.ts';

/** The known receipts, a row each. Kind, days and times are in the clear, the rest sealed. */
const table = `
  CREATE TABLE IF NOT EXISTS looks (
    key TEXT PRIMARY KEY,
    viewer TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'read', 'unread')),
    reason TEXT,
    pass INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    look TEXT,
    day TEXT,
    until TEXT,
    sorted INTEGER NOT NULL DEFAULT 0,
    sealed BLOB,
    seen INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS looks_sorted ON looks(state, sorted, key);
`;

/** What may be otherwise at the next asking, though the object stayed the same. */
const passing = ['missing', 'refused', 'silent'] as const satisfies readonly UnreadReason[];

const objectSchema = z
  .object({ key: z.string(), bytes: z.number(), modified_at: z.number() })
  .transform(({ key, bytes, modified_at: modifiedAt }): ListedObject => ({ key, bytes, modifiedAt }));
const keptSchema = z
  .object({
    key: z.string(),
    modified_at: z.number(),
    sorted: z.number(),
    sealed: z.instanceof(Uint8Array),
    seen: z.number(),
  })
  .transform(({ modified_at: modifiedAt, seen, ...row }) => ({ ...row, modifiedAt, isSeen: seen === 1 }));
export type KeptAccess = z.infer<typeof keptSchema>;

const knownSchema = z.object({ key: z.string(), bytes: z.number(), modified_at: z.number(), state: z.string() });
const groupSchema = z.object({ name: z.string(), count: z.number() });

export interface ReadAccess {
  readonly look: AccessKind;
  readonly day: Day;
  readonly to: Day;
  readonly at: number;
  readonly sealed: Uint8Array;
}

/** The place after which a page goes on. */
export interface AccessCursor {
  readonly sorted: number;
  readonly key: string;
}

/**
 * The receipts that this computer has seen, kept in the vault: what was read once is asked for no
 * more, is found by kind and page among any number, and stays as it was read, whatever becomes of
 * the object. Throws what the disk throws.
 */
export class ReceiptIndex {
  readonly #database: VaultDatabase;
  #pass = 0;

  constructor(database: VaultDatabase) {
    this.#database = database;
    database.sql.exec(table);
    if (Number(database.value("SELECT COUNT(*) FROM pragma_table_info('looks') WHERE name = 'seen'")) === 0)
      addSeen(database);
    this.#pass = this.#count('SELECT COALESCE(MAX(pass), 0) FROM looks');
  }

  /** Takes a listing of `folder`: new or changed objects are to be read, failed ones again. */
  list(folder: string, { objects: listed, overfull }: LeftListing): void {
    this.#pass += 1;
    const all = this.#database.all(knownSchema, 'SELECT key, bytes, modified_at, state FROM looks');
    const known = new Map(all.map((row) => [row.key, row]));
    const add = `INSERT INTO looks (key, viewer, bytes, modified_at, state, sorted) VALUES (?, ?, ?, ?, 'new', ?)
       ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes, modified_at = excluded.modified_at, state = 'new', reason = NULL`;
    this.#database.transaction(() => {
      // Of whose folder nothing was listed nothing is known to be gone.
      this.#database.run(
        'UPDATE looks SET gone = 1 WHERE gone = 0 AND viewer NOT IN (SELECT value FROM json_each(?))',
        JSON.stringify(overfull),
      );
      for (const { key, bytes, modifiedAt } of listed) {
        const before = known.get(key);
        const isSame = before?.bytes === bytes && before.modified_at === modifiedAt;
        if (before === undefined || (before.state !== 'read' && !isSame))
          this.#database.run(add, key, leftBy(folder, key)?.viewer ?? '', bytes, modifiedAt, modifiedAt);
        this.#database.run('UPDATE looks SET gone = 0 WHERE key = ?', key);
      }
    });
  }

  /** What nobody of the organisation was known to have vouched for is to be read again: somebody may have who signs for it since. */
  reconsiderForeign(): void {
    this.#database.run("UPDATE looks SET state = 'new', reason = NULL WHERE state = 'unread' AND reason = 'foreign'");
  }

  /** What is still to be read: the newest of each viewer first, so that none hides others. */
  next(limit: number): ListedObject[] {
    const turn = 'ROW_NUMBER() OVER (PARTITION BY state, viewer ORDER BY modified_at DESC, key)';
    const sql = `SELECT key, bytes, modified_at FROM looks WHERE ${this.#due()} ORDER BY state, ${turn}, modified_at DESC, key LIMIT ?`;
    return this.#database.all(objectSchema, sql, this.#pass, limit);
  }

  unread(): number {
    return this.#count(`SELECT COUNT(*) FROM looks WHERE ${this.#due()}`, this.#pass);
  }

  total(): number {
    return this.#count('SELECT COUNT(*) FROM looks');
  }

  /** Whether the bucket ever gave out anything of the folder. */
  wasGivenOut(): boolean {
    return this.#count("SELECT COUNT(*) FROM looks WHERE state = 'read' OR reason IN ('foreign', 'copy')") > 0;
  }

  take({ key, modifiedAt }: ListedObject, found: ReadAccess | UnreadReason): void {
    if (typeof found === 'string') {
      const sql = "UPDATE looks SET state = 'unread', reason = ?, pass = ? WHERE key = ?";
      this.#database.run(sql, found, this.#pass, key);
      return;
    }
    // The bucket's clock says when it came: the viewer's own may say anything.
    const sorted = modifiedAt > 0 ? modifiedAt : found.at;
    this.#database.run(
      "UPDATE looks SET state = 'read', reason = NULL, pass = ?, look = ?, day = ?, until = ?, sorted = ?, sealed = ? WHERE key = ?",
      ...[this.#pass, found.look, found.day, found.to, sorted, found.sealed, key],
    );
  }

  page(filter: AccessLogFilter, after: AccessCursor | null, limit: number): KeptAccess[] {
    const { sql, values } = where(filter);
    const onward = after === null ? '' : 'AND (sorted < ? OR (sorted = ? AND key > ?))';
    const from = after === null ? [] : [after.sorted, after.sorted, after.key];
    const page = `SELECT ${kept} FROM looks WHERE ${sql} ${onward} ORDER BY sorted DESC, key LIMIT ?`;
    return this.#database.all(keptSchema, page, ...values, ...from, limit);
  }

  found(filter: AccessLogFilter): number {
    const { sql, values } = where(filter);
    return this.#count(`SELECT COUNT(*) FROM looks WHERE ${sql}`, ...values);
  }

  /** A look that was read, by its key; null: there is none. */
  look(key: string): KeptAccess | null {
    return this.#database.first(keptSchema, `SELECT ${kept} FROM looks WHERE state = 'read' AND key = ?`, key);
  }

  /** Looks that the person was not shown yet, the newest first; the list of people is none. */
  unseen(limit: number): KeptAccess[] {
    const sql = `SELECT ${kept} FROM looks WHERE ${unseen} ORDER BY sorted DESC, key LIMIT ?`;
    return this.#database.all(keptSchema, sql, limit);
  }

  unseenCount(): number {
    return this.#count(`SELECT COUNT(*) FROM looks WHERE ${unseen}`);
  }

  /** The person was shown these. */
  see(keys: readonly string[]): void {
    const sql = 'UPDATE looks SET seen = 1 WHERE key IN (SELECT value FROM json_each(?))';
    this.#database.run(sql, JSON.stringify(keys));
  }

  kinds(): Partial<Record<AccessKind, number>> {
    const rows = this.#grouped("SELECT look AS name, COUNT(*) AS count FROM looks WHERE state = 'read' GROUP BY look");
    return Object.fromEntries(rows.map(([name, count]) => [lookKindSchema.parse(name), count]));
  }

  unreadable(): Partial<Record<UnreadReason, number>> {
    const rows = this.#grouped(
      "SELECT reason AS name, COUNT(*) AS count FROM looks WHERE state = 'unread' AND gone = 0 GROUP BY reason",
    );
    return Object.fromEntries(rows.map(([name, count]) => [unreadReasonSchema.parse(name), count]));
  }

  /** In whose folders what cannot be read lies; '' for objects that lie in nobody's. */
  unreadableBy(): readonly (readonly [string, number])[] {
    return this.#grouped(
      "SELECT viewer AS name, COUNT(*) AS count FROM looks WHERE state = 'unread' AND gone = 0 GROUP BY viewer ORDER BY count DESC",
    );
  }

  /** Every viewer of whom a receipt was read, with the newest of them. */
  viewers(): { readonly viewer: ViewerId; readonly newest: KeptAccess }[] {
    return this.#grouped(
      "SELECT viewer AS name, COUNT(*) AS count FROM looks WHERE state = 'read' GROUP BY viewer",
    ).flatMap(([name]) => {
      const viewer = viewerIdSchema.parse(name);
      const [newest] = this.page({ look: null, viewer, day: null }, null, 1);
      return newest === undefined ? [] : [{ viewer, newest }];
    });
  }

  /** Receipts that were read and are no longer in the bucket. */
  gone(): number {
    return this.#count("SELECT COUNT(*) FROM looks WHERE state = 'read' AND gone = 1");
  }

  #due(): string {
    const reasons = passing.map((each) => `'${each}'`).join(', ');
    return `gone = 0 AND (state = 'new' OR (state = 'unread' AND reason IN (${reasons}) AND pass < ?))`;
  }

  #count(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#database.value(sql, ...values));
  }

  #grouped(sql: string): (readonly [string, number])[] {
    return this.#database.all(groupSchema, sql).map(({ name, count }) => [name, count] as const);
  }
}

const kept = 'key, modified_at, sorted, sealed, seen';
const unseen = "state = 'read' AND seen = 0 AND look <> 'presence'";

/** What an earlier version read was read because the person had opened the page that shows it. */
function addSeen(database: VaultDatabase): void {
  database.transaction(() => {
    database.sql.exec('ALTER TABLE looks ADD COLUMN seen INTEGER NOT NULL DEFAULT 0');
    database.sql.exec("UPDATE looks SET seen = 1 WHERE state = 'read'");
  });
}

function where({ look, viewer, day }: AccessLogFilter): { readonly sql: string; readonly values: SQLInputValue[] } {
  const parts = ["state = 'read'"];
  const values: SQLInputValue[] = [];
  if (look === 'looks') parts.push("look <> 'presence'");
  else if (look !== null) {
    parts.push('look = ?');
    values.push(look);
  }
  if (viewer !== null) {
    parts.push('viewer = ?');
    values.push(viewer);
  }
  if (day !== null) {
    parts.push('day <= ? AND ? <= until');
    values.push(day, day);
  }
  return { sql: parts.join(' AND '), values };
}
