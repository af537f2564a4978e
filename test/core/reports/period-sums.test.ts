import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import {
  type SummedDay,
  sumOfPeriod,
  sumsByApp,
  sumsByCategory,
  sumsByDay,
  sumsByHour,
  sumsBySite,
} from '../../../core/reports/period-sums.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import { coveredMs } from '../../../core/time/interval.ts';
import { localHour } from '../../../core/time/local-time.ts';
import { stateOf, windowOf, workedDay } from '../../fixtures/day/worked-days.ts';
import { dayAt, deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';

const hour = 3_600_000;
const categories = [{ id: 'talk', name: { en: 'Talk' }, match: [{ app: 'mail' }] }];

/** The summary of a device's day, as its agent makes it. */
function summed(day: string, records: readonly ActivityRecord[], device = 1, zone = 'UTC'): SummedDay {
  const frame = { person: personId(1), device: deviceId(device), links: 1, head: null, final: true, organisation: 1 };
  return summaryOf(viewOfDay(dayAt(day), zone, records), { ...frame, categories });
}
const worked = (day: string, apps: Record<string, number>, device = 1) =>
  summed(day, workedDay(dayAt(day), apps), device);

describe('the sums of a period', () => {
  const days = [
    worked('2026-06-01', { mail: 2, code: 5 }),
    worked('2026-06-02', { code: 3 }),
    worked('2026-06-08', { mail: 1 }),
  ];

  it('are those of its days', () =>
    expect(sumOfPeriod(days)).toMatchObject({
      days: 3,
      devices: 1,
      recordedMs: 11 * hour,
      stateMs: { active: 11 * hour },
      twice: { leastMs: 0, mostMs: 0 },
    }));

  it('are none of nothing', () =>
    expect(sumOfPeriod([])).toMatchObject({ days: 0, devices: 0, recordedMs: 0, stateMs: {}, twice: { mostMs: 0 } }));

  it('stand by day, with when it began and ended', () =>
    expect(sumsByDay(days).map(({ day, recordedMs, first, last }) => ({ day, recordedMs, first, last }))).toMatchObject(
      [
        {
          day: '2026-06-01',
          recordedMs: 7 * hour,
          first: Date.parse('2026-06-01T08:00Z'),
          last: Date.parse('2026-06-01T15:00Z'),
        },
        { day: '2026-06-02', recordedMs: 3 * hour },
        { day: '2026-06-08', recordedMs: hour },
      ],
    ));

  it('stand by app, site and category, longest first', () => {
    expect(sumsByApp(days)).toEqual([
      { appId: 'code', appName: 'code', ms: 8 * hour },
      { appId: 'mail', appName: 'mail', ms: 3 * hour },
    ]);
    expect(sumsByCategory(days)).toEqual([
      { category: null, ms: 8 * hour },
      { category: 'talk', ms: 3 * hour },
    ]);
    const start = Date.parse('2026-06-01T08:00Z');
    const visit = (at: number, length: number, site: string) =>
      windowOf(start + at, start + at + length, 'web', { site });
    const visited = summed('2026-06-01', [
      visit(0, 5, 'b.example'),
      visit(5, 9, 'a.example'),
      visit(14, 1, 'b.example'),
    ]);
    expect(sumsBySite([visited, visited])).toEqual([
      { site: 'a.example', ms: 18 },
      { site: 'b.example', ms: 12 },
    ]);
  });

  it('have what was beyond the longest hundred at the end, however long, and what a rule withheld by itself', () => {
    const [day] = days;
    if (day === undefined) throw new Error('no day');
    const more = [
      { appId: '*', appName: null, ms: 99 * hour },
      { appId: null, appName: null, ms: 3 },
    ];
    expect(sumsByApp([{ ...day, apps: [...day.apps, ...more] }]).map(({ appId }) => appId)).toEqual([
      'code',
      'mail',
      null,
      '*',
    ]);
  });

  it('keep an app’s name where a later day has none', () => {
    const [day] = days;
    if (day === undefined) throw new Error('no day');
    const nameless = { ...day, apps: [{ appId: 'mail', appName: null, ms: 1 }] };
    expect(sumsByApp([day, nameless]).find(({ appId }) => appId === 'mail')?.appName).toBe('mail');
  });

  it('take nothing off for idle time', () => {
    const start = Date.parse('2026-06-01T08:00Z');
    const idle = summed('2026-06-01', [
      stateOf(start, start + hour, 'active'),
      stateOf(start + hour, start + 3 * hour, 'idle'),
    ]);
    expect(sumOfPeriod([idle])).toMatchObject({ recordedMs: 3 * hour, stateMs: { active: hour, idle: 2 * hour } });
    expect(
      sumsByHour([idle])
        .map(({ recordedMs }) => recordedMs / hour)
        .slice(8, 12),
    ).toEqual([1, 1, 1, 0]);
  });
});

describe('time on two devices', () => {
  it('counts on each, and it says how much that can be', () => {
    const both = [worked('2026-06-01', { a: 2 }), worked('2026-06-01', { b: 1.5 }, 2)];
    expect(sumOfPeriod(both)).toMatchObject({
      days: 1,
      devices: 2,
      recordedMs: 3.5 * hour,
      // Of the second hour half was on both at least: a full hour has no room for more.
      twice: { leastMs: 1.5 * hour, mostMs: 1.5 * hour },
    });
  });

  const spans = fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 20 * 60 }), minutes: fc.integer({ min: 1, max: 240 }) }),
    { maxLength: 8 },
  );
  const day = daySchema.parse('2026-06-01');
  const at = (minute: number) => Date.parse(`${day}T00:00Z`) + minute * 60_000;

  it('is within what is said, wherever it lies', () =>
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 3 }), (devices) => {
        const records = devices.map((own) =>
          own.map(({ start, minutes }) => stateOf(at(start), at(start + minutes), 'active')),
        );
        const { recordedMs, twice } = sumOfPeriod(records.map((own, index) => summed(day, own, index)));
        const shared = recordedMs - coveredMs(records.flat());
        expect(shared).toBeGreaterThanOrEqual(twice.leastMs);
        expect(shared).toBeLessThanOrEqual(twice.mostMs);
      }),
    ));
});

