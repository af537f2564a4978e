import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { longPath } from '../../../disk/long-path.ts';
import { makePrivateFile } from '../../../disk/private-folder.ts';
import { type Disk, nodeDisk } from './object-files.ts';
import { SharedSync } from './shared-sync.ts';

/** What the index knows of an object. `key` compares by its UTF-8 bytes, as S3 orders keys. */
export interface IndexedObject {
  readonly key: string;
  /** Name of the file that holds the bytes. */
  readonly file: string;
  readonly bytes: number;
  /** Hex MD5, no quotes. */
  readonly etag: string;
  readonly crc32: string;
  readonly sha256: string;
  /** UTC ms. */
  readonly modifiedAt: number;
  readonly contentType: string;
  /** `x-amz-meta-*` without that beginning. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What must hold at the moment of writing: nothing there yet, or exactly this ETag. */
export type PutCondition = { readonly kind: 'absent' } | { readonly kind: 'etag'; readonly etag: string };

export type PutOutcome =
  | { readonly kind: 'kept'; readonly replacedFile: string | undefined }
  | { readonly kind: 'condition-failed' }
  | { readonly kind: 'no-object' };

const columns = 'key, file, bytes, etag, crc32, sha256, modified_at, content_type, metadata';
const rowSchema = z
  .object({
    key: z.instanceof(Uint8Array),
    file: z.string(),
    bytes: z.number(),
    etag: z.string(),
    crc32: z.string(),
    sha256: z.string(),
    modified_at: z.number(),
    content_type: z.string(),
    metadata: z.string(),
  })
  .transform(
    (row): IndexedObject => ({
      key: Buffer.from(row.key).toString('utf8'),
      file: row.file,
      bytes: row.bytes,
      etag: row.etag,
      crc32: row.crc32,
      sha256: row.sha256,
      modifiedAt: row.modified_at,
      contentType: row.content_type,
      metadata: z.record(z.string(), z.string()).parse(JSON.parse(row.metadata)),
    }),
  );

const pageRowSchema = z
  .object({ key: z.instanceof(Uint8Array), modified_at: z.number() })
  .transform(({ key, modified_at }) => ({ key: Buffer.from(key).toString('utf8'), modifiedAt: modified_at }));

/**
 * Which objects exist. SQLite in WAL mode; the database is locked for one process, and a second one fails to open. All calls
 * are synchronous, so what a condition sees is what the write replaces. What they write is on the disk once `synced` has
 * answered: SQLite itself would wait for the disk on this thread and at each commit (synchronous=FULL), so that it appends to
 * its log alone (NORMAL), and the log is synced here, once for all who wait at the same time. As it only grows, a row that is on the
 * disk has all before it there.
 */
export class ObjectIndex {
  readonly #db: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #log: number;
  readonly #sync: SharedSync;
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;
  #isClosed = false;
  /** Whether the process before this one ended without closing: then files may lie about that no row names. */
  readonly wasLeftOpen: boolean;

