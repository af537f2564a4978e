import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categorySums } from '../../../../core/day/summary.ts';
import { lastStarted, momentOf, sumsOf } from '../../../../renderer/parts/timeline/day-lookup.ts';
import { categoriesOf, categoryShares } from '../../../../renderer/parts/totals/category-shares.ts';
import { at, fullDay, littleDay } from '../../fixtures/days.ts';
import { categories } from '../../fixtures/manager/manager-scenes.ts';

const full = fullDay();
const whole = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

describe('a moment', () => {
  it('has the state, window and minute that hold it', () => {
    const { state, window, minute } = momentOf(littleDay(), at(9, 12, 30));
    expect([state?.state, window?.appName, minute?.keys]).toEqual(['active', 'Editor', 182]);
  });
  it('has nothing outside of what is known, and the end belongs to what comes after', () => {
    const little = littleDay();
    const end = little.windows.at(-1)?.end ?? 0;
    expect(momentOf(little, end).window).toBeNull();
    expect(momentOf(little, end - 1).window?.appName).toBe('Chromium');
    expect(momentOf(little, at(3))).toEqual({ at: at(3), state: null, window: null, minute: null, inputMinute: null });
  });
  it('is found by bisection exactly where a walk finds it', () => {
    const starts = fc
      .uniqueArray(fc.integer({ min: 0, max: 500 }))
      .map((all) => all.sort((a, b) => a - b).map((start) => ({ start })));
    fc.assert(
      fc.property(starts, fc.integer({ min: -5, max: 505 }), (sorted, wanted) => {
        expect(lastStarted(sorted, wanted)).toEqual(sorted.filter(({ start }) => start <= wanted).at(-1) ?? null);
      }),
    );
  });
});

describe('sums', () => {
  it('of the whole day are the totals of the day', () => {
    const sums = sumsOf(full, whole);
    expect(sums.recordedMs).toBe(full.totals.recordedMs);
    expect(sums.apps).toEqual(full.apps);
    expect(Object.fromEntries(sums.stateMs)).toEqual(full.totals.stateMs);
    expect([sums.keys, sums.clicks, sums.scrolls]).toEqual([full.totals.keys, full.totals.clicks, full.totals.scrolls]);
    expect(sums.shots).toBe(full.shots.length);
  });
  it('of two halves are those of the whole, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: at(7), max: at(19) }), (cut) => {
        const [before, after] = [sumsOf(full, { ...whole, end: cut }), sumsOf(full, { ...whole, start: cut })];
        expect(before.recordedMs + after.recordedMs).toBe(full.totals.recordedMs);
        expect(before.keys + after.keys).toBe(full.totals.keys);
        expect(before.shots + after.shots).toBe(full.shots.length);
      }),
      { numRuns: 40 },
    );
  });
  it('of sites and categories are those of the day, and of two halves those of the whole', () => {
    const of = categoriesOf(full.windows, categories);
    const sums = sumsOf(full, whole, of);
    expect(sums.sites).toEqual(full.sites);
    expect(sums.categories).toEqual(categorySums(full.windows, categories));
    const inHalf = (span: { start: number; end: number }) =>
      new Map(sumsOf(full, span, of).categories.map(({ category, ms }) => [category, ms]));
    const [before, after] = [inHalf({ ...whole, end: at(12) }), inHalf({ ...whole, start: at(12) })];
    for (const { category, ms } of sums.categories)
      expect((before.get(category) ?? 0) + (after.get(category) ?? 0)).toBe(ms);
  });
  it('have no categories where the organisation has none', () => {
    expect(sumsOf(full, whole, categoriesOf(full.windows, [])).categories).toEqual([]);
  });
});

describe('shares of categories', () => {
  const sums = [
    { category: null, ms: 9 },
    { category: 'talking', ms: 5 },
    { category: 'gone', ms: 2 },
  ];
  it('say the organisation’s own names, and what is in none last, however much it is', () => {
    expect(categoryShares(sums, categories).map(({ name, ms }) => [name, ms])).toEqual([
      ['Talking', 5],
      ['gone', 2],
      ['No category', 9],
    ]);
  });
  it('keep a category’s colour whatever it is called, and give none to what is in none', () => {
    const renamed = categories.map((each) => ({ ...each, name: 'Another name' }));
    const colours = (all: typeof categories) => categoryShares(sums, all).map(({ colour }) => colour);
    expect(colours(renamed)).toEqual(colours(categories));
    expect(colours(categories).at(-1)).toBe('app-other');
  });
});
