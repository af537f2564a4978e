import { DatabaseSync } from 'node:sqlite';
import { type Problem, problem } from '../../core/problem.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { longPath } from '../../disk/long-path.ts';
import { makePrivateFile } from '../../disk/private-folder.ts';
import { VaultDatabase } from './database.ts';

/**
 * The vault's database. It holds sizes, times, hashes and states, and sealed bytes; never plaintext
 * of what was captured. WAL with synchronous=FULL: a committed row survives the loss of power.
 * `user_version` is the schema's version.
 */
const version = 8;

/** AUTOINCREMENT: the id of a picture that was deleted is never another object's. */
const objects = (name: string): string => `
  CREATE TABLE ${name} (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('key', 'activity', 'shot', 'sheet', 'link', 'other')),
    name TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    release_at INTEGER NOT NULL,
    linked INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('hold', 'ready', 'sent', 'aside')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    shot_id TEXT UNIQUE,
    shot_monitor TEXT,
    shot_width INTEGER,
    shot_height INTEGER,
    shot_covered INTEGER,
    sheet INTEGER
  ) STRICT;
`;

const journal = (name: string): string => `
  CREATE TABLE ${name} (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL REFERENCES days(day),
    at INTEGER NOT NULL,
    release_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
`;
const journalIndex = 'CREATE INDEX journal_day ON journal(day, id);';

/** What the person wrote for themselves, sealed to them: weeks by project. Nothing of it is offered. */
const own = `
  CREATE TABLE own (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
  ) STRICT;
`;

/**
 * What the months of this device are made from: of each closed day its sums as they were sent, sealed to the person. And
 * of each month what lies in the bucket.
 */
const months = `
  CREATE TABLE closed_days (
    day TEXT PRIMARY KEY REFERENCES days(day) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE months (
    month TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    sent TEXT NOT NULL
  ) STRICT;
`;

/** What a search looks at of a closed day, sealed to the person; null: it was too much, or nobody wrote it down. */
const texts = 'ALTER TABLE closed_days ADD COLUMN texts BLOB;';

const indexes = `
  CREATE INDEX objects_due ON objects(state, next_at, id);
  CREATE INDEX objects_day ON objects(day, kind, id);
`;

const schema = `
  CREATE TABLE days (
    day TEXT PRIMARY KEY,
    recipient TEXT NOT NULL,
    next_segment INTEGER NOT NULL DEFAULT 0,
    next_link INTEGER NOT NULL DEFAULT 0,
    link_hash TEXT,
    closed INTEGER NOT NULL DEFAULT 0,
    left_until INTEGER NOT NULL DEFAULT 0,
    next_sheet INTEGER NOT NULL DEFAULT 0,
    summed INTEGER NOT NULL DEFAULT 0,
    packed INTEGER NOT NULL DEFAULT 0,
    stays_here INTEGER NOT NULL DEFAULT 0,
    shots_recipient TEXT
  ) STRICT;
  ${own} ${months} ${texts}
  ${journal('journal')} ${journalIndex}
  ${objects('objects')} ${indexes}
  CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
`;

const columnsOfTwo =
  'id, day, kind, name, key, file, bytes, sha256, at, release_at, linked, state, attempts, next_at, sent_at, shot_id, shot_monitor, shot_width, shot_height, shot_covered';

/** From each version to the next. */
const steps: Readonly<Record<number, string>> = {
  1: `
    ALTER TABLE days ADD COLUMN left_until INTEGER NOT NULL DEFAULT 0;
    UPDATE days SET left_until = COALESCE(
      (SELECT MAX(at) + 1 FROM objects WHERE day = days.day AND (kind = 'activity' OR kind = 'shot' AND linked = 1)), 0);
  `,
  // SQLite cannot change a check. The highest id stays known, even of deleted pictures.
  2: `
    ALTER TABLE days ADD COLUMN next_sheet INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE days ADD COLUMN summed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE days ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;
    ${objects('objects_3')}
    INSERT INTO objects_3 (${columnsOfTwo}) SELECT ${columnsOfTwo} FROM objects;
    DELETE FROM sqlite_sequence WHERE name = 'objects_3';
    INSERT INTO sqlite_sequence (name, seq) SELECT 'objects_3', seq FROM sqlite_sequence WHERE name = 'objects';
    DROP TABLE objects;
    ALTER TABLE objects_3 RENAME TO objects;
    ${indexes}
  `,
  // Nobody wrote down how long these stay: a week is the longest hold that any terms can name.
  3: `
    ${journal('journal_4')}
    INSERT INTO journal_4 (id, day, at, release_at, sealed) SELECT id, day, at, at + 604800000, sealed FROM journal;
    DROP TABLE journal;
    ALTER TABLE journal_4 RENAME TO journal;
    ${journalIndex}
  `,
  4: `
    ALTER TABLE days ADD COLUMN stays_here INTEGER NOT NULL DEFAULT 0;
    ${own}
  `,
  5: `
    ALTER TABLE days ADD COLUMN shots_recipient TEXT;
    UPDATE objects SET name = 'days.key.age' WHERE kind = 'key';
  `,
  // Days that were closed before are read one by one.
  6: months,
  // A search opens days that were closed before.
  7: texts,
};

/** Throws when the file is no database, is damaged, or is of a newer Plainsight. */
export function openDatabase(path: string): VaultDatabase {
  makePrivateFile(path);
  const sql = new DatabaseSync(longPath(path));
  try {
    sql.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;',
    );
    const found = Number(sql.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (found > version) throw new Error(`made by a newer version (schema ${found})`);
    if (found === 0) {
      sql.exec(`BEGIN; ${schema} PRAGMA user_version = ${version}; COMMIT;`);
    } else {
      for (let from = found; from < version; from++)
        sql.exec(`BEGIN; ${steps[from] ?? ''} PRAGMA user_version = ${from + 1}; COMMIT;`);
    }
    const database = new VaultDatabase(sql);
    // A crash may have come between the removal of rows and this.
    database.forgetOldPages();
    return database;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** Why the vault in `folder` cannot be opened. */
export function openProblem(error: unknown, folder: string): Problem {
  const text = error instanceof Error ? error.message : '';
  if (/locked/.test(text)) {
    return problem('vault-in-use', { folder });
  }
  if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
    return diskProblem(error, folder);
  return problem('vault-damaged', { folder, text });
}
