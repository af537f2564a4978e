import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import { daysIn, isoWeekSchema, weekOf, weeksOver } from '../../../core/time/iso-week.ts';

const dayMs = 24 * 3_600_000;
const day = (text: string) => daySchema.parse(text);
const anyDay = fc
  .integer({ min: Date.parse('1900-01-01'), max: Date.parse('2199-12-31') })
  .map((at) => day(new Date(at).toISOString().slice(0, 10)));

describe('the ISO week of a day', () => {
  // The table of ISO 8601 week dates around New Year: every way in which a year can begin, and years of 53 weeks.
  it.each([
    ['2026-11-27', '2026-W48'],
    ['2005-01-01', '2004-W53'],
    ['2005-01-02', '2004-W53'],
    ['2005-01-03', '2005-W01'],
    ['2005-12-31', '2005-W52'],
    ['2006-01-01', '2005-W52'],
    ['2006-01-02', '2006-W01'],
    ['2007-01-01', '2007-W01'],
    ['2007-12-30', '2007-W52'],
    ['2007-12-31', '2008-W01'],
    ['2008-01-01', '2008-W01'],
    ['2008-12-28', '2008-W52'],
    ['2008-12-29', '2009-W01'],
    ['2008-12-31', '2009-W01'],
    ['2009-12-31', '2009-W53'],
    ['2010-01-03', '2009-W53'],
    ['2010-01-04', '2010-W01'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2024-02-29', '2024-W09'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
  ])('of %s is %s', (date, week) => expect(weekOf(day(date))).toBe(week));

  it('holds seven days from Monday on, and each of them is in it and in no other', () =>
    fc.assert(
      fc.property(anyDay, (date) => {
        const days = daysIn(weekOf(date));
        expect(days).toContain(date);
        expect(new Date(days[0]).getUTCDay()).toBe(1);
        for (const [index, each] of days.entries()) {
          expect(Date.parse(each) - Date.parse(days[0])).toBe(index * dayMs);
          expect(weekOf(each)).toBe(weekOf(date));
        }
        const next = day(new Date(Date.parse(days[6]) + dayMs).toISOString().slice(0, 10));
        expect(weekOf(next) > weekOf(date)).toBe(true);
      }),
    ));
});

describe('the name of a week', () => {
  it.each(['2026-W01', '2026-W53', '2004-W53', '2025-W52'])('is %s', (name) =>
    expect(isoWeekSchema.safeParse(name).success).toBe(true),
  );
  it.each(['2025-W53', '2026-W00', '2026-W54', '2026-W1', '2026-47', '2026-W47-1', '', 'W47'])('is not %j', (name) =>
    expect(isoWeekSchema.safeParse(name).success).toBe(false),
  );
});

describe('weeks that are over', () => {
  const at = (text: string) => Date.parse(text);

  it('are the last ones, oldest first, across the end of a year', () =>
    expect(weeksOver(at('2027-01-13T12:00:00Z'), 3)).toEqual(['2026-W52', '2026-W53', '2027-W01']));

  it.each([
    ['2026-11-22T23:59:59Z', '2026-W46'],
    ['2026-11-23T00:00:00Z', '2026-W46'],
    ['2026-11-23T11:59:59Z', '2026-W46'],
    ['2026-11-23T12:00:00Z', '2026-W47'],
    ['2026-11-29T00:00:00Z', '2026-W47'],
  ])('at %s end with %s: a Sunday is over twelve hours after UTC’s, in the last place', (now, last) =>
    expect(weeksOver(at(now), 1)).toEqual([last]),
  );
});
