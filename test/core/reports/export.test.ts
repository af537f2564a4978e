import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActivityRecord, activityRecordSchema } from '../../../core/day/activity.ts';
import { daySchema } from '../../../core/ids.ts';
import { reason } from '../../../core/reason.ts';
import { exportCsv, exportJson, parseExport, pictureName, zoneOfRecords } from '../../../core/reports/export.ts';
import { unwrap } from '../../../core/result.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { readCsv } from '../../fixtures/csv.ts';
import { correctionAt, manualAt, recordId } from '../../fixtures/day/entries.ts';

const day = daySchema.parse('2026-06-01');
const noon = Date.parse('2026-06-01T12:00:00Z');
const zone = 'Europe/Berlin';
const shot = { kind: 'shot', monitor: 'one', width: 4, height: 3, sameAs: null, covered: 2 } as const;
const records: ActivityRecord[] = [
  {
    ...{ kind: 'window', start: noon, end: noon + 1500, appId: 'mail', appName: 'Mail' },
    ...{ title: '=HYPERLINK("http://x")', site: null, withheld: null },
  },
  { kind: 'state', start: noon, end: noon + 60_000, state: 'active', reason: null },
  { kind: 'counts', start: noon, end: noon + 60_000, keys: 5, clicks: 6, scrolls: 7 },
  { kind: 'input-seconds', start: noon + 60_000, end: noon + 120_000, seconds: 42 },
  { ...shot, at: noon, id: shotId(1) },
  { ...shot, at: noon + 1, id: shotId(2), sameAs: shotId(1) },
  { ...shot, at: noon + 2, id: shotId(3) },
  { kind: 'removed', at: noon + 3, id: shotId(3) },
  manualAt(noon - 1000, noon, { id: recordId(1), label: 'Lunch, with "them"', note: 'two\nlines' }),
  correctionAt(noon, noon + 1500, { id: recordId(2), isCall: true }),
];
const asking = manualAt(noon + 120_000, noon + 180_000, { id: recordId(3), needsApproval: true });
const days = [{ day, zone, records }];

function table(name: string): Record<string, string>[] {
  const file = exportCsv(days, []).find((each) => each.name === name);
  const [head = [], ...rows] = readCsv(file?.text ?? '');
  return rows.map((row) => Object.fromEntries(head.map((column, index) => [column, row[index] ?? ''])));
}

describe('an export as CSV', () => {
  it('is one file a kind', () =>
    expect(exportCsv([], []).map(({ name }) => name)).toEqual([
      'windows.csv',
      'states.csv',
      'minutes.csv',
      'input.csv',
      'shots.csv',
      'entries.csv',
      'sums.csv',
    ]));

  it('has windows with both times, and no formula', () =>
    expect(table('windows.csv')).toEqual([
      {
        day,
        start_utc: '2026-06-01T12:00:00.000Z',
        end_utc: '2026-06-01T12:00:01.500Z',
        start_local: '2026-06-01T14:00:00.000+02:00',
        end_local: '2026-06-01T14:00:01.500+02:00',
        zone,
        seconds: '1.5',
        app_id: 'mail',
        app: 'Mail',
        title: '\'=HYPERLINK("http://x")',
        site: '',
        path: '',
        withheld: '',
      },
    ]));

  it('has states, minutes, and minutes with input by themselves', () => {
    expect(table('states.csv')).toMatchObject([{ state: 'active', reason: '', seconds: '60' }]);
    expect(table('minutes.csv')).toMatchObject([{ keys: '5', clicks: '6', scrolls: '7', at_local: expect.anything() }]);
    expect(table('input.csv')).toMatchObject([{ input_seconds: '42', at_utc: '2026-06-01T12:01:00.000Z' }]);
  });

  it('names each picture’s file, also of one that is the same as an earlier, and none that was removed', () =>
    expect(table('shots.csv')).toMatchObject([
      { id: shotId(1), picture: pictureName(day, shotId(1)) },
      { id: shotId(2), same_as: shotId(1), picture: pictureName(day, shotId(1)) },
    ]));

  it('tells how much of what was added counts, and how each entry stands', () => {
    const file = exportCsv([{ day, zone, records: [...records, asking] }], null).find(
      ({ name }) => name === 'sums.csv',
    );
    const [head = [], row = []] = readCsv(file?.text ?? '');
    expect(Object.fromEntries(head.map((column, index) => [column, row[index]]))).toMatchObject({
      ...{ day, zone, recorded_seconds: '60', added_seconds: '61', free_seconds: '1', unknown_seconds: '60' },
      counted_seconds: '61',
    });
    expect(table('entries.csv').map(({ standing }) => standing)).toEqual(['holds', 'holds']);
  });

  it('has entries in the person’s words, with what they correct', () =>
    expect(table('entries.csv')).toMatchObject([
      { source: 'manual', label: 'Lunch, with "them"', note: 'two\nlines', call: 'no', original: '' },
      { source: 'correction', call: 'yes', original: 'Mail 1.5 s · active 1.5 s' },
    ]));

  it('has no empty table without a head', () =>
    expect(exportCsv([], []).map(({ text }) => readCsv(text).length)).toEqual([1, 1, 1, 1, 1, 1, 1]));
});

