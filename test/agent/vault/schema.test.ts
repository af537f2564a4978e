import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../../agent/vault/vault.ts';
import { dayKeyName } from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { newObject, openVault, shotId } from '../../fixtures/agent/vaults.ts';
import { newFolder } from '../../fixtures/folders.ts';

/** The tables as version 1 made them: days did not say until when something of them has left. */
const versionOne = `
  CREATE TABLE days (
    day TEXT PRIMARY KEY, recipient TEXT NOT NULL, next_segment INTEGER NOT NULL DEFAULT 0,
    next_link INTEGER NOT NULL DEFAULT 0, link_hash TEXT, closed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY, day TEXT NOT NULL REFERENCES days(day), at INTEGER NOT NULL, sealed BLOB NOT NULL
  ) STRICT;
  CREATE INDEX journal_day ON journal(day, id);
  CREATE TABLE objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, day TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('key', 'activity', 'shot', 'link', 'other')),
    name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, file TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
    at INTEGER NOT NULL, release_at INTEGER NOT NULL, linked INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('hold', 'ready', 'sent', 'aside')),
    attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0, sent_at INTEGER,
    shot_id TEXT UNIQUE, shot_monitor TEXT, shot_width INTEGER, shot_height INTEGER, shot_covered INTEGER
  ) STRICT;
  CREATE INDEX objects_due ON objects(state, next_at, id);
  CREATE INDEX objects_day ON objects(day, kind, id);
  CREATE TABLE ledger (id INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  PRAGMA user_version = 1;
`;

const first = daySchema.parse('2026-06-01');
const second = daySchema.parse('2026-06-02');
const third = daySchema.parse('2026-06-03');

