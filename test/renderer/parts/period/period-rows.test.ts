import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Day, daySchema } from '../../../../core/ids.ts';
import { problem } from '../../../../core/problem.ts';
import { daysInRange, hourMs, minuteMs } from '../../../../core/time/calendar.ts';
import { barParts, dayRows, monthRows } from '../../../../renderer/parts/period/period-rows.ts';
import { besides, rangeOf, rangeText, scales } from '../../../../renderer/parts/period/period-span.ts';
import { inLanguage } from '../../fixtures/in-language.ts';
import { personId } from '../../fixtures/manager/people-scenes.ts';
import { summaryOf } from '../../fixtures/manager/people-sums.ts';

const day = (text: string): Day => daySchema.parse(text);
const days = fc
  .integer({ min: 10_000, max: 40_000 })
  .map((count) => day(new Date(count * 86_400_000).toISOString().slice(0, 10)));

describe('the span of a day', () => {
  test.each([
    ['week', '2026-11-11', '2026-11-09', '2026-11-15'],
    ['week', '2026-11-09', '2026-11-09', '2026-11-15'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['year', '2026-11-11', '2026-01-01', '2026-12-31'],
  ] as const)('as a %s of %s goes from %s to %s', (scale, at, from, to) => {
    expect(rangeOf(scale, day(at))).toEqual({ from, to });
  });

  it('touches the one before and the one after, with no day between and none twice', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...scales), (at, scale) => {
        const own = daysInRange(rangeOf(scale, at));
        const before = daysInRange(rangeOf(scale, besides(scale, at, -1)));
        const after = daysInRange(rangeOf(scale, besides(scale, at, 1)));
        expect(own).toContain(at);
        expect([...before, ...own, ...after]).toEqual(daysInRange({ from: before[0] ?? at, to: after.at(-1) ?? at }));
        expect(own.length).toBeLessThanOrEqual(366);
      }),
    );
  });

  it('is named in the page’s language', () => {
    expect(rangeText('week', day('2026-11-11'))).toBe('Week 46, 9–15 Nov 2026');
    expect(rangeText('month', day('2026-11-11'))).toBe('November 2026');
    expect(rangeText('year', day('2026-11-11'))).toBe('2026');
    expect(inLanguage('de', () => rangeText('week', day('2026-11-11')))).toBe('Woche 46, 9.–15. Nov. 2026');
  });
});

describe('rows', () => {
  const why = problem('summary-missing', { day: '2026-06-02' });
  const range = rangeOf('week', day('2026-11-11'));
  const period = {
    person: personId(1),
    ...range,
    receiptAt: 0,
    days: [summaryOf(day('2026-11-09')), summaryOf(day('2026-11-10')), summaryOf(day('2026-11-10'), 92)],
    missing: [{ day: day('2026-11-11'), device: null, problem: why }],
    gone: [
      { because: 'erased' as const, from: day('2026-11-12'), to: day('2026-11-12'), days: 1, on: day('2026-11-14') },
      { because: 'expired' as const, from: day('2026-03-01'), to: day('2026-04-30'), days: 61, on: day('2026-07-29') },
    ],
  };

  it('are there for each day, with what is known, with why not, or with nothing', () => {
    const rows = dayRows(period, range);
    expect(rows.map(({ key, sum, problems }) => [key.slice(8), sum?.devices ?? null, problems.length])).toEqual([
      ['09', 1, 0],
      ['10', 2, 0],
      ['11', null, 1],
      ['12', null, 0],
      ['13', null, 0],
      ['14', null, 0],
      ['15', null, 0],
    ]);
    expect(rows[0]?.first).toBe(period.days[0]?.first);
    expect(rows.map(({ gone }) => gone)).toEqual([null, null, null, 'erased', null, null, null]);
  });

  it('tell which days are not closed on every device', () => {
    const [first, second, third] = period.days;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no days');
    const rows = dayRows({ ...period, days: [first, second, { ...third, final: false }] }, range);
    expect(rows.map(({ isOpen }) => isOpen).slice(0, 3)).toEqual([false, true, false]);
  });

  it('of months hold the sums of their days', () => {
    const rows = monthRows(period, rangeOf('year', day('2026-11-11')));
    expect(rows).toHaveLength(12);
    const november = rows[10];
    expect([november?.key, november?.sum?.days, november?.problems.length]).toEqual(['2026-11', 2, 1]);
    expect(november?.sum?.recordedMs).toBe(period.days.reduce((sum, { totals }) => sum + totals.recordedMs, 0));
    expect(rows.filter(({ sum }) => sum !== null)).toHaveLength(1);
    const gone = rows.flatMap((row) => (row.gone === null ? [] : [`${row.key} ${row.gone}`]));
    expect(gone).toEqual(['2026-03 expired', '2026-04 expired']);
  });
});

describe('a bar', () => {
  it('is as long as what was recorded, with idle as a part of it', () => {
    const stateMs = { active: 5 * hourMs, idle: hourMs, call: hourMs, paused: 3 * hourMs, 'off-hours': hourMs };
    const parts = barParts({ recordedMs: 7 * hourMs, stateMs });
    expect(parts.map(({ state, ms }) => [state, ms / hourMs])).toEqual([
      ['active', 5],
      ['call', 1],
      ['idle', 1],
    ]);
  });

  it('shows what was recorded without presence as not known, never as active or idle', () => {
    expect(barParts({ recordedMs: hourMs, stateMs: { active: 20 * minuteMs } })).toEqual([
      { state: 'active', ms: 20 * minuteMs },
      { state: 'unknown', ms: 40 * minuteMs },
    ]);
    expect(barParts({ recordedMs: 0, stateMs: { paused: hourMs } })).toEqual([]);
  });
});
