import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, daySchema } from '../../../core/ids.ts';
import { daysLeft, deadlineOf, lawOf, laws } from '../../../core/rights/right-deadline.ts';
import { daysAfter } from '../../../core/time/calendar.ts';

const day = (text: string): Day => daySchema.parse(text);
const days = fc.integer({ min: 0, max: 40_000 }).map((by) => daysAfter(day('1999-12-30'), by));
const weekday = (text: Day) => new Date(`${text}T00:00:00Z`).getUTCDay();

describe('the law that applies', () => {
  it.each([
    ['DE', 'gdpr'],
    ['ES', 'gdpr'],
    ['GB', 'gdpr'],
    ['NO', 'gdpr'],
    ['US', 'ccpa'],
    ['CA', 'pipeda'],
    ['CH', 'fadp'],
    ['JP', 'gdpr'],
  ])('of %s is %s', (country, law) => expect(lawOf(country)).toBe(law));
});

describe('deadlines', () => {
  it.each([
    // A month: the same date, the last of a shorter month, the Monday after a weekend.
    ['gdpr', '2026-03-05', '2026-04-06', '2026-06-05'],
    ['gdpr', '2026-03-02', '2026-04-02', '2026-06-02'],
    ['gdpr', '2026-08-31', '2026-09-30', '2026-11-30'],
    ['gdpr', '2026-01-31', '2026-03-02', '2026-04-30'],
    ['gdpr', '2024-01-31', '2024-02-29', '2024-04-30'],
    ['gdpr', '2026-11-30', '2026-12-30', '2027-03-01'],
    ['gdpr', '2026-12-31', '2027-02-01', '2027-03-31'],
    ['gdpr', '2027-02-28', '2027-03-29', '2027-05-28'],
    // Days are counted through, weekends too.
    ['ccpa', '2026-03-05', '2026-04-19', '2026-06-03'],
    ['pipeda', '2026-02-01', '2026-03-03', '2026-04-02'],
    ['fadp', '2026-12-15', '2027-01-14', '2027-02-13'],
  ] as const)('%s, asked on %s: %s, extended %s', (law, asked, due, extended) => {
    expect(deadlineOf(law, day(asked))).toEqual({ due, extended });
  });

  it('are a month to a month and two days away, never on a weekend, by the GDPR', () => {
    fc.assert(
      fc.property(days, (asked) => {
        const { due, extended } = deadlineOf('gdpr', asked);
        expect(daysLeft(due, asked)).toBeGreaterThanOrEqual(28);
        expect(daysLeft(due, asked)).toBeLessThanOrEqual(33);
        expect(daysLeft(extended, asked)).toBeGreaterThanOrEqual(89);
        expect(daysLeft(extended, asked)).toBeLessThanOrEqual(94);
        for (const each of [due, extended]) expect([1, 2, 3, 4, 5]).toContain(weekday(each));
      }),
    );
  });

  it('never come earlier for what was asked later, and an extension gives time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...laws), days, fc.integer({ min: 0, max: 100 }), (law, asked, by) => {
        const [one, later] = [deadlineOf(law, asked), deadlineOf(law, daysAfter(asked, by))];
        expect(later.due >= one.due && later.extended >= one.extended).toBe(true);
        expect(one.extended > one.due).toBe(true);
      }),
    );
  });

  it('are counted to the day', () => {
    expect(daysLeft(day('2026-04-06'), day('2026-04-06'))).toBe(0);
    expect(daysLeft(day('2026-04-06'), day('2026-04-08'))).toBe(-2);
    // A clock that changes on the way makes no day more.
    expect(daysLeft(day('2026-04-06'), day('2026-03-06'))).toBe(31);
  });
});
