import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { type Day, daySchema, recordIdSchema, type ShotId, shotIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { parseExport } from '../../../core/reports/export.ts';
import { fail, ok, unwrap } from '../../../core/result.ts';
import { type ArchiveSource, type ArchiveSubject, makeArchive } from '../../../core/rights/access-archive.ts';
import { watchBuckets } from '../../../core/rights/activitywatch.ts';
import { archiveWords } from '../../../core/rights/archive-pages.ts';
import { ArchiveWriter, isArchiveName } from '../../../core/rights/archive-writer.ts';
import { stateOf, windowOf, workedDay } from '../../fixtures/day/worked-days.ts';
import { type Imported, PythonServer, RustServer } from '../../fixtures/rights/activitywatch-servers.ts';

const day = (text: string): Day => daySchema.parse(text);
const days = ['2026-11-13', '2026-11-16'].map(day);
const at = (on: Day, time: string) => Date.parse(`${on}T${time}Z`);
const shot = (on: Day, time: string, id: ShotId, sameAs: ShotId | null = null): ActivityRecord => ({
  ...{ kind: 'shot', at: at(on, time), id, monitor: 'DP-1', width: 10, height: 10, sameAs, covered: 0 },
});
const shotId = (letter: string) => shotIdSchema.parse(letter.repeat(26));

/** Every kind of record, spans with odd milliseconds, words that would break out of a page. */
function recordsOn(on: Day, letter: string): ActivityRecord[] {
  const eight = at(on, '15:00:00');
  return [
    ...workedDay(on, { Editor: 2.5, Mail: 0.25 }, 0.5),
    windowOf(eight, eight + 61_007, 'web', { title: '<script>&"', site: 'docs.example.org', path: '/a' }),
    windowOf(eight + 61_007, eight + 90_001, null),
    stateOf(eight, eight + 30_003, 'idle'),
    stateOf(eight + 30_003, eight + 90_001, 'locked'),
    { kind: 'counts', start: eight, end: eight + 60_000, keys: 7, clicks: 2, scrolls: 0 },
    { kind: 'input-seconds', start: eight, end: eight + 60_000, seconds: 31 },
    shot(on, '15:01:00.001', shotId(letter)),
    shot(on, '15:11:00', shotId(`${letter}`.toLowerCase() === 'a' ? 'c' : 'd'), shotId(letter)),
    {
      ...{ kind: 'manual', id: recordIdSchema.parse(letter.repeat(26)), at: eight, start: eight, end: eight + 5 },
      ...{ label: 'Meeting', category: null, note: null, isCall: true, needsApproval: false },
    },
  ];
}

const all = new Map(days.map((on, index) => [on, recordsOn(on, 'ab'[index] ?? 'a')]));
const picture = (id: ShotId) => Buffer.from(`picture ${id}`);
const source: ArchiveSource = {
  records: async (on) => ok(all.get(on) ?? []),
  picture: async (id) => ok(picture(id)),
};
const words = Object.fromEntries(archiveWords.map((word) => [word, `«${word}»`])) as ArchiveSubject['words'];
const subject: ArchiveSubject = {
  ...{ days, about: { person: 'Ana <b>' }, answers: [], zone: 'UTC', now: Date.parse('2026-11-30T12:00:00Z') },
  ...{ language: 'en', words },
  beside: [{ called: 'looks', head: ['when'], rows: [['=1+1']], json: [{ at: 1 }], lacks: 'Not all.' }],
  files: [{ name: 'consent/000000.json', text: '{}' }],
};

async function made(from = source, change: Partial<ArchiveSubject> = {}) {
  const parts: Uint8Array[] = [];
  const result = await makeArchive(
    from,
    { ...subject, ...change },
    (part) => parts.push(Uint8Array.from(part)),
    new AbortController().signal,
  );
  if (result === null) throw new Error('stopped');
  const { ...about } = unwrap(result);
  return { about, files: unzipSync(Buffer.concat(parts)) };
}
const textOf = (files: Record<string, Uint8Array>, name: string) => strFromU8(files[name] as Uint8Array);

describe('an archive', () => {
  it('has everything, and a manifest that names every other file by its hash', async () => {
    const { files, about } = await made();
    expect(about).toMatchObject({ days: 2, pictures: 2, missing: 0, why: null });
    const { files: named } = JSON.parse(textOf(files, 'manifest.json')) as {
      files: { name: string; bytes: number; sha256: string }[];
    };
    expect(named.map(({ name }) => name)).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'manifest.json')
        .sort(),
    );
    for (const { name, bytes, sha256 } of named) {
      expect(files[name]).toHaveLength(bytes);
      expect(
        createHash('sha256')
          .update(files[name] as Uint8Array)
          .digest('hex'),
      ).toBe(sha256);
    }
    for (const on of days)
      expect(unwrap(parseExport(textOf(files, `json/${on}.json`)))).toEqual([
        { day: on, zone: 'UTC', records: all.get(on) },
      ]);
    const windows = textOf(files, 'tables/windows.csv').trim().split('\r\n');
    expect(windows.filter((line) => line.startsWith('day,'))).toHaveLength(1);
    expect(days.map((on) => windows.filter((line) => line.startsWith(on)).length)).toEqual([4, 4]);
    expect(textOf(files, 'looks.csv')).toContain("'=1+1");
    expect(Buffer.from(files[`pictures/2026-11-13/${'a'.repeat(26)}.webp`] as Uint8Array)).toEqual(
      picture(shotId('a')),
    );
  });

  it('is read without a network and without running anything', async () => {
    const { files } = await made();
    const pages = Object.keys(files).filter((name) => name.endsWith('.html'));
    expect(pages).toEqual(['days/2026-11-13.html', 'days/2026-11-16.html', 'index.html']);
    for (const name of pages) {
      const page = textOf(files, name);
      expect(page).toContain("default-src 'none'");
      expect(page).not.toMatch(/<script|https?:|src="\/|@import|url\(/i);
      // Every link and picture is a file of the archive.
      for (const [, href = ''] of page.matchAll(/(?:href|src)="([^"]*)"/g))
        expect(Object.keys(files)).toContain(href.replace(/^\.\.\//, ''));
    }
    expect(textOf(files, 'index.html')).toContain('Ana &#60;b&#62;');
    expect(textOf(files, 'index.html')).toContain('Not all.');
    expect(textOf(files, 'days/2026-11-13.html')).toContain('&#60;script&#62;&#38;&#34; · docs.example.org');
  });

  it('names what cannot be read, and fails where no day can', async () => {
    const broken = fail(problem('vault-unreadable', { part: 'journal' }));
    const one: ArchiveSource = {
      records: async (on) => (on === days[0] ? broken : ok(all.get(on) ?? [])),
      picture: async () => broken,
    };
    const { files, about } = await made(one);
    expect(about).toMatchObject({
      days: 1,
      pictures: 0,
      missing: 2,
      why: problem('vault-unreadable', { part: 'journal' }),
    });
    expect(textOf(files, 'missing.txt')).toBe(`2026-11-13\npictures/2026-11-16/${'b'.repeat(26)}.webp\n`);
    const none = await makeArchive(
      { ...one, records: async () => broken },
      subject,
      () => {},
      new AbortController().signal,
    );
    expect(none).toEqual(broken);
  });

  it('is nothing once it was stopped', async () => {
    const stop = new AbortController();
    const stopping: ArchiveSource = {
      ...source,
      records: async (on) => {
        stop.abort();
        return source.records(on);
      },
    };
    expect(await makeArchive(stopping, subject, () => {}, stop.signal)).toBeNull();
  });

  it.each(['../x', '/x', 'a/../x', 'a//x', 'C:\\x', '.hidden', 'a/.x', 'x\n', '', 'ü', 'a/b/c/d/e'])(
    'has no file called %j',
    async (name) => {
      expect(isArchiveName(name)).toBe(false);
      expect(() => new ArchiveWriter(() => {}, 0).text(name, '')).toThrow(RangeError);
      const { files, about } = await made(source, { files: [{ name, text: 'x' }] });
      expect(Object.keys(files).every(isArchiveName)).toBe(true);
      expect(about.missing).toBe(1);
    },
  );

  it('has a picture once, whatever records say, and takes no file for one of its own', async () => {
    const on = days[0] as Day;
    const twice = [shot(on, '15:01:00', shotId('a')), shot(on, '15:02:00', shotId('a'))];
    const { files, about } = await made(
      { ...source, records: async () => ok(twice) },
      { days: [on, on], files: ['json/2026-11-13.json', 'x', 'x'].map((name) => ({ name, text: 'y' })) },
    );
    expect(about).toMatchObject({ days: 1, pictures: 1, missing: 2 });
    expect(textOf(files, 'json/2026-11-13.json')).not.toBe('y');
  });

  it('has no name twice', () => {
    const writer = new ArchiveWriter(() => {}, 0);
    writer.text('a', '');
    expect(() => writer.text('a', '')).toThrow(RangeError);
  });
});

describe('what ActivityWatch imports', () => {
  /** What should be there, from the days as pages show them. */
  function wanted(): Imported {
    const views = days.map((on) => viewOfDay(on, 'UTC', all.get(on) ?? []));
    return new Map(
      watchBuckets.map(({ id, type, eventsOf }) => {
        const events = views.flatMap(eventsOf).map(({ timestamp, duration, data }) => ({
          at: Date.parse(timestamp),
          ms: Math.round(duration * 1000),
          data: JSON.stringify(Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
        }));
        return [id, { type, events }];
      }),
    );
  }

  it('arrives whole in both servers, event by event, and says the same as the days', async () => {
    const { files } = await made();
    const body = textOf(files, 'activitywatch/buckets.json');
    for (const { events } of Object.values(JSON.parse(body).buckets as Record<string, { events: object[] }>))
      for (const each of events) expect(Object.keys(each)).toEqual(['timestamp', 'duration', 'data']);
    const [python, rust] = [new PythonServer(), new RustServer()];
    python.import(body);
    rust.import(body);
    expect(rust.dropped).toBe(0);
    expect(python.buckets).toEqual(wanted());
    for (const [id, { events }] of rust.buckets)
      expect(events.map((each) => ({ ...each, ms: Math.round(each.ms) }))).toEqual(wanted().get(id)?.events);
    const windows = python.buckets.get('aw-watcher-window_plainsight');
    expect(windows?.type).toBe('currentwindow');
    expect(windows?.events).toHaveLength(6);
    // To the millisecond, however long.
    expect(windows?.events.map(({ ms }) => ms)).toEqual([9_000_000, 900_000, 61_007, 9_000_000, 900_000, 61_007]);
    const seconds = (id: string) => (python.buckets.get(id)?.events ?? []).reduce((sum, { ms }) => sum + ms, 0) / 1000;
    expect(seconds('aw-watcher-afk_plainsight')).toBe(2 * (3.25 * 3600 + 30.003));
  });

  it('is refused by Python where it is there already, and changes nothing in Rust', async () => {
    const { files } = await made();
    const body = textOf(files, 'activitywatch/buckets.json');
    const [python, rust] = [new PythonServer(), new RustServer()];
    python.import(body);
    expect(() => python.import(body)).toThrow(/exists/);
    rust.import(body);
    const before = [...rust.buckets.values()].map(({ events }) => events.length);
    rust.import(body);
    expect([...rust.buckets.values()].map(({ events }) => events.length)).toEqual(before);
  });
});
