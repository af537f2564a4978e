import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, daySchema } from '../../../../core/ids.ts';
import { nextDay } from '../../../../core/time/calendar.ts';
import {
  addDays,
  addMonths,
  dayAfterKey,
  weekdayOf,
  weeksOf,
} from '../../../../renderer/parts/calendar/calendar-month.ts';

const day = (text: string): Day => daySchema.parse(text);
const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => day(new Date(count * 86_400_000).toISOString().slice(0, 10)));

describe('the weeks of a month', () => {
  it('run from Monday to Sunday and reach into the neighbouring months', () => {
    const weeks = weeksOf('2026-11');
    expect(weeks.map((week) => [week[0], week[6]])).toEqual([
      ['2026-10-26', '2026-11-01'],
      ['2026-11-02', '2026-11-08'],
      ['2026-11-09', '2026-11-15'],
      ['2026-11-16', '2026-11-22'],
      ['2026-11-23', '2026-11-29'],
      ['2026-11-30', '2026-12-06'],
    ]);
  });

  it.each([
    ['2027-02', 4],
    ['2026-06', 5],
    ['2026-12', 5],
  ])('%s touches %i weeks', (month, count) => {
    expect(weeksOf(month)).toHaveLength(count);
  });

  it('hold every day of the month once, in order', () => {
    fc.assert(
      fc.property(days, (any) => {
        const all = weeksOf(any.slice(0, 7)).flat();
        expect(all.filter((each) => each === any)).toHaveLength(1);
        for (const [index, each] of all.slice(1).entries()) expect(each).toBe(nextDay(all[index] as Day));
        expect(all.length % 7).toBe(0);
      }),
    );
  });
});

it.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-01-01', -1, '2025-12-01'],
])('%s and %i months is %s', (from, count, to) => {
  expect(addMonths(day(from), count)).toBe(to);
});

describe('the keys of the date grid', () => {
  it.each([
    ['ArrowLeft', false, '2026-11-16'],
    ['ArrowRight', false, '2026-11-18'],
    ['ArrowUp', false, '2026-11-10'],
    ['ArrowDown', false, '2026-11-24'],
    ['Home', false, '2026-11-16'],
    ['End', false, '2026-11-22'],
    ['PageUp', false, '2026-10-17'],
    ['PageDown', false, '2026-12-17'],
    ['PageUp', true, '2025-11-17'],
    ['PageDown', true, '2027-11-17'],
    ['Enter', false, null],
    ['a', false, null],
  ])('%s (shift: %s) leads to %s', (key, shift, to) => {
    expect(dayAfterKey(day('2026-11-17'), key, shift)).toBe(to);
  });

  it('come back by their opposites, and Home and End stay within the week', () => {
    fc.assert(
      fc.property(days, (from) => {
        for (const [key, back] of [
          ['ArrowLeft', 'ArrowRight'],
          ['ArrowUp', 'ArrowDown'],
        ] as const)
          expect(dayAfterKey(dayAfterKey(from, key, false) as Day, back, false)).toBe(from);
        expect(weekdayOf(dayAfterKey(from, 'Home', false) as Day)).toBe(1);
        expect(addDays(dayAfterKey(from, 'Home', false) as Day, 6)).toBe(dayAfterKey(from, 'End', false));
      }),
    );
  });
});
