import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { unwrap } from '../../../core/result.ts';
import { longPath } from '../../../disk/long-path.ts';
import { makePrivateFile, takePrivateFolder } from '../../../disk/private-folder.ts';
import type { LimitedGrant, StoreGrant } from './authorisation.ts';
import { storeGrantSchema } from './authorisation.ts';

/** A credential as it is handed out. The secret is shown this once. */
export interface NewCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ListedCredential {
  readonly accessKeyId: string;
  /** What the one who made it wrote beside it. */
  readonly note: string;
  readonly grant: StoreGrant;
  /** UTC ms. */
  readonly createdAt: number;
  /** Of one whose first secret is exchanged at first use: when that happened, and when the first was tried again after. Else null. */
  readonly first: { readonly exchangedAt: number | null; readonly triedAt: number | null } | null;
}

export interface KnownCredential {
  readonly secret: string;
  readonly grant: StoreGrant;
  /** Of one whose first secret may be exchanged: the first one, once it was. It opens nothing and is kept to be named when it is used again. */
  readonly first: { readonly spent: string | null } | null;
}

const rowSchema = z.object({
  access_key_id: z.string(),
  secret: z.string(),
  note: z.string(),
  rules: z.string(),
  created_at: z.number(),
  is_exchangeable: z.number(),
  spent: z.string().nullable(),
  exchanged_at: z.number().nullable(),
  tried_at: z.number().nullable(),
});

const allRows = `
  SELECT credentials.*, first_secrets.access_key_id IS NOT NULL AS is_exchangeable, spent, exchanged_at, tried_at
  FROM credentials LEFT JOIN first_secrets USING (access_key_id)`;

/**
 * Who may use the store. SigV4 is computed from the secret itself, so a hash would not do: the secrets are in this file
 * as they are, and the file belongs to its user alone (0600). They open the door to sealed objects, not the objects.
 *
 * A database of its own, apart from the index: another process (an administrator's command) may add and remove
 * credentials while the store runs, and each request asks whether anything changed, so that removal holds at once.
 */
export class Credentials {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #version: StatementSync;
  /** As read and parsed since the database last changed: the rules of a viewer of a thousand people are a megabyte. */
  #known: { version: unknown; readonly found: Map<string, KnownCredential> } = { version: null, found: new Map() };