describe('the hours of the day', () => {
  it.each([
    ['2026-06-01T08:30:00Z', 'Europe/Berlin', 10],
    ['2026-12-01T08:30:00Z', 'Europe/Berlin', 9],
    ['2026-06-01T23:30:00Z', 'Europe/Berlin', 1],
    ['2026-06-01T00:00:00Z', 'UTC', 0],
    ['2026-06-01T08:00:00Z', 'Asia/Kolkata', 13],
    ['2026-06-01T08:00:00Z', 'Not/AZone', 8],
  ])('at %s in %s are %i', (instant, zone, shown) => expect(localHour(Date.parse(instant), zone)).toBe(shown));

  it.each([
    ['2026-03-29', 'have none in the hour that is left out', 2, 0],
    ['2026-10-25', 'have the hour that comes twice as one', 2, 2 * hour],
  ])('on %s %s', (date, _, shown, ms) => {
    const berlin = zoneSchema.parse('Europe/Berlin');
    const { start, end } = dayBounds(dayAt(date), berlin);
    const hours = sumsByHour([summed(date, [stateOf(start, end, 'active')], 1, berlin)]);
    expect(hours[shown]?.recordedMs).toBe(ms);
    expect(hours.reduce((sum, { recordedMs }) => sum + recordedMs, 0)).toBe(end - start);
  });

  it('are 24, in order, of no day too', () =>
    expect(sumsByHour([]).map(({ hour: shown }) => shown)).toEqual([...Array(24).keys()]));
});

const anyZone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia');
const anyDate = fc
  .integer({ min: 0, max: 500 })
  .map((index) => new Date(Date.parse('2026-01-01') + index * 24 * hour).toISOString().slice(0, 10));
const anyDay = fc
  .record({
    date: anyDate,
    zone: anyZone,
    device: fc.nat(2),
    windows: fc.array(
      fc.record({
        start: fc.nat(80_000_000),
        length: fc.integer({ min: 1, max: 5_000_000 }),
        app: fc.constantFrom('mail', 'code', 'web', null),
        site: fc.constantFrom(null, 'a.example', 'b.example'),
      }),
      { maxLength: 10 },
    ),
  })
  .map(({ date, zone, device, windows }) => {
    const from = dayBounds(dayAt(date), zoneSchema.parse(zone)).start;
    const records = windows.flatMap(({ start, length, app, site }) => {
      const end = from + start + length;
      return [
        windowOf(from + start, end, app, { site: app === null ? null : site }),
        stateOf(from + start, end, 'active'),
      ];
    });
    return summed(date, records, device, zone);
  });

describe('however they are grouped', () => {
  it('sums add up to the same', () =>
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 12 }), (days) => {
        const all = sumOfPeriod(days);
        const of = (parts: readonly { readonly recordedMs: number }[]) =>
          parts.reduce((sum, part) => sum + part.recordedMs, 0);
        expect(of(sumsByDay(days))).toBe(all.recordedMs);
        expect(of(sumsByHour(days))).toBe(all.recordedMs);
        const ms = (parts: readonly { readonly ms: number }[]) => parts.reduce((sum, part) => sum + part.ms, 0);
        expect(ms(sumsByCategory(days))).toBe(ms(sumsByApp(days)));
        expect(ms(sumsBySite(days))).toBeLessThanOrEqual(ms(sumsByApp(days)));
      }),
      { numRuns: 60 },
    ));

  it('the order of the days does not matter', () =>
    fc.assert(
      fc.property(fc.array(anyDay, { maxLength: 6 }), (days) => {
        const turned = [...days].reverse();
        for (const sums of [sumOfPeriod, sumsByDay, sumsByHour, sumsByApp, sumsBySite, sumsByCategory])
          expect(sums(turned)).toEqual(sums(days));
      }),
      { numRuns: 60 },
    ));
});
