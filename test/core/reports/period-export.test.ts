import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import type { Problem } from '../../../core/problem.ts';
import {
  type ExportedPeriod,
  periodCsv,
  periodDocumentSchema,
  periodJson,
} from '../../../core/reports/period-export.ts';
import { sumOfPeriod, sumsByApp, sumsByCategory, sumsByHour, sumsBySite } from '../../../core/reports/period-sums.ts';
import { readCsv } from '../../fixtures/csv.ts';
import { manualAt, recordId } from '../../fixtures/day/entries.ts';
import { stateOf, windowOf } from '../../fixtures/day/worked-days.ts';
import { dayAt, deviceId, noAccess, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { english } from '../../fixtures/problems.ts';

const zone = 'Europe/Berlin';
const categories = [{ id: 'talk', name: { en: 'Talk' }, match: [{ app: '=cmd' }] }];
const hostile = ['=cmd', '+1', '-1', '@x', 'a,b', 'say "hi"', 'two\nlines', 'plain'];

function summed(day: string, device: number, records: readonly ActivityRecord[]): ExportedPeriod['days'][number] {
  const frame = { person: personId(1), device: deviceId(device), links: 1, head: null, final: true, organisation: 1 };
  const {
    format: _,
    person: __,
    head: ___,
    ...summary
  } = summaryOf(viewOfDay(dayAt(day), zone, records), {
    ...frame,
    categories,
  });
  return summary;
}
const periodOf = (days: ExportedPeriod['days']): ExportedPeriod => ({
  ...{ person: personId(1), from: dayAt('2026-06-01'), to: dayAt('2026-06-09'), days },
  missing: [{ day: dayAt('2026-06-05'), device: null, problem: noAccess }],
  gone: [{ because: 'erased', from: dayAt('2026-06-03'), to: dayAt('2026-06-04'), days: 2, on: dayAt('2026-06-10') }],
});

const anyDay = fc
  .record({
    day: fc.integer({ min: 1, max: 9 }),
    device: fc.nat(1),
    windows: fc.array(
      fc.record({
        at: fc.nat(700),
        length: fc.integer({ min: 1, max: 100 }),
        app: fc.constantFrom(...hostile, null),
        site: fc.constantFrom(...hostile, null),
        state: fc.constantFrom('active', 'idle', 'call', 'paused'),
        keys: fc.nat(50),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ day, device, windows }) => {
    const date = `2026-06-0${day}`;
    const records = windows.flatMap(({ at, length, app, site, state, keys }): ActivityRecord[] => {
      const start = Date.parse(`${date}T06:00:00Z`) + at * 60_000;
      const end = start + length * 60_000;
      return [
        windowOf(start, end, app, { site: app === null ? null : site }),
        stateOf(start, end, state as 'active'),
        { kind: 'counts', start, end: start + 60_000, keys, clicks: 1, scrolls: 2 },
        { kind: 'input-seconds', start, end: start + 60_000, seconds: keys },
      ];
    });
    return summed(date, device, records);
  });
const anyPeriod = fc.array(anyDay, { maxLength: 6 }).map(periodOf);

const whatOf = (problem: Problem) => english(problem).what;

/** A table as objects, with the apostrophes before formulas taken off again. */
function rows(period: ExportedPeriod, name: string): Record<string, string>[] {
  const [head = [], ...lines] = readCsv(periodCsv(period, [], whatOf).find((file) => file.name === name)?.text ?? '');
  const plain = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '');
  return lines.map((line) => Object.fromEntries(head.map((column, at) => [column, plain(line[at] ?? '')])));
}
const msOf = (lines: readonly Record<string, string>[], column = 'seconds') =>
  lines.reduce((sum, line) => sum + Math.round(Number(line[column]) * 1000), 0);
const numberOf = (lines: readonly Record<string, string>[], column: string) =>
  lines.reduce((sum, line) => sum + Number(line[column]), 0);

describe('a period as tables', () => {
  it('has the numbers that its sums have, by day, hour, app, site and category', () =>
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const sum = sumOfPeriod(period.days);
        const days = rows(period, 'days.csv');
        expect(days).toHaveLength(period.days.length);
        expect(msOf(days, 'recorded_seconds')).toBe(sum.recordedMs);
        for (const state of ['active', 'idle', 'call', 'paused', 'locked'])
          expect(msOf(days, `${state}_seconds`)).toBe(sum.stateMs[state] ?? 0);
        for (const count of ['keys', 'clicks', 'scrolls', 'shots'] as const)
          expect(numberOf(days, count)).toBe(sum[count]);
        expect(numberOf(days, 'input_seconds')).toBe(sum.inputSeconds);
        expect(numberOf(rows(period, 'hours.csv'), 'input_seconds')).toBe(sum.inputSeconds);
        const hours = rows(period, 'hours.csv');
        for (const { hour, recordedMs, keys } of sumsByHour(period.days)) {
          const own = hours.filter((line) => Number(line.hour_local?.slice(11, 13)) === hour);
          expect([msOf(own, 'recorded_seconds'), numberOf(own, 'keys')]).toEqual([recordedMs, keys]);
        }
        const byKey = (name: string, column: string, key: string | null) =>
          msOf(rows(period, name).filter((line) => line[column] === (key ?? '')));
        for (const { appId, ms } of sumsByApp(period.days)) expect(byKey('apps.csv', 'app_id', appId)).toBe(ms);
        for (const { site, ms } of sumsBySite(period.days)) expect(byKey('sites.csv', 'site', site)).toBe(ms);
        for (const { category, ms } of sumsByCategory(period.days))
          expect(byKey('categories.csv', 'category', category)).toBe(ms);
      }),
      { numRuns: 40 },
    ));

  it('holds nothing that a spreadsheet runs', () =>
    fc.assert(
      fc.property(anyPeriod, (period) => {
        for (const { text } of periodCsv(period, [], whatOf))
          for (const cell of readCsv(text).flat()) expect(cell).not.toMatch(/^[=+@\t\r\n]|^-(?!\d+(\.\d+)?$)/);
      }),
      { numRuns: 40 },
    ));

  it('has entries beside, in both times, and says what could not be told', () => {
    const start = Date.parse('2026-06-01T08:00:00Z');
    const entry = manualAt(start, start + 90_000, { id: recordId(1), label: 'Dentist', needsApproval: true });
    const period = periodOf([summed('2026-06-01', 1, [entry])]);
    expect(rows(period, 'entries.csv')).toMatchObject([
      {
        ...{ day: '2026-06-01', start_local: '2026-06-01T10:00:00.000+02:00', seconds: '90', label: 'Dentist' },
        ...{ source: 'manual', needs_approval: 'yes', taken_back: 'no', standing: 'waiting' },
      },
    ]);
    expect(rows(period, 'days.csv')).toMatchObject([
      { recorded_seconds: '0', added_seconds: '90', waiting_seconds: '90', counted_seconds: '0', closed: 'yes' },
    ]);
    expect(rows(period, 'missing.csv')).toEqual([
      { day: '2026-06-05', device: '', code: 'no-access', what: english(noAccess).what },
    ]);
    expect(rows(period, 'gone.csv')).toEqual([
      { from: '2026-06-03', to: '2026-06-04', days: '2', because: 'erased', on: '2026-06-10' },
    ]);
  });

  it('has a column for a state that it does not know', () => {
    const day = summed('2026-06-01', 1, []);
    const later = { ...day, totals: { ...day.totals, stateMs: { 'on-a-break': 5000 } } };
    expect(rows(periodOf([later]), 'days.csv')).toMatchObject([{ on_a_break_seconds: '5', idle_seconds: '0' }]);
  });

  it('of nothing has its heads', () =>
    expect(
      periodCsv({ ...periodOf([]), missing: [], gone: [] }, [], whatOf).map(({ text }) => readCsv(text).length),
    ).toEqual(Array(8).fill(1)));
});

describe('a period as one document', () => {
  it('gives back what was shown', () =>
    fc.assert(
      fc.property(anyPeriod, (period) => {
        const { name, text } = periodJson(period, 'Someone', 0);
        expect(name).toBe('period.json');
        expect(periodDocumentSchema.parse(JSON.parse(text))).toEqual({
          ...{ format: 'plainsight-period/1', exportedAt: '1970-01-01T00:00:00.000Z', name: 'Someone' },
          ...period,
        });
      }),
      { numRuns: 40 },
    ));
});