/** What a version 1 agent left behind: a day that is closed, one that has left in part, and one that is all on hold. */
function folderOfVersionOne(): string {
  const folder = newFolder();
  const database = new DatabaseSync(join(folder, 'vault.db'));
  database.exec(`PRAGMA journal_mode = WAL; ${versionOne}`);
  const addDay = database.prepare(
    'INSERT INTO days (day, recipient, next_segment, next_link, link_hash, closed) VALUES (?, ?, ?, ?, ?, ?)',
  );
  addDay.run(first, 'age1first', 2, 3, 'a'.repeat(64), 1);
  addDay.run(second, 'age1second', 0, 1, 'b'.repeat(64), 0);
  addDay.run(third, 'age1third', 0, 0, null, 0);
  const addObject = database.prepare(
    `INSERT INTO objects (day, kind, name, key, file, bytes, sha256, at, release_at, linked, state, shot_id, shot_monitor, shot_width, shot_height, shot_covered)
     VALUES (?, ?, ?, ?, ?, 6, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const add = (day: string, kind: string, at: number, linked: 0 | 1, state: string, shot?: number): void => {
    const name = shot === undefined ? `${kind}${at}` : `shots/${shotId(shot)}.webp.age`;
    const file = join('objects', day, name.replaceAll('/', '_'));
    mkdirSync(join(folder, 'objects', day), { recursive: true });
    writeFileSync(join(folder, file), 'sealed');
    const picture = shot === undefined ? [null, null, null, null, null] : [shotId(shot), 'one', 4, 4, 0];
    addObject.run(day, kind, name, `${day}/${name}`, file, 'c'.repeat(64), at, at + 10, linked, state, ...picture);
  };
  add(first, 'key', 100, 0, 'sent');
  add(first, 'activity', 150, 1, 'sent');
  add(first, 'activity', 190, 1, 'ready');
  add(first, 'shot', 170, 1, 'sent', 1);
  add(second, 'key', 200, 0, 'ready');
  add(second, 'shot', 220, 1, 'ready', 2);
  add(second, 'shot', 280, 0, 'hold', 3);
  add(third, 'key', 300, 0, 'ready');
  add(third, 'shot', 310, 0, 'hold', 4);
  const addBatch = database.prepare('INSERT INTO journal (day, at, sealed) VALUES (?, ?, ?)');
  addBatch.run(second, 290, new Uint8Array([1, 2, 3]));
  addBatch.run(third, 320, new Uint8Array([4, 5, 6]));
  database.prepare('INSERT INTO ledger (record, sealed) VALUES (?, ?)').run('r', new Uint8Array([7]));
  database.prepare('INSERT INTO facts (name, value) VALUES (?, ?)').run('pause', 'null');
  database.close();
  return folder;
}

/** The same as version 2 left it: days say until when something of them has left, and a picture with the highest id was deleted. */
function folderOfVersionTwo(): string {
  const folder = folderOfVersionOne();
  const database = new DatabaseSync(join(folder, 'vault.db'));
  database.exec(`
    ALTER TABLE days ADD COLUMN left_until INTEGER NOT NULL DEFAULT 0;
    UPDATE days SET left_until = 7;
    DELETE FROM objects WHERE shot_id = '${shotId(4)}';
    PRAGMA user_version = 2;
  `);
  database.close();
  return folder;
}

const newSince = [
  'release_at',
  'left_until',
  'next_sheet',
  'summed',
  'packed',
  'sheet',
  'stays_here',
  'shots_recipient',
];

/** Every table with its rows, without the columns that version 1 did not have and by the names that keys have now. */
function contentOf(database: DatabaseSync): Record<string, unknown[]> {
  const rows = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => (row.kind === 'key' ? { ...row, name: dayKeyName('days') } : row))
      .map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !newSince.includes(name))));
  return Object.fromEntries(
    ['days', 'journal', 'objects', 'ledger', 'facts'].map((table) => [table, rows(`SELECT * FROM ${table}`)]),
  );
}

/** Columns and indexes of every table, as SQLite tells of them. */
function shapeOf(database: DatabaseSync): unknown[] {
  return database
    .prepare(
      `SELECT s.name AS found, s.type, c.name, c.type AS kind, c."notnull", c.dflt_value, c.pk
       FROM sqlite_schema AS s LEFT JOIN pragma_table_info(s.name) AS c ORDER BY s.name, c.cid`,
    )
    .all();
}

function readAsIs<T>(folder: string, read: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(join(folder, 'vault.db'), { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

describe('a vault of version 1', () => {
  it('is opened with everything in it, and with the tables of a new one', () => {
    const folder = folderOfVersionOne();
    const before = readAsIs(folder, contentOf);
    const vault = openVault(folder);
    expect(contentOf(databaseOf(vault))).toEqual(before);
    expect(shapeOf(databaseOf(vault))).toEqual(shapeOf(databaseOf(openVault())));
    expect(vault.journal(second).map(({ sealed }) => [...sealed])).toEqual([[1, 2, 3]]);
    expect(vault.shots(first)).toHaveLength(1);
    // How long it stays was not written down: the longest that there is.
    expect(vault.journal(second).map(({ release_at }) => release_at)).toEqual([290 + 7 * 24 * 3_600_000]);
  });

  it('learns until when something of each day has left', () => {
    const vault = openVault(folderOfVersionOne());
    expect([first, second, third].map((day) => vault.day(day)?.left_until)).toEqual([191, 221, 0]);
    expect(vault.hold.lastLeft(third)).toEqual({ day: second, until: 221 });
    expect(vault.hold.lastLeft(first)).toEqual({ day: first, until: 191 });
    expect(vault.hold.pictures({ start: 0, end: 1000 })).toEqual([shotId(3), shotId(4)]);
  });

  it('is brought up once, and opened as it is from then on', () => {
    const folder = folderOfVersionOne();
    const vault = openVault(folder);
    databaseOf(vault).exec(`UPDATE days SET left_until = 500 WHERE day = '${third}'`);
    vault.close();
    expect(openVault(folder).day(third)?.left_until).toBe(500);
  });

  it('stays as it is where it cannot be brought up, and says so', () => {
    const folder = folderOfVersionOne();
    const damaged = new DatabaseSync(join(folder, 'vault.db'));
    damaged.exec('DROP TABLE objects');
    damaged.close();
    const days = readAsIs(folder, (database) => database.prepare('SELECT * FROM days').all());
    const opened = Vault.open(folder);
    expect(opened.ok ? 'ok' : opened.problem.code).toBe('vault-damaged');
    expect(readAsIs(folder, (database) => database.prepare('SELECT * FROM days').all())).toEqual(days);
    expect(readAsIs(folder, (database) => database.prepare('PRAGMA user_version').get())).toEqual({ user_version: 1 });
  });
});

describe('a vault of version 2', () => {
  it('is opened with everything in it, and with the tables of a new one', () => {
    const folder = folderOfVersionTwo();
    const before = readAsIs(folder, contentOf);
    const vault = openVault(folder);
    expect(contentOf(databaseOf(vault))).toEqual(before);
    expect(shapeOf(databaseOf(vault))).toEqual(shapeOf(databaseOf(openVault())));
    expect(vault.day(first)).toMatchObject({ left_until: 7, next_sheet: 0, summed: 0, packed: 0 });
  });

  it('gives nobody the id of a picture that was deleted', async () => {
    const folder = folderOfVersionTwo();
    const highest = readAsIs(folder, (database) =>
      database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'objects'").get(),
    );
    const vault = openVault(folder);
    unwrap(await vault.addObject(newObject('new')));
    expect(vault.object('k/new')?.id).toBe(Number(highest?.seq) + 1);
  });

  it('can keep sheets, and its pictures are in none yet', async () => {
    const vault = openVault(folderOfVersionTwo());
    expect(vault.sheets.missing(first).map(({ shot_id }) => shot_id)).toEqual([shotId(1)]);
    const sheet = { ...newObject('sheets/000000.webp.age', { kind: 'sheet' }), day: first, sheet: 0 };
    unwrap(await vault.sheets.add(sheet, vault.sheets.missing(first)));
    expect(vault.sheets.cells(first, 0)).toEqual([shotId(1)]);
  });

  it('stays as it is where it cannot be brought up', () => {
    const folder = folderOfVersionTwo();
    const damaged = new DatabaseSync(join(folder, 'vault.db'));
    damaged.exec('ALTER TABLE objects DROP COLUMN shot_covered');
    damaged.close();
    const before = readAsIs(folder, contentOf);
    const opened = Vault.open(folder);
    expect(opened.ok ? 'ok' : opened.problem.code).toBe('vault-damaged');
    expect(readAsIs(folder, contentOf)).toEqual(before);
    expect(readAsIs(folder, (database) => database.prepare('PRAGMA user_version').get())).toEqual({ user_version: 2 });
  });
});

it('is kept out of a sheet: a picture that no link vouches for', async () => {
  const vault = openVault(folderOfVersionTwo());
  const held = vault.sheets.missing(second).filter(({ linked }) => linked === 0);
  const sheet = { ...newObject('sheets/000000.webp.age', { kind: 'sheet' }), day: second, sheet: 0 };
  const added = await vault.sheets.add(sheet, held);
  expect(added).toMatchObject({ ok: false, problem: { code: 'link-stale' } });
  expect(vault.sheets.cells(second, 0)).toEqual([]);
});