const instant = fc.integer({ min: 0, max: 4e12 });
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const maybe = fc.option(text);
const span = { start: instant, end: instant };
const anyId = fc.nat(99).map(recordId);
const anyShot = fc.nat(99).map(shotId);
const maybeReason = fc.option(text.map((error) => reason('x-server-broken', { error })));
const said = { id: anyId, at: instant, ...span, category: maybe, note: maybe, isCall: fc.boolean() };
/** Records of every kind that an export may hold, with any text in them. */
const anyRecord: fc.Arbitrary<ActivityRecord> = fc
  .oneof(
    fc.record({
      ...{ kind: fc.constant('window'), ...span, appId: maybe, appName: maybe, title: maybe, site: maybe },
      withheld: fc.constantFrom(null, 'rule'),
    }),
    fc.record({ kind: fc.constant('state'), ...span, state: fc.constantFrom('active', 'idle'), reason: maybeReason }),
    fc.record({ kind: fc.constant('counts'), ...span, keys: fc.nat(), clicks: fc.nat(), scrolls: fc.nat() }),
    fc.record({
      ...{ kind: fc.constant('shot'), at: instant, id: anyShot, monitor: text, sameAs: fc.option(anyShot) },
      ...{ width: fc.integer({ min: 1 }), height: fc.integer({ min: 1 }), covered: fc.nat() },
    }),
    fc.record({ kind: fc.constant('removed'), at: instant, id: anyShot }),
    fc.record({ kind: fc.constant('removed-span'), at: instant, ...span }),
    fc.record({ kind: fc.constant('manual'), ...said, label: text, needsApproval: fc.boolean() }),
    fc.record({
      ...{ kind: fc.constant('correction'), ...said, label: maybe, needsApproval: fc.boolean() },
      ...{ of: fc.option(anyId), isTakenBack: fc.boolean() },
    }),
  )
  .map((record) => activityRecordSchema.parse(record));

describe('an export as JSON', () => {
  it('gives back the same records, whatever they hold', () =>
    fc.assert(
      fc.property(fc.array(anyRecord), fc.constantFrom('UTC', zone), (some, in_) => {
        const taken = [{ day, zone: in_, records: some }];
        expect(unwrap(parseExport(exportJson(taken, noon)))).toEqual(taken);
      }),
    ));

  it('says each time for people too', () => {
    const document = JSON.parse(exportJson(days, noon));
    expect(document).toMatchObject({ format: 'plainsight-export/1', exportedAt: '2026-06-01T12:00:00.000Z' });
    expect(document.days[0].records[0]).toMatchObject({
      start: noon,
      utc: { start: '2026-06-01T12:00:00.000Z', end: '2026-06-01T12:00:01.500Z' },
      local: { start: '2026-06-01T14:00:00.000+02:00' },
    });
    expect(document.days[0].records[4].utc).toEqual({ at: '2026-06-01T12:00:00.000Z' });
  });

  const good = JSON.parse(exportJson(days, noon));
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['another format', JSON.stringify({ ...good, format: 'plainsight-export/2' })],
    ['no days', JSON.stringify({ ...good, days: undefined })],
    ['a day that is none', JSON.stringify({ ...good, days: [{ ...good.days[0], day: '2026-02-30' }] })],
    ['a record of no kind', JSON.stringify({ ...good, days: [{ ...good.days[0], records: [{ kind: 'key' }] }] })],
    ['no time', JSON.stringify({ ...good, exportedAt: 'today' })],
  ])('is refused with %s', (_, broken) =>
    expect(parseExport(broken)).toMatchObject({ ok: false, problem: { code: 'export-unreadable' } }),
  );
});

it('the zone of records is their first header’s, where there is one', () => {
  const header = { kind: 'header', zone: 'Asia/Tokyo' } as ActivityRecord;
  expect(zoneOfRecords([...records, header], zone)).toBe('Asia/Tokyo');
  expect(zoneOfRecords(records, zone)).toBe(zone);
});
