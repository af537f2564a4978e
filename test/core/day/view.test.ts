import { describe, expect, it } from 'vitest';
import type { ActivityRecord, HeaderRecord, ShotRecord, WindowRecord } from '../../../core/day/activity.ts';
import { dayViewSchema, viewOfDay } from '../../../core/day/view.ts';
import { daySchema, shotIdSchema } from '../../../core/ids.ts';
import { reason } from '../../../core/reason.ts';

const day = daySchema.parse('2026-06-01');
const shotId = (number: number) => shotIdSchema.parse(String(number).padStart(26, '0'));

function windowAt(start: number, end: number, appId: string | null, change: Partial<WindowRecord> = {}): WindowRecord {
  const title = appId === null ? null : `${appId} title`;
  return { kind: 'window', start, end, appId, appName: appId, title, site: null, withheld: null, ...change };
}
function shotAt(at: number, id: number, sameAs: number | null = null): ShotRecord {
  return {
    kind: 'shot',
    at,
    id: shotId(id),
    monitor: 'one',
    width: 4,
    height: 4,
    sameAs: sameAs === null ? null : shotId(sameAs),
    covered: 0,
  };
}
const header: HeaderRecord = {
  kind: 'header',
  at: 5,
  format: 1,
  appVersion: '1',
  host: 'node',
  hours: null,
  os: { name: 'X', version: '1' },
  zone: 'UTC',
  monitors: [],
  sensors: [
    { sensor: 'screen', ok: true, reason: null },
    { sensor: 'presence', ok: false, reason: reason('no-idle-time') },
  ],
  shotIntervalMs: 1,
  idleAfterMs: 1,
  consentGiven: 'page',
};
const view = (...records: ActivityRecord[]) => viewOfDay(day, 'UTC', records);

describe('the view of a day', () => {
  it('is empty without records', () => {
    expect(view()).toMatchObject({ first: null, last: null, apps: [], shots: [], totals: { recordedMs: 0, keys: 0 } });
    expect(dayViewSchema.safeParse(view()).success).toBe(true);
  });

  it('makes one of windows that were only cut, and keeps those apart that differ', () => {
    const { windows, apps } = view(
      windowAt(0, 60, 'a'),
      windowAt(60, 90, 'a'),
      windowAt(90, 95, 'a', { title: 'other' }),
      windowAt(100, 130, 'a', { title: 'other' }),
    );
    expect(windows.map(({ start, end }) => [start, end])).toEqual([
      [0, 90],
      [90, 95],
      [100, 130],
    ]);
    expect(apps).toEqual([{ appId: 'a', appName: 'a', ms: 125 }]);
  });

  it('sums apps and sites, longest first', () => {
    const { apps, sites } = view(
      windowAt(0, 10, 'a'),
      windowAt(10, 40, 'b', { site: 'one.example' }),
      windowAt(40, 45, null, { withheld: 'rule' }),
      windowAt(45, 105, 'b', { site: 'two.example' }),
    );
    expect(apps.map(({ appId, ms }) => [appId, ms])).toEqual([
      ['b', 90],
      ['a', 10],
      [null, 5],
    ]);
    expect(sites).toEqual([
      { site: 'two.example', ms: 60 },
      { site: 'one.example', ms: 30 },
    ]);
  });

  it('takes programs with the names of object members for programs', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''];
    const { apps, sites } = view(...names.map((name, at) => windowAt(at, at + 1, name, { site: name || 'x' })));
    expect(apps.map(({ ms }) => ms)).toEqual([1, 1, 1, 1, 1]);
    expect(sites).toHaveLength(5);
    expect(apps.map(({ appId }) => appId)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('counts time once where records overlap: the later one is believed', () => {
    const { windows, apps, totals } = view(windowAt(0, 100, 'a'), windowAt(50, 150, 'b'));
    expect(windows.map(({ appId, start, end }) => [appId, start, end])).toEqual([
      ['a', 0, 50],
      ['b', 50, 150],
    ]);
    expect(apps.reduce((sum, { ms }) => sum + ms, 0)).toBe(150);
    expect(totals.recordedMs).toBe(150);
  });

  it('shows no span that ends before it begins, whoever wrote it', () => {
    const { windows } = view(windowAt(100, 150, 'a'), windowAt(150, 20, 'a'));
    expect(windows.map(({ start, end }) => [start, end])).toEqual([[100, 150]]);
  });

  it('counts as recorded what windows and presence cover together, and no pause', () => {
    const state = (start: number, end: number, name: 'active' | 'paused') =>
      ({ kind: 'state', start, end, state: name, reason: null }) as const;
    const { totals } = view(windowAt(0, 10, 'a'), state(5, 20, 'active'), state(20, 90, 'paused'));
    expect(totals).toMatchObject({ recordedMs: 20, stateMs: { active: 15, paused: 70 } });
  });

  it('sums counts by minute', () => {
    const counts = (start: number, keys: number) =>
      ({ kind: 'counts', start, end: start + 1, keys, clicks: 1, scrolls: 2 }) as const;
    const { minutes, totals } = view(counts(120_000, 7), counts(0, 1), counts(59_999, 2));
    expect(minutes).toEqual([
      { start: 0, keys: 3, clicks: 2, scrolls: 4 },
      { start: 120_000, keys: 7, clicks: 1, scrolls: 2 },
    ]);
    expect(totals).toMatchObject({ keys: 10, clicks: 3, scrolls: 6 });
  });

  it('sums seconds with input by minute and by themselves, at most sixty of each', () => {
    const input = (start: number, seconds: number) =>
      ({ kind: 'input-seconds', start, end: start + 1, seconds }) as const;
    const { minutes, inputMinutes, totals } = view(
      input(120_000, 7),
      input(0, 40),
      input(59_999, 2),
      input(121_000, 60),
    );
    expect(minutes).toEqual([]);
    expect(inputMinutes).toEqual([
      { start: 0, seconds: 42 },
      { start: 120_000, seconds: 60 },
    ]);
    expect(totals).toMatchObject({ keys: 0, clicks: 0, scrolls: 0, inputSeconds: 102 });
  });

  it('leaves out pictures that were removed and those that were the same', () => {
    const { shots, removedShots } = view(shotAt(30, 3), shotAt(10, 1), shotAt(20, 2, 1), {
      kind: 'removed',
      at: 40,
      id: shotId(1),
    });
    expect(shots.map(({ at }) => at)).toEqual([30]);
    expect(removedShots).toBe(1);
  });

  it('knows the latest report of each sensor', () => {
    const { sensors } = view(header, {
      kind: 'sensor',
      at: 9,
      report: { sensor: 'screen', ok: false, reason: reason('screen-unreadable') },
    });
    expect(sensors).toEqual([
      { sensor: 'screen', ok: false, reason: reason('screen-unreadable') },
      { sensor: 'presence', ok: false, reason: reason('no-idle-time') },
    ]);
  });

  it('takes more records than a call has room for arguments', () => {
    const many = Array.from({ length: 200_000 }, (_, at) => windowAt(at, at + 1, at % 2 === 0 ? 'a' : 'b'));
    expect(viewOfDay(day, 'UTC', many).last).toBe(200_000);
  });
});
