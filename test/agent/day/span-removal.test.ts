import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../agent/vault/vault.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { openVault, shotId } from '../../fixtures/agent/vaults.ts';

const day = daySchema.parse('2026-06-01');
const tomorrow = daySchema.parse('2026-06-02');
const noon = Date.parse('2026-06-01T12:00:00Z');
const midnight = Date.parse('2026-06-02T00:00:00Z');
const holdMs = 10 * minuteMs;

const windowIn = (start: number, end: number, title = 'a title'): ActivityRecord => ({
  kind: 'window',
  start,
  end,
  appId: 'editor',
  appName: 'Editor',
  title,
  site: null,
  withheld: null,
});
const shotRecord = (number: number, at: number, sameAs: number | null = null) => ({
  kind: 'shot' as const,
  at,
  id: shotId(number),
  monitor: 'one',
  width: 4,
  height: 4,
  sameAs: sameAs === null ? null : shotId(sameAs),
  covered: 0,
});

/** Minutes of one window, journalled one by one, from `start` on; with a picture in the middle of each that `shots` names. */
async function worked(minutes: number, shots: readonly number[] = [], start = noon) {
  const vault = openVault();
  const employee = await newKeyPair();
  const keeper = await keeperOf(vault, { employee });
  for (let minute = 0; minute < minutes; minute++) {
    const from = start + minute * minuteMs;
    const to = from + minuteMs;
    const records = [windowIn(from, to)];
    if (shots.includes(minute)) {
      const { kind: _, ...shot } = shotRecord(minute, from + 30_000);
      unwrap(await keeper.keepShot({ ...shot, webp: new Uint8Array([minute]) }));
      records.push(shotRecord(minute, from + 30_000));
    }
    unwrap(await keeper.keep(keeper.dayOf(from), records, to));
  }
  const view = async (of = day) => viewOfDay(of, 'UTC', unwrap(await keeper.records(of)));
  return { vault, keeper, employee, view };
}
const filesIn = (vault: Vault) => readdirSync(join(vault.folder, 'objects', day)).sort();
const at = (minute: number) => noon + minute * minuteMs;

describe('activity on hold', () => {
  it('leaves once it is past its hold, and what is younger stays in the journal', async () => {
    const { vault, keeper } = await worked(20);
    unwrap(await keeper.advance(at(20), 0));
    expect(vault.segments(day)).toHaveLength(1);
    expect(vault.journal(day).map((row) => row.at)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20].map(at));
    expect(keeper.deletableFrom(at(20))).toBe(at(10));
  });

  it('stays at the end of a run, and leaves at the next one', async () => {
    const { vault, keeper, employee } = await worked(5);
    unwrap(await keeper.advance(at(5), 0, true));
    expect(vault.segments(day)).toEqual([]);
    const again = await keeperOf(vault, { employee });
    unwrap(await again.advance(at(15), minuteMs, true));
    expect(vault.journal(day)).toEqual([]);
  });

  it('is gathered into segments as long as without a hold', async () => {
    const { vault, keeper } = await worked(12);
    for (let minute = 12; minute < 21; minute++) unwrap(await keeper.advance(at(minute), 10 * minuteMs));
    expect(vault.segments(day)).toEqual([]);
    unwrap(await keeper.advance(at(21), 10 * minuteMs));
    expect(vault.segments(day)).toHaveLength(1);
  });

  it('of a day that is over keeps the day open until it has left', async () => {
    const { vault, keeper } = await worked(5, [], midnight - 5 * minuteMs);
    unwrap(await keeper.advance(midnight + holdMs - 1, hourMs));
    expect(vault.day(day)?.closed).toBe(0);
    unwrap(await keeper.advance(midnight + holdMs, hourMs));
    expect(vault.day(day)?.closed).toBe(1);
  });

  it('that a clock ahead wrote waits until its own time has come, and so does what was written after it', async () => {
    const { vault, keeper } = await worked(1);
    unwrap(await keeper.keep(day, [windowIn(at(300), at(301))], at(301)));
    unwrap(await keeper.keep(day, [windowIn(at(1), at(2))], at(2)));
    unwrap(await keeper.advance(at(310), 0));
    expect(vault.journal(day).map(({ at: written }) => written)).toEqual([at(301), at(2)]);
    unwrap(await keeper.advance(at(311), 0));
    expect(vault.journal(day)).toEqual([]);
  });

  it('about which the person is being asked stays, pictures too', async () => {
    const { vault, employee } = await worked(20, [4, 6]);
    let asked: number | null = at(5);
    const keeper = await keeperOf(vault, { employee, heldFrom: () => asked });
    unwrap(await keeper.advance(at(40), 0));
    expect(vault.journal(day)[0]?.at).toBe(at(6));
    expect(vault.shot(shotId(4))?.linked).toBe(1);
    expect(vault.shot(shotId(6))?.linked).toBe(0);
    asked = null;
    unwrap(await keeper.advance(at(41), 0));
    expect(vault.journal(day)).toEqual([]);
    expect(vault.shot(shotId(6))?.linked).toBe(1);
  });
});

