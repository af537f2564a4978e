import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBins } from '../../../renderer/parts/count-bins.ts';
import { lastStarted, momentOf, sumsOf } from '../../../renderer/parts/day-lookup.ts';
import { at, fullDay, littleDay } from '../fixtures/days.ts';

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
    expect(momentOf(little, at(3))).toEqual({ at: at(3), state: null, window: null, minute: null });
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
});

describe('bins of counts', () => {
  it('hold every count once, at any zoom', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 3000 }), fc.integer({ min: 1, max: 16 }), (width, hours) => {
        const view = { start: at(4), end: at(4 + hours) };
        const { stepMs, keys, at: middles } = countBins(full.minutes, { view, width }, whole);
        const total = keys.reduce((sum, average) => sum + (average * stepMs) / 60_000, 0);
        const from = (middles[0] ?? 0) - stepMs / 2;
        const to = (middles.at(-1) ?? 0) + stepMs / 2;
        const inside = full.minutes.filter(({ start }) => from <= start && start < to);
        expect(total).toBeCloseTo(
          inside.reduce((sum, minute) => sum + minute.keys, 0),
          5,
        );
        expect((stepMs / (view.end - view.start)) * width).toBeGreaterThanOrEqual(stepMs === 3_600_000 ? 0 : 5);
      }),
      { numRuns: 60 },
    );
  });

  const minute = { start: at(16, 55), keys: 9, clicks: 0, scrolls: 0 };
  it('stand where something is known, not before it, once a bar is narrower than its minute', () => {
    const view = { start: at(16, 55, 40), end: at(16, 57) };
    const bins = countBins([minute], { view, width: 900 }, { start: at(16, 55, 50), end: at(16, 56, 20) });
    expect(bins.at.map((each) => each - at(16, 55))).toEqual([55_000, 70_000]);
    expect(bins.keys).toEqual([9, 0]);
  });
  it('stand in the middle of their bins where they fill them', () => {
    const view = { start: at(16), end: at(18) };
    const bins = countBins([minute], { view, width: 900 }, { start: at(16, 55, 50), end: at(17) });
    expect(bins.at[55]).toBe(at(16, 55, 30));
  });
});
