import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, daySchema } from '../../../core/ids.ts';
import { firstDayOf, lastDayOf, monthOf, monthSchema, monthsOver } from '../../../core/time/month.ts';

const day = (text: string): Day => daySchema.parse(text);

describe('a month', () => {
  it.each(['2026-00', '2026-13', '2026-1', '2026-1x', '26-01', '2026-01-01', '', ' 2026-01'])('is not %j', (text) => {
    expect(monthSchema.safeParse(text).success).toBe(false);
  });

  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2100-02', '2100-02-01', '2100-02-28'],
    ['2026-12', '2026-12-01', '2026-12-31'],
  ])('%s begins on %s and ends on %s', (text, first, last) => {
    const month = monthSchema.parse(text);
    expect([firstDayOf(month), lastDayOf(month)]).toEqual([first, last]);
    expect([monthOf(day(first)), monthOf(day(last))]).toEqual([text, text]);
  });

  it.each([
    ['2026-01-31', '2026-02-01', ['2026-01', '2026-02']],
    ['2026-11-30', '2027-02-01', ['2026-11', '2026-12', '2027-01', '2027-02']],
    ['2026-06-10', '2026-06-10', ['2026-06']],
    ['2026-07-01', '2026-06-30', []],
  ])('those from %s to %s are %j', (from, to, expected) => {
    expect(monthsOver(day(from), day(to))).toEqual(expected);
  });

  it('is among those of any span that holds one of its days', () => {
    const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (start, length, place) => {
        const at = (offset: number) => day(new Date(start.getTime() + offset * 86_400_000).toISOString().slice(0, 10));
        const months = monthsOver(at(0), at(length));
        expect(months).toContain(monthOf(at(Math.min(place, length))));
        expect([...new Set(months)].sort()).toEqual(months);
      }),
    );
  });
});
