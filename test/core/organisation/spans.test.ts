import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, daySchema } from '../../../core/ids.ts';
import { type DaySpan, spanHolds } from '../../../core/organisation/access.ts';
import { sameDays, withDays, withoutDays } from '../../../core/organisation/spans.ts';

const dayAt = (n: number): Day =>
  daySchema.parse(new Date(Date.UTC(2026, 1, 20) + n * 86_400_000).toISOString().slice(0, 10));
const span = (from: number | null, to: number | null): DaySpan => ({
  from: from === null ? null : dayAt(from),
  to: to === null ? null : dayAt(to),
});

describe('adding days', () => {
  it.each<[string, DaySpan[], DaySpan, DaySpan[]]>([
    ['to none', [], span(1, 2), [span(1, 2)]],
    ['beside', [span(1, 2)], span(3, 4), [span(1, 4)]],
    ['with a day between', [span(1, 2)], span(4, 5), [span(1, 2), span(4, 5)]],
    ['before, in order', [span(8, 9)], span(1, 2), [span(1, 2), span(8, 9)]],
    ['over several', [span(1, 2), span(4, 5), span(9, 9)], span(2, 8), [span(1, 9)]],
    ['that are open on a side', [span(3, 4)], span(null, 3), [span(null, 4)]],
    ['all of them', [span(3, 4), span(6, 7)], span(null, null), [span(null, null)]],
    ['that are there', [span(null, null)], span(3, 4), [span(null, null)]],
  ])('%s', (_, spans, added, expected) => {
    expect(withDays(spans, added)).toEqual(expected);
  });
});

describe('taking days away', () => {
  it.each<[string, DaySpan[], DaySpan, DaySpan[]]>([
    ['from none', [], span(1, 2), []],
    ['in the middle', [span(1, 9)], span(3, 4), [span(1, 2), span(5, 9)]],
    ['at the end', [span(1, 9)], span(7, null), [span(1, 6)]],
    ['at the beginning', [span(1, 9)], span(null, 1), [span(2, 9)]],
    ['out of all', [span(null, null)], span(3, 4), [span(null, 2), span(5, null)]],
    ['all', [span(1, 2), span(4, null)], span(null, null), []],
    ['that are not there', [span(1, 2)], span(5, 6), [span(1, 2)]],
  ])('%s', (_, spans, removed, expected) => {
    expect(withoutDays(spans, removed)).toEqual(expected);
  });
});

describe('any spans', () => {
  const side = fc.option(fc.integer({ min: 0, max: 12 }));
  const anySpan = fc
    .tuple(side, side)
    .filter(([from, to]) => from === null || to === null || from <= to)
    .map(([from, to]) => span(from, to));
  const days = Array.from({ length: 17 }, (_, n) => dayAt(n - 2));
  const holds = (spans: readonly DaySpan[], day: Day) => spans.some((each) => spanHolds(each, day));

  it('hold a day when it was given last, and not when it was taken last', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), anySpan), { maxLength: 8 }), (changes) => {
        let spans: DaySpan[] = [];
        const model = new Map(days.map((day) => [day, false]));
        for (const [isGiven, each] of changes) {
          spans = isGiven ? withDays(spans, each) : withoutDays(spans, each);
          for (const day of days) if (spanHolds(each, day)) model.set(day, isGiven);
        }
        for (const day of days) expect(holds(spans, day)).toBe(model.get(day));
        // In order, and no two that could be one.
        expect(spans.reduce<DaySpan[]>(withDays, [])).toEqual(spans);
        expect(
          sameDays(
            spans,
            spans.map((each) => ({ ...each })),
          ),
        ).toBe(true);
      }),
    );
  });
});
