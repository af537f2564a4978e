import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayView } from '../../../../core/day/view.ts';
import { intersection } from '../../../../core/time/interval.ts';
import { countBins, countedTime } from '../../../../renderer/parts/timeline/count-bins.ts';
import { at, fullDay } from '../../fixtures/days.ts';

const full = fullDay();
const known = { start: full.first ?? 0, end: full.last ?? 0 };
const time = countedTime(full, known);
const minute = { start: at(16, 55), keys: 9, clicks: 0, scrolls: 0 };
const state = (state: DayView['states'][number]['state'], start: number, end: number) => ({
  start,
  end,
  state,
  reason: null,
});
const close = { view: { start: at(16, 54), end: at(16, 57) }, width: 900 };

describe('bins of counts', () => {
  it('hold every count once, at any zoom at which a bar is more than one minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 900 }), fc.integer({ min: 5, max: 16 }), (width, hours) => {
        const view = { start: at(4), end: at(4 + hours) };
        const { stepMs, bars } = countBins(full.minutes, { view, width }, time);
        const total = bars.reduce((sum, { keys }) => sum + (keys * stepMs) / 60_000, 0);
        const inside = full.minutes.filter(({ start }) => view.start <= start && start < view.end);
        expect(total).toBeCloseTo(
          inside.reduce((sum, { keys }) => sum + keys, 0),
          5,
        );
        expect((stepMs / (view.end - view.start)) * width).toBeGreaterThanOrEqual(stepMs === 3_600_000 ? 0 : 5);
      }),
      { numRuns: 60 },
    );
  });

  it('are over the recorded part of a minute that was paused in the middle, each with the minute’s count', () => {
    const states = [
      state('active', at(16, 50), at(16, 55, 10)),
      state('paused', at(16, 55, 10), at(16, 55, 50)),
      state('active', at(16, 55, 50), at(17)),
    ];
    const { bars } = countBins([minute], close, countedTime({ states, windows: [] }, { start: at(16), end: at(17) }));
    expect(bars).toEqual([
      { start: at(16, 55, 1), end: at(16, 55, 9), keys: 9, clicks: 0 },
      { start: at(16, 55, 51), end: at(16, 55, 59), keys: 9, clicks: 0 },
    ]);
  });

  it('are where the day had begun and nothing forbids them, when counts are all that was recorded', () => {
    const states = [state('paused', at(16, 55, 40), at(17))];
    const { bars } = countBins(
      [minute],
      close,
      countedTime({ states, windows: [] }, { start: at(16, 55, 20), end: at(17) }),
    );
    expect(bars).toEqual([{ start: at(16, 55, 22), end: at(16, 55, 38), keys: 9, clicks: 0 }]);
  });

  it('never stand in a pause once they are single minutes', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 60, max: 2000 }), (cuts, width) => {
        const edges = cuts.sort((a, b) => a - b).map((seconds) => at(9, 0, seconds));
        const states = edges
          .slice(1)
          .map((end, index) => state(index % 2 === 0 ? 'active' : 'paused', edges[index] ?? 0, end));
        const pauses = states.filter(({ state }) => state === 'paused');
        const minutes = Array.from({ length: 10 }, (_, index) => ({ ...minute, start: at(9, index) }));
        const whole = { start: at(9), end: at(9, 10) };
        const { stepMs, bars } = countBins(
          minutes,
          { view: whole, width },
          countedTime({ states, windows: [] }, whole),
        );
        expect(stepMs).toBe(60_000);
        expect(bars.length).toBeGreaterThan(0);
        for (const bar of bars) expect(pauses.filter((pause) => intersection(pause, bar) !== null)).toEqual([]);
      }),
    );
  });
});
