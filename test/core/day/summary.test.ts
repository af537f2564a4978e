import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { categorySums, daySummarySchema, type SummaryFrame, summaryOf } from '../../../core/day/summary.ts';
import { type DayView, viewOfDay } from '../../../core/day/view.ts';
import { correctionAt, manualAt, recordId } from '../../fixtures/day/entries.ts';
import { stateOf, windowOf, workedDay } from '../../fixtures/day/worked-days.ts';
import { dayAt, deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';

const day = dayAt('2026-06-01');
const midnight = Date.parse(`${day}T00:00Z`);
const eight = Date.parse(`${day}T08:00Z`);
const hour = 3_600_000;
const categories = [{ id: 'talk', name: { en: 'Talk' }, match: [{ app: 'mail' }] }];
const frame: SummaryFrame = {
  ...{ person: personId(1), device: deviceId(1), links: 3, head: 'f'.repeat(64), final: true, organisation: 7 },
  categories,
};
const viewOf = (records: readonly ActivityRecord[]) => viewOfDay(day, 'UTC', records);
const summarised = (records: readonly ActivityRecord[], change: Partial<SummaryFrame> = {}) =>
  summaryOf(viewOf(records), { ...frame, ...change });

describe('the summary of a day', () => {
  it('has seconds with input by themselves, and says nothing of them where there are none', () => {
    const without = summarised(workedDay(day, { mail: 1 }));
    expect(JSON.stringify(without)).not.toContain('inputSeconds');
    const summary = summarised([
      { kind: 'input-seconds', start: eight, end: eight + 60_000, seconds: 42 },
      { kind: 'input-seconds', start: eight + hour, end: eight + hour + 60_000, seconds: 8 },
    ]);
    expect(summary.totals).toMatchObject({ keys: 0, clicks: 0, scrolls: 0, inputSeconds: 50, recordedMs: 0 });
    expect(summary.hours).toMatchObject([
      { start: eight, keys: 0, inputSeconds: 42 },
      { start: eight + hour, keys: 0, inputSeconds: 8 },
    ]);
    expect(daySummarySchema.parse(summary)).toEqual(summary);
    expect(daySummarySchema.parse(without)).toEqual(without);
  });

  it('is what its view shows', () => {
    const summary = summarised([
      ...workedDay(day, { mail: 2.5, code: 1 }, 0.5),
      windowOf(eight + 5 * hour, eight + 5 * hour + 60_000, 'web', { site: 'a.example' }),
      { kind: 'counts', start: eight, end: eight + 60_000, keys: 5, clicks: 6, scrolls: 7 },
    ]);
    expect(summary).toMatchObject({
      ...{ format: 'plainsight-summary/2', person: personId(1), device: deviceId(1), day, zone: 'UTC' },
      ...{ links: 3, head: 'f'.repeat(64), final: true, organisation: 7, first: eight, shots: 0 },
      totals: {
        recordedMs: 4 * hour + 60_000,
        stateMs: { active: 3.5 * hour, call: hour / 2 },
        keys: 5,
        clicks: 6,
        scrolls: 7,
      },
      apps: [
        { appId: 'mail', ms: 2.5 * hour },
        { appId: 'code', ms: hour },
        { appId: 'web', ms: 60_000 },
      ],
      sites: [{ site: 'a.example', ms: 60_000 }],
      categories: [
        { category: 'talk', ms: 2.5 * hour },
        { category: null, ms: hour + 60_000 },
      ],
    });
    expect(summary.hours).toMatchObject([
      { start: eight, recordedMs: hour, keys: 5, clicks: 6, stateMs: { active: hour } },
      { start: eight + hour, recordedMs: hour, keys: 0 },
      { start: eight + 2 * hour, recordedMs: hour, stateMs: { active: hour } },
      { start: eight + 3 * hour, recordedMs: hour, stateMs: { active: hour / 2, call: hour / 2 } },
      { start: eight + 5 * hour, recordedMs: 60_000, stateMs: {} },
    ]);
    expect(daySummarySchema.parse(summary)).toEqual(summary);
    expect(summary).not.toHaveProperty('categories.0.name');
  });

  it('holds no title and no picture', () => {
    const secret = windowOf(eight, eight + hour, 'mail', { title: 'To my doctor' });
    expect(JSON.stringify(summarised([secret]))).not.toContain('doctor');
  });

  it('of nothing has nothing', () =>
    expect(summarised([])).toMatchObject({
      first: null,
      last: null,
      hours: [],
      apps: [],
      categories: [],
      entries: [],
    }));

  it('has no categories where the organisation has none', () =>
    expect(summarised(workedDay(day, { mail: 1 }), { categories: [] }).categories).toEqual([]));

  it('has the hundred longest apps and sites, and the rest as one', () => {
    const many = Array.from({ length: 103 }, (_, at) =>
      windowOf(eight + at * 1000, eight + at * 1000 + 900 - at, `app ${at}`, { site: `s${at}.example` }),
    );
    const { apps, sites, categories: grouped } = summarised(many);
    const restMs = 900 * 3 - 100 - 101 - 102;
    expect(apps).toHaveLength(101);
    expect(apps.at(-1)).toEqual({ appId: '*', appName: null, ms: restMs });
    expect(sites).toHaveLength(101);
    expect(sites.at(-1)).toEqual({ site: '*', ms: restMs });
    // Categories are of every window, those of the rest too.
    expect(grouped).toEqual([{ category: null, ms: apps.reduce((sum, { ms }) => sum + ms, 0) }]);
  });

  it('tells entries as they stand, without what was there before', () => {
    const added = manualAt(eight, eight + hour, { id: recordId(1), label: 'Lunch', needsApproval: true });
    const corrected = correctionAt(eight, eight + hour, {
      id: recordId(2),
      of: recordId(1),
      label: 'Dentist',
      at: eight + 2 * hour,
    });
    expect(summarised([added, corrected]).entries).toEqual([
      {
        ...{
          id: recordId(1),
          request: recordId(2),
          at: eight + 2 * hour,
          start: eight,
          end: eight + hour,
          source: 'manual',
        },
        ...{ label: 'Dentist', category: null, note: null, isCall: false, isTakenBack: false, needsApproval: false },
        adds: [{ start: eight, end: eight + hour }],
      },
    ]);
    expect(summarised([added]).totals.recordedMs).toBe(0);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another format', { format: 'plainsight-summary/1' }],
    ['a head that is no hash', { head: 'x' }],
    ['hours below zero', { totals: { recordedMs: -1, stateMs: {}, keys: 0, clicks: 0, scrolls: 0 } }],
    ['links below zero', { links: -1 }],
    ['a day that is none', { day: '2026-02-30' }],
    [
      'more than a hundred and one apps',
      { apps: Array.from({ length: 102 }, () => ({ appId: 'a', appName: null, ms: 1 })) },
    ],
    ['nobody', { person: 'me' }],
  ])('is refused with %s', (_, change) =>
    expect(daySummarySchema.safeParse({ ...summarised([]), ...change }).success).toBe(false),
  );
});

const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
const span = fc.record({ from: minute, length: fc.integer({ min: 1, max: 200 }) }).map(({ from, length }) => {
  const start = midnight + from * 60_000;
  return { start, end: Math.min(start + length * 60_000, midnight + 24 * hour) };
});
const anyRecords = fc.array(
  fc.oneof(
    fc
      .tuple(span, fc.constantFrom('mail', 'code', null))
      .map(([{ start, end }, app]) => windowOf(start, end, app, app === 'code' ? { site: 'a.example' } : {})),
    fc
      .tuple(span, fc.constantFrom('active', 'idle', 'call', 'paused', 'locked', 'unknown'))
      .map(([{ start, end }, state]) => stateOf(start, end, state as 'active')),
    fc.tuple(minute, fc.nat(99), fc.nat(9)).map(([at, keys, clicks]): ActivityRecord => {
      const start = midnight + at * 60_000;
      return { kind: 'counts', start, end: start + 60_000, keys, clicks, scrolls: clicks };
    }),
    fc.tuple(minute, fc.nat(60)).map(([at, seconds]): ActivityRecord => {
      const start = midnight + at * 60_000;
      return { kind: 'input-seconds', start, end: start + 60_000, seconds };
    }),
    span.map(({ start, end }) => manualAt(start, end)),
  ),
  { maxLength: 30 },
);

describe('whatever was recorded', () => {
  const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);

  it('the summary says what the view says, and its hours add up to the day', () =>
    fc.assert(
      fc.property(anyRecords, (records) => {
        const view: DayView = viewOf(records);
        const summary = summaryOf(view, frame);
        expect({ inputSeconds: 0, ...summary.totals }).toEqual(view.totals);
        expect([summary.first, summary.last, summary.apps, summary.sites]).toEqual([
          view.first,
          view.last,
          view.apps,
          view.sites,
        ]);
        expect(sum(summary.hours, ({ recordedMs }) => recordedMs)).toBe(view.totals.recordedMs);
        expect(sum(summary.hours, ({ keys }) => keys)).toBe(view.totals.keys);
        expect(sum(summary.hours, ({ clicks }) => clicks)).toBe(view.totals.clicks);
        expect(sum(summary.hours, ({ inputSeconds = 0 }) => inputSeconds)).toBe(view.totals.inputSeconds);
        for (const [state, ms] of Object.entries(view.totals.stateMs))
          expect(sum(summary.hours, ({ stateMs }) => stateMs[state] ?? 0)).toBe(ms);
        expect(sum(summary.categories, ({ ms }) => ms)).toBe(sum(view.apps, ({ ms }) => ms));
        for (const { start, recordedMs } of summary.hours) {
          expect(start % hour).toBe(0);
          expect(recordedMs).toBeLessThanOrEqual(hour);
        }
        expect(daySummarySchema.parse(summary)).toEqual(summary);
      }),
    ));

  it('the same records give the same bytes', () =>
    fc.assert(
      fc.property(anyRecords, (records) => {
        const bytes = JSON.stringify(summarised(records));
        expect(JSON.stringify(summarised(structuredClone(records)))).toBe(bytes);
        // Read back and written again as well: what a reader compares.
        expect(JSON.stringify(daySummarySchema.parse(JSON.parse(bytes)))).toBe(bytes);
      }),
    ));

  it('categories do not depend on the order of windows', () =>
    fc.assert(
      fc.property(anyRecords, (records) => {
        const { windows } = viewOf(records);
        expect(categorySums([...windows].reverse(), categories)).toEqual(categorySums(windows, categories));
      }),
    ));
});
