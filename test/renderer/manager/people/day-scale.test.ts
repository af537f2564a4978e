import { expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { hourMs } from '../../../../core/time/calendar.ts';
import { dayScaleOf, scaleHours, scaleIn } from '../../../../renderer/manager/people/day-scale.ts';
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
  expect(scaleIn({ day, zone }, { from: 6, to: 20 })).toEqual({ start: at(6), end: at(20) });
  const there = scaleIn({ day: daySchema.parse(day), zone: 'America/New_York' }, { from: 6, to: 20 });
  expect(there.start - at(6)).toBe(6 * hourMs);
});

it('names full hours inside of it', () => {
  expect(scaleHours({ from: 6, to: 20 })).toEqual([9, 12, 15, 18]);
  expect(scaleHours({ from: 0, to: 24 })).toEqual([4, 8, 12, 16, 20]);
});