  /** Opens the credentials of the store in `folder`, and creates both when they are not there. Throws what the disk throws, and a `ProblemError` for a folder that is not ours. */
  constructor(folder: string, now: () => number = Date.now) {
    unwrap(takePrivateFolder(folder));
    const path = join(folder, 'credentials.sqlite');
    makePrivateFile(path);
    this.#now = now;
    this.#db = new DatabaseSync(longPath(path));
    try {
      this.#db.exec(`
        PRAGMA busy_timeout = 5000;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS credentials (
          access_key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, note TEXT NOT NULL, rules TEXT NOT NULL, created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS first_secrets (
          access_key_id TEXT PRIMARY KEY, spent TEXT, exchanged_at INTEGER, tried_at INTEGER
        ) STRICT, WITHOUT ROWID;
      `);
      this.#version = this.#db.prepare('PRAGMA data_version');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Makes a credential and hands it out. `note` says what it is for and stays readable in `list`. */
  add(grant: StoreGrant, note = ''): NewCredential {
    return this.#add(grant, note, () => {});
  }

  /**
   * The same for a computer that is given its credential in a file or a link, which others may read: its secret can be exchanged, once, by whoever
   * signs with it first. Never an owner's, who could shut out everybody.
   */
  addExchangeable(grant: LimitedGrant, note = ''): NewCredential {
    return this.#add(grant, note, (accessKeyId) => {
      this.#db.prepare('INSERT INTO first_secrets VALUES (?, NULL, NULL, NULL)').run(accessKeyId);
    });
  }

  #add(grant: StoreGrant, note: string, beside: (accessKeyId: string) => void): NewCredential {
    const accessKeyId = `PS${randomBytes(12).toString('hex').toUpperCase()}`;
    const secretAccessKey = randomBytes(30).toString('base64url');
    const rules = JSON.stringify(storeGrantSchema.parse(grant));
    this.#atOnce(() => {
      this.#db
        .prepare('INSERT INTO credentials VALUES (?, ?, ?, ?, ?)')
        .run(accessKeyId, secretAccessKey, note, rules, this.#now());
      beside(accessKeyId);
      return true;
    });
    return { accessKeyId, secretAccessKey };
  }

  /**
   * Puts `next` in the place of the secret `present`. Answers whether it did: not where it was done before, where another secret holds, or where
   * this credential is not one to be exchanged. On the disk whole or not at all.
   */
  exchange(accessKeyId: string, present: string, next: string): boolean {
    return this.#atOnce(() => {
      const spent = this.#db
        .prepare('UPDATE first_secrets SET spent = ?, exchanged_at = ? WHERE access_key_id = ? AND spent IS NULL')
        .run(present, this.#now(), accessKeyId);
      const changed = this.#db
        .prepare('UPDATE credentials SET secret = ? WHERE access_key_id = ? AND secret = ?')
        .run(next, accessKeyId, present);
      return spent.changes === 1 && changed.changes === 1;
    });
  }

  /** Notes that somebody used the first secret after it was exchanged. Only the first time is kept: who tries on writes nothing. */
  noteSpent(accessKeyId: string): void {
    this.#db
      .prepare('UPDATE first_secrets SET tried_at = ? WHERE access_key_id = ? AND tried_at IS NULL')
      .run(this.#now(), accessKeyId);
  }

  /** Answers whether there was such a credential. It holds from the next request on. */
  change(accessKeyId: string, grant: StoreGrant): boolean {
    const rules = JSON.stringify(storeGrantSchema.parse(grant));
    const { changes } = this.#db
      .prepare('UPDATE credentials SET rules = ? WHERE access_key_id = ?')
      .run(rules, accessKeyId);
    this.#forget();
    return changes === 1;
  }

  /** Answers whether there was such a credential. It opens nothing from the next request on. */
  remove(accessKeyId: string): boolean {
    return this.#atOnce(() => {
      this.#db.prepare('DELETE FROM first_secrets WHERE access_key_id = ?').run(accessKeyId);
      return this.#db.prepare('DELETE FROM credentials WHERE access_key_id = ?').run(accessKeyId).changes === 1;
    });
  }

  list(): ListedCredential[] {
    return this.#db
      .prepare(`${allRows} ORDER BY created_at, access_key_id`)
      .all()
      .map((row) => {
        const { access_key_id, note, rules, created_at, is_exchangeable, exchanged_at, tried_at } =
          rowSchema.parse(row);
        const grant = storeGrantSchema.parse(JSON.parse(rules));
        const first = is_exchangeable === 0 ? null : { exchangedAt: exchanged_at, triedAt: tried_at };
        return { accessKeyId: access_key_id, note, grant, createdAt: created_at, first };
      });
  }

  /** The secret and the rights of a key. Rules that do not parse throw: a request then fails instead of being let through. */
  find(accessKeyId: string): KnownCredential | undefined {
    // Tells of every change by another process, and of none by this one.
    const version = this.#version.get()?.data_version;
    if (version !== this.#known.version) this.#known = { version, found: new Map() };
    const known = this.#known.found.get(accessKeyId);
    if (known !== undefined) return known;
    const row = this.#db.prepare(`${allRows} WHERE access_key_id = ?`).get(accessKeyId);
    if (row === undefined) return undefined;
    const { secret, rules, is_exchangeable, spent } = rowSchema.parse(row);
    const first = is_exchangeable === 0 ? null : { spent };
    const found = { secret, grant: storeGrantSchema.parse(JSON.parse(rules)), first };
    this.#known.found.set(accessKeyId, found);
    return found;
  }

  /** One transaction; nothing of it stays where `work` answers false or throws. */
  #atOnce(work: () => boolean): boolean {
    this.#db.exec('BEGIN IMMEDIATE');
    let isDone = false;
    try {
      isDone = work();
    } finally {
      this.#db.exec(isDone ? 'COMMIT' : 'ROLLBACK');
      this.#forget();
    }
    return isDone;
  }

  #forget(): void {
    this.#known.found.clear();
  }

  close(): void {
    this.#db.close();
  }
}
