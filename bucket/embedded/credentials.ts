import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';
import { unwrap } from '../../core/result.ts';
import { makePrivateFile, takePrivateFolder } from '../../seal/private-folder.ts';
import type { Grant } from './authorisation.ts';
import { grantSchema } from './authorisation.ts';

/** A credential as it is handed out. The secret is shown this once. */
export interface NewCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ListedCredential {
  readonly accessKeyId: string;
  /** What the one who made it wrote beside it. */
  readonly note: string;
  readonly grant: Grant;
  /** UTC ms. */
  readonly createdAt: number;
}

interface KnownCredential {
  readonly secret: string;
  readonly grant: Grant;
}

const rowSchema = z.object({
  access_key_id: z.string(),
  secret: z.string(),
  note: z.string(),
  rules: z.string(),
  created_at: z.number(),
});

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
    this.#db = new DatabaseSync(path);
    try {
      this.#db.exec(`
        PRAGMA busy_timeout = 5000;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS credentials (
          access_key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, note TEXT NOT NULL, rules TEXT NOT NULL, created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
      `);
      this.#version = this.#db.prepare('PRAGMA data_version');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Makes a credential and hands it out. `note` says what it is for and stays readable in `list`. */
  add(grant: Grant, note = ''): NewCredential {
    const accessKeyId = `PS${randomBytes(12).toString('hex').toUpperCase()}`;
    const secretAccessKey = randomBytes(30).toString('base64url');
    this.#db
      .prepare('INSERT INTO credentials VALUES (?, ?, ?, ?, ?)')
      .run(accessKeyId, secretAccessKey, note, JSON.stringify(grantSchema.parse(grant)), this.#now());
    this.#forget();
    return { accessKeyId, secretAccessKey };
  }

  /** Answers whether there was such a credential. It holds from the next request on. */
  change(accessKeyId: string, grant: Grant): boolean {
    const rules = JSON.stringify(grantSchema.parse(grant));
    const { changes } = this.#db
      .prepare('UPDATE credentials SET rules = ? WHERE access_key_id = ?')
      .run(rules, accessKeyId);
    this.#forget();
    return changes === 1;
  }

  /** Answers whether there was such a credential. It opens nothing from the next request on. */
  remove(accessKeyId: string): boolean {
    const { changes } = this.#db.prepare('DELETE FROM credentials WHERE access_key_id = ?').run(accessKeyId);
    this.#forget();
    return changes === 1;
  }

  list(): ListedCredential[] {
    return this.#db
      .prepare('SELECT * FROM credentials ORDER BY created_at, access_key_id')
      .all()
      .map((row) => {
        const { access_key_id, note, rules, created_at } = rowSchema.parse(row);
        return { accessKeyId: access_key_id, note, grant: grantSchema.parse(JSON.parse(rules)), createdAt: created_at };
      });
  }

  /** The secret and the rights of a key. Rules that do not parse throw: a request then fails instead of being let through. */
  find(accessKeyId: string): KnownCredential | undefined {
    // Tells of every change by another process, and of none by this one.
    const version = this.#version.get()?.data_version;
    if (version !== this.#known.version) this.#known = { version, found: new Map() };
    const known = this.#known.found.get(accessKeyId);
    if (known !== undefined) return known;
    const row = this.#db.prepare('SELECT * FROM credentials WHERE access_key_id = ?').get(accessKeyId);
    if (row === undefined) return undefined;
    const { secret, rules } = rowSchema.parse(row);
    const found = { secret, grant: grantSchema.parse(JSON.parse(rules)) };
    this.#known.found.set(accessKeyId, found);
    return found;
  }

  #forget(): void {
    this.#known.found.clear();
  }

  close(): void {
    this.#db.close();
  }
}