describe('removing a span', () => {
  it('takes its part of records and its pictures, and nothing else', async () => {
    const { vault, keeper, view } = await worked(9, [2, 4, 6]);
    const span = { start: at(3) + 10_000, end: at(5) + 20_000 };
    const removed = unwrap(await keeper.removeSpan(span, at(9)));
    expect(removed).toEqual({ pictures: [shotId(4)], records: 4, removed: span });
    const { windows, shots, totals } = await view();
    expect(windows.map(({ start, end }) => [start, end])).toEqual([
      [at(0), span.start],
      [span.end, at(9)],
    ]);
    expect(shots.map(({ id }) => id)).toEqual([shotId(2), shotId(6)]);
    expect(totals.recordedMs).toBe(9 * minuteMs - (span.end - span.start));
    expect(filesIn(vault)).toEqual([
      ...['days.key.age', 'shots.key.age', `shots_${shotId(2)}.webp.age`, `shots_${shotId(6)}.webp.age`],
    ]);
  });

  it('that touches nothing on hold answers so, and says until when everything had left', async () => {
    const { keeper, view } = await worked(20, [3]);
    unwrap(await keeper.advance(at(20), 0));
    const before = await view();
    expect(unwrap(await keeper.removeSpan({ start: at(2), end: at(8) }, at(20)))).toEqual({
      pictures: [],
      records: 0,
      removed: null,
    });
    expect(await view()).toEqual(before);
  });

  it('that began to leave removes what is still here, and calls no more removed than that', async () => {
    const { keeper, view } = await worked(20);
    unwrap(await keeper.advance(at(20), 0));
    const { removed } = unwrap(await keeper.removeSpan({ start: at(5), end: at(15) }, at(20)));
    expect(removed).toEqual({ start: at(10), end: at(15) });
    expect((await view()).windows.map(({ start, end }) => [start, end])).toEqual([
      [at(0), at(10)],
      [at(15), at(20)],
    ]);
  });

  it('keeps what becomes known of it later out of every page', async () => {
    const { keeper, view } = await worked(5);
    unwrap(await keeper.removeSpan({ start: at(1), end: at(3) }, at(5)));
    const idle: ActivityRecord = { kind: 'state', start: at(0), end: at(6), state: 'idle', reason: null };
    unwrap(await keeper.keep(day, [idle], at(6)));
    expect((await view()).states.map(({ start, end }) => [start, end])).toEqual([
      [at(0), at(1)],
      [at(3), at(6)],
    ]);
  });

  it('over midnight leaves each day its own part', async () => {
    const { keeper, view, vault } = await worked(6, [], midnight - 3 * minuteMs);
    const span = { start: midnight - minuteMs, end: midnight + minuteMs };
    unwrap(await keeper.removeSpan(span, midnight + 3 * minuteMs));
    expect((await view()).last).toBe(span.start);
    expect((await view(tomorrow)).first).toBe(span.end);
    const tombs = [day, tomorrow].map(async (each) =>
      unwrap(await keeper.records(each)).filter(({ kind }) => kind === 'removed-span'),
    );
    expect(await Promise.all(tombs)).toMatchObject([
      [{ start: span.start, end: midnight }],
      [{ start: midnight, end: span.end }],
    ]);
    expect(vault.journal(day)).toHaveLength(3);
  });

  it('takes a picture whose record has left already, and says of the picture that it is gone', async () => {
    const { keeper, vault, view } = await worked(3);
    const { kind: _, ...shot } = shotRecord(7, at(1));
    unwrap(await keeper.keepShot({ ...shot, webp: new Uint8Array(1) }));
    expect(unwrap(await keeper.removeSpan({ start: at(0), end: at(3) }, at(3))).pictures).toEqual([shotId(7)]);
    expect(vault.shot(shotId(7))).toBeNull();
    expect((await view()).removedShots).toBe(1);
  });

  it('cannot be half: where one row fails, everything is as it was', async () => {
    const { vault, keeper, view } = await worked(6, [2, 4]);
    const before = await view();
    for (const step of ['UPDATE ON journal', 'DELETE ON journal', 'INSERT ON journal', 'DELETE ON objects']) {
      databaseOf(vault).exec(`CREATE TRIGGER refuse BEFORE ${step} BEGIN SELECT RAISE(ABORT, 'no'); END`);
      const answer = await keeper.removeSpan({ start: at(1) + 1, end: at(5) }, at(6));
      expect(answer).toMatchObject({ ok: false, problem: { code: 'disk-failed' } });
      databaseOf(vault).exec('DROP TRIGGER refuse');
      expect(await view()).toEqual(before);
      expect(filesIn(vault)).toHaveLength(4);
    }
  });

  it('leaves no byte of the old rows in the database or its log', async () => {
    const { vault, keeper } = await worked(40);
    const old = vault.journal(day).map(({ sealed }) => Buffer.from(sealed));
    const found = () => {
      const bytes = ['vault.db', 'vault.db-wal']
        .map((name) => join(vault.folder, name))
        .filter((path) => existsSync(path))
        .map((path) => readFileSync(path));
      // Any 24 bytes of a sealed row are its alone; rows may be split between pages.
      return old.map((row) => {
        const parts = [];
        for (let from = row.length - 24; from >= 24; from -= 24) parts.push(row.subarray(from, from + 24));
        return parts.slice(0, 6).some((part) => bytes.some((file) => file.includes(part)));
      });
    };
    expect(found()).toEqual(old.map(() => true));
    unwrap(await keeper.removeSpan({ start: at(10) + 30_000, end: at(30) + 30_000 }, at(40)));
    expect(found()).toEqual(old.map((_, minute) => minute < 10 || minute > 30));
  });
});