  constructor(path: string, disk: Pick<Disk, 'syncIndex'> = nodeDisk) {
    makePrivateFile(path);
    this.#db = new DatabaseSync(longPath(path));
    try {
      // Exclusive before WAL: then there is no shared memory file, which on a full disk kills the process (SIGBUS).
      this.#db.exec(`
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS lifecycles (bucket TEXT PRIMARY KEY, rules TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS objects (
          bucket TEXT NOT NULL, key BLOB NOT NULL, file TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
          crc32 TEXT NOT NULL, sha256 TEXT NOT NULL, modified_at INTEGER NOT NULL, content_type TEXT NOT NULL,
          metadata TEXT NOT NULL, PRIMARY KEY (bucket, key)
        ) STRICT, WITHOUT ROWID;
      `);
      const [state] = this.#db.prepare('PRAGMA user_version').all();
      this.wasLeftOpen = state?.user_version === 1;
      this.#db.exec('PRAGMA user_version = 1');
      this.#statements = prepare(this.#db);
      // It is there from the first write on, and stays until the database is closed.
      this.#log = openSync(longPath(`${path}-wal`), 'r+');
    } catch (error) {
      this.#db.close();
      throw error;
    }
    this.#sync = new SharedSync(() => this.#syncLog(disk));
    this.#written();
  }

  /**
   * Answers once all that was written before is on the disk. Rejects with what the disk says, and from then on until the next
   * start: a disk that has failed once may have lost what later rows in the log stand on.
   */
  synced(): Promise<void> {
    return this.#last;
  }

  async #syncLog(disk: Pick<Disk, 'syncIndex'>): Promise<void> {
    if (this.#failure !== null) throw this.#failure.error;
    try {
      if (!this.#isClosed) await disk.syncIndex(this.#log);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /** A sync begins once the turn that wrote is over. */
  #written(): void {
    this.#last = this.#sync.done();
    this.#last.catch(() => {});
  }

  createBucket(name: string, now: number): boolean {
    this.#written();
    return this.#statements.createBucket.run(name, now).changes === 1;
  }

  hasBucket(name: string): boolean {
    return this.#statements.bucket.get(name) !== undefined;
  }

  /** Names and times of creation (UTC ms), in order. */
  buckets(): { name: string; createdAt: number }[] {
    const schema = z.object({ name: z.string(), created_at: z.number() });
    return this.#statements.buckets.all().map((row) => {
      const { name, created_at } = schema.parse(row);
      return { name, createdAt: created_at };
    });
  }

  get(bucket: string, key: string): IndexedObject | undefined {
    const row = this.#statements.get.get(bucket, Buffer.from(key));
    return row === undefined ? undefined : rowSchema.parse(row);
  }

  /** Names `row.file` under its key, unless `condition` does not hold. The file replaced may be removed afterwards. */
  put(bucket: string, row: IndexedObject, condition: PutCondition | undefined): PutOutcome {
    const before = this.get(bucket, row.key);
    if (condition?.kind === 'absent' && before !== undefined) return { kind: 'condition-failed' };
    if (condition?.kind === 'etag' && before === undefined) return { kind: 'no-object' };
    if (condition?.kind === 'etag' && before?.etag !== condition.etag) return { kind: 'condition-failed' };
    this.#written();
    const key = Buffer.from(row.key);
    const metadata = JSON.stringify(row.metadata);
    this.#statements.put.run(
      bucket,
      key,
      row.file,
      row.bytes,
      row.etag,
      row.crc32,
      row.sha256,
      row.modifiedAt,
      row.contentType,
      metadata,
    );
    return { kind: 'kept', replacedFile: before?.file };
  }

  /** Runs `writes` one after the other in one commit: all of them or none. Throws what the disk throws. */
  inOneCommit<T>(writes: readonly (() => T)[]): T[] {
    this.#statements.begin.run();
    try {
      const outcomes = writes.map((write) => write());
      this.#statements.commit.run();
      return outcomes;
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#db.isTransaction) this.#statements.rollback.run();
      throw error;
    }
  }

  /** Forgets the object and answers the file that held it, or undefined when there was none. */
  remove(bucket: string, key: string): string | undefined {
    this.#written();
    const row = this.#statements.remove.get(bucket, Buffer.from(key));
    return row === undefined ? undefined : z.object({ file: z.string() }).parse(row).file;
  }

  /**
   * The objects whose key is `from` or later and before `to` (both bytes; no `to` means no end), in key order, read as they
   * are asked for. Nothing else may be asked of the index before the walk has ended.
   */
  *range(bucket: string, from: Uint8Array, to: Uint8Array | undefined): Generator<IndexedObject, void> {
    const { range, rangeFrom } = this.#statements;
    for (const row of to === undefined ? rangeFrom.iterate(bucket, from) : range.iterate(bucket, from, to))
      yield rowSchema.parse(row);
  }

  /** Up to `count` objects whose key is `from` or later, in key order, as far as rules are about them. */
  page(bucket: string, from: Uint8Array, count: number): Pick<IndexedObject, 'key' | 'modifiedAt'>[] {
    return this.#statements.page.all(bucket, from, count).map((row) => pageRowSchema.parse(row));
  }

  /** The rules of a bucket, as they were set; null: none. */
  lifecycle(bucket: string): string | null {
    const row = this.#statements.lifecycle.get(bucket);
    return row === undefined ? null : z.object({ rules: z.string() }).parse(row).rules;
  }

  setLifecycle(bucket: string, rules: string | null): void {
    this.#written();
    if (rules === null) this.#statements.removeLifecycle.run(bucket);
    else this.#statements.setLifecycle.run(bucket, rules);
  }

  knowsFile(file: string): boolean {
    return this.#statements.file.get(file) !== undefined;
  }

  close(): void {
    this.#isClosed = true;
    closeSync(this.#log);
    try {
      this.#db.exec('PRAGMA user_version = 0');
    } catch {
      // On a full disk the mark stays, and the next start sweeps once too often.
    }
    this.#db.close();
  }
}

function prepare(db: DatabaseSync) {
  const of = (sql: string): StatementSync => db.prepare(sql);
  return {
    begin: of('BEGIN IMMEDIATE'),
    commit: of('COMMIT'),
    rollback: of('ROLLBACK'),
    createBucket: of('INSERT INTO buckets (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    bucket: of('SELECT 1 FROM buckets WHERE name = ?'),
    buckets: of('SELECT name, created_at FROM buckets ORDER BY name'),
    get: of(`SELECT ${columns} FROM objects WHERE bucket = ? AND key = ?`),
    put: of(`INSERT OR REPLACE INTO objects (bucket, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    remove: of('DELETE FROM objects WHERE bucket = ? AND key = ? RETURNING file'),
    range: of(`SELECT ${columns} FROM objects WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key`),
    rangeFrom: of(`SELECT ${columns} FROM objects WHERE bucket = ? AND key >= ? ORDER BY key`),
    file: of('SELECT 1 FROM objects WHERE file = ?'),
    page: of('SELECT key, modified_at FROM objects WHERE bucket = ? AND key >= ? ORDER BY key LIMIT ?'),
    lifecycle: of('SELECT rules FROM lifecycles WHERE bucket = ?'),
    setLifecycle: of('INSERT OR REPLACE INTO lifecycles (bucket, rules) VALUES (?, ?)'),
    removeLifecycle: of('DELETE FROM lifecycles WHERE bucket = ?'),
  };
}
