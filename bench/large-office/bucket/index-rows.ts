import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  activityName,
  type DayClass,
  dayClasses,
  dayKeyName,
  dayObjectKey,
  linkName,
  packName,
  summaryName,
} from '../../../bucket/layout.ts';
import { at } from '../at.ts';
import type { Bodies } from '../bodies.ts';
import { officeObjects, type PlannedObject } from '../office-objects.ts';
import { personObjects } from '../person-objects.ts';
import { variants } from '../plan.ts';
import { fileOf, hex, type MadeFile, madeKinds, mark } from './made-file.ts';

export const officeBucket = 'all';

/** One object of a day of some variant; `first` and `second` null where its file is named by the person and the day. */
interface DayObject {
  readonly name: string;
  readonly dayClass: DayClass;
  readonly bytes: number;
  readonly file: MadeFile;
  readonly first: number | null;
  readonly second: number | null;
}

/**
 * Writes the index of the store in `folder` with every object of the office: the very table that the store makes, but for the index of the names
 * of files, which only a start after a crash reads and which would be half of the bytes. ETags and checksums stand empty: nobody has made
 * the bytes yet, and no client of ours asks for them.
 * Answers how many objects there are.
 */
export async function writeIndex(folder: string, bodies: Bodies): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'index.sqlite'));
  database.exec(`
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
    CREATE TABLE buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE objects (
      bucket TEXT NOT NULL, key BLOB NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
      crc32 TEXT NOT NULL, sha256 TEXT NOT NULL, modified_at INTEGER NOT NULL, content_type TEXT NOT NULL,
      metadata TEXT NOT NULL, PRIMARY KEY (bucket, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE person (n INTEGER PRIMARY KEY, hex TEXT, id TEXT, device TEXT);
    CREATE TEMP TABLE day (n INTEGER PRIMARY KEY, hex TEXT, day TEXT, evening INTEGER);
    CREATE TEMP TABLE object (variant INTEGER, class TEXT, name TEXT, kind TEXT, first TEXT, second TEXT, third TEXT, bytes INTEGER, PRIMARY KEY (variant, name)) WITHOUT ROWID;
    BEGIN;
  `);
  database.prepare('INSERT INTO buckets VALUES (?, 0)').run(officeBucket);
  const { workers, days } = bodies.plan;
  const person = database.prepare('INSERT INTO person VALUES (?, ?, ?, ?)');
  for (const [n, worker] of workers.entries()) person.run(n, hex(n), worker.person, worker.device);
  const day = database.prepare('INSERT INTO day VALUES (?, ?, ?, ?)');
  for (const [n, each] of days.entries()) day.run(n, hex(n), each, Date.parse(each) + 19 * 3_600_000);
  const object = database.prepare('INSERT INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  for (let variant = 0; variant < variants; variant++) {
    for (const { name, dayClass, bytes, file, first, second } of await dayObjects(bodies, variant)) {
      const [a, b] = [first, second].map((part) => (part === null ? null : hex(part)));
      object.run(variant, dayClass, name, madeKinds[file.kind], a ?? null, b ?? null, hex(file.third), bytes);
    }
  }
  // In the order of keys, so that the table grows at its end.
  const inDays = database.prepare(`
    INSERT INTO objects
    SELECT '${officeBucket}', CAST(o.class || '/' || p.id || '/' || d.day || '/' || p.device || '/' || o.name AS BLOB),
      o.kind || coalesce(o.first, p.hex) || coalesce(o.second, d.hex) || o.third || '${mark}', o.bytes, '', '', '', d.evening, '', '{}'
    FROM person p CROSS JOIN day d CROSS JOIN object o ON o.variant = (p.n + d.n) % ${variants}
    ORDER BY o.class, p.n, d.n, o.name
  `);
  let objects = Number(inDays.run().changes);
  const other = database.prepare(`INSERT INTO objects VALUES ('${officeBucket}', ?, ?, ?, '', '', '', 0, '', '{}')`);
  const put = (planned: readonly PlannedObject[], kind: 'office' | 'person', first: number): void => {
    objects += planned.length;
    for (const [second, { key, make }] of planned.entries())
      other.run(Buffer.from(key), fileOf({ kind, first, second, third: 0 }), make().length);
  };
  put(await officeObjects(bodies.plan, bodies.cast), 'office', 0);
  for (const index of workers.keys()) put(await personObjects(bodies, index), 'person', index);
  database.exec('COMMIT');
  database.close();
  return objects;
}

/** The objects of a day of `variant`, by those of the first person who had one; another's are as large. */
async function dayObjects(bodies: Bodies, variant: number): Promise<DayObject[]> {
  const { workers, days } = bodies.plan;
  const places = workers.flatMap((_, worker) => days.map((__, day) => ({ worker, day })));
  const place = places.find(({ worker, day }) => (worker + day) % variants === variant);
  if (place === undefined) return [];
  const { links, pack, sealedSummary } = bodies.day(place.worker, place.day);
  const someday = { person: at(workers, 0).person, day: at(days, 0), device: at(workers, 0).device };
  const classOf = (name: string): DayClass => {
    const key = dayObjectKey('', someday, name);
    return dayClasses.find((each) => key.startsWith(`${each}/`)) ?? 'days';
  };
  const own = (kind: MadeFile['kind'], name: string, bytes: number, third = 0): DayObject => ({
    name,
    dayClass: classOf(name),
    bytes,
    file: { kind, first: 0, second: 0, third },
    first: null,
    second: null,
  });
  const shared = (kind: MadeFile['kind'], name: string, bytes: number, third: number): DayObject => ({
    ...own(kind, name, bytes, third),
    first: 0,
    second: 0,
  });
  const keyOf = (kind: 'key' | 'shots-key') => bodies.make({ kind, first: place.worker, second: place.day, third: 0 });
  const [key, shotsKey] = [await keyOf('key'), await keyOf('shots-key')];
  return [
    own('key', dayKeyName('days'), key.length),
    own('shots-key', dayKeyName('shots'), shotsKey.length),
    own('pack', packName, pack.length),
    own('summary', summaryName, sealedSummary.length),
    ...links.map(({ body }, seq) => own('link', linkName(seq), body.length, seq)),
    ...bodies.dated(variant, place.day).segments.map(({ body }, seq) => ({
      ...own('segment', activityName(seq), body.length, seq),
      first: variant,
    })),
    ...at(bodies.pictures.shots, variant).map(({ name, body }, index) => shared('shot', name, body.length, index % 4)),
    ...at(bodies.pictures.sheets, variant).map(({ name, body }, index) =>
      shared('sheet', name, body.length, index % 2),
    ),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}
