import { expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { hourMs } from '../../../../core/time/calendar.ts';
import { clockStripOf, dayScaleOf, scaleHours, scaleIn } from '../../../../renderer/manager/people/day-scale.ts';
import { at, day, zone } from '../../fixtures/days.ts';

const latest = (...strip: (readonly [from: number, to: number, state: string])[]) => ({
  ...{ day, zone, first: null, last: null, recordedMs: 0, stateMs: {} },
  strip: strip.map(([from, to, state]) => ({ start: at(from), end: at(to), state })),
});

it('is the usual day, and as much more as anybody’s day takes', () => {
  expect(dayScaleOf([])).toEqual({ from: 6, to: 20 });
  expect(dayScaleOf([null, undefined, latest([8, 12, 'active'])])).toEqual({ from: 6, to: 20 });
  expect(dayScaleOf([latest([4.5, 12, 'active']), latest([9, 21.25, 'idle'])])).toEqual({ from: 4, to: 22 });
});

it('is not widened by off hours, nor by what lies beyond the day', () => {
  expect(dayScaleOf([latest([0, 8, 'off-hours'], [18, 24, 'off-hours'])])).toEqual({ from: 6, to: 20 });
  expect(dayScaleOf([latest([-9, 40, 'active'])])).toEqual({ from: 0, to: 24 });
});

it('is the same hours of each person’s own day', () => {
  expect(scaleIn(latest(), { from: 6, to: 20 })).toEqual({ start: at(6), end: at(20) });
  const there = scaleIn({ ...latest(), zone: 'America/New_York' }, { from: 6, to: 20 });
  expect(there.start - at(6)).toBe(6 * hourMs);
});

it('names full hours inside of it', () => {
  expect(scaleHours({ from: 6, to: 20 })).toEqual([9, 12, 15, 18]);
  expect(scaleHours({ from: 0, to: 24 })).toEqual([4, 8, 12, 16, 20]);
});

/** The strip of `day` in `zone`, from instants of UTC, as hours of the scale. */
function shown(day: string, zone: string, ...strip: (readonly [from: string, to: string, state: string])[]) {
  const known = {
    ...latest(),
    ...{ day: daySchema.parse(day), zone },
    strip: strip.map(([from, to, state]) => ({ start: Date.parse(from), end: Date.parse(to), state })),
  };
  const { start } = scaleIn(known, { from: 0, to: 24 });
  return clockStripOf(known).map((span) => [(span.start - start) / hourMs, (span.end - start) / hourMs, span.state]);
}

it.each([
  ['no change', '2026-11-17', '2026-11-17T08:00Z', '2026-11-17T16:00Z', [[9, 17, 'active']]],
  ['forward', '2026-03-29', '2026-03-29T07:00Z', '2026-03-29T15:00Z', [[9, 17, 'active']]],
  ['back', '2026-10-25', '2026-10-25T08:00Z', '2026-10-25T16:00Z', [[9, 17, 'active']]],
  [
    'over the hour that is skipped',
    '2026-03-29',
    '2026-03-29T00:30Z',
    '2026-03-29T02:00Z',
    [
      [1.5, 2, 'active'],
      [3, 4, 'active'],
    ],
  ],
] as const)('stands below the hour of its own clocks: %s', (_, day, from, to, hours) => {
  expect(shown(day, 'Europe/Berlin', [from, to, 'active'])).toEqual(hours);
});

it('shows of an hour that comes twice what counts for more, and begins at one where midnight is skipped', () => {
  const twice = shown(
    '2026-10-25',
    'Europe/Berlin',
    ['2026-10-25T00:00Z', '2026-10-25T01:00Z', 'active'],
    ['2026-10-25T01:00Z', '2026-10-25T02:00Z', 'idle'],
  );
  expect(twice).toEqual([[2, 3, 'active']]);
  const skipped = shown('2026-09-06', 'America/Santiago', ['2026-09-06T12:00Z', '2026-09-06T13:00Z', 'call']);
  expect(skipped).toEqual([[9, 10, 'call']]);
});
