import { expect, it } from 'vitest';
import { daySchema, recordIdSchema } from '../../../core/ids.ts';
import {
  type ErasedClass,
  type Erasure,
  erasureOf,
  erasureSchema,
  isWeekErased,
  lastDayOver,
} from '../../../core/organisation/erasure.ts';
import { isoWeekSchema } from '../../../core/time/iso-week.ts';

const day = (text: string) => daySchema.parse(text);
const order = (id: string, from: string | null, to: string, ...classes: ErasedClass[]): Erasure => ({
  id: recordIdSchema.parse(id.repeat(26)),
  at: 1,
  from: from === null ? null : day(from),
  to: day(to),
  classes,
});
const orders = [
  order('1', '2026-03-02', '2026-03-04', 'shots'),
  order('2', '2026-03-04', '2026-03-05', 'days', 'shots'),
  order('3', null, '2026-02-01', 'days'),
  order('4', null, '2026-12-31', 'weeks'),
];

it.each([
  ['2026-03-01', null, null],
  ['2026-03-02', null, '1'],
  ['2026-03-03', null, '1'],
  // Both orders hold it; of the day itself only the second speaks.
  ['2026-03-04', '2', '1'],
  ['2026-03-05', '2', '2'],
  ['2026-03-06', null, null],
  // Whatever is erased of a day, its pictures go with it.
  ['2026-02-01', '3', '3'],
  ['1999-01-01', '3', '3'],
  ['2026-02-02', null, null],
])('of %s the day is erased by order %s and its pictures by %s', (text, days, shots) => {
  const by = (keyClass: 'days' | 'shots') => erasureOf(orders, keyClass, day(text))?.id[0] ?? null;
  expect([by('days'), by('shots')]).toEqual([days, shots]);
});

it('nothing is erased where nothing was ordered', () => {
  expect(erasureOf(undefined, 'days', day('2026-03-04'))).toBeNull();
  expect(erasureOf([], 'shots', day('2026-03-04'))).toBeNull();
});

it.each([
  // In UTC-12 the 1st ends at noon of the 2nd in UTC.
  ['2026-03-02T11:59:59Z', '2026-02-28'],
  ['2026-03-02T12:00:00Z', '2026-03-01'],
  ['2026-03-03T11:59:59Z', '2026-03-01'],
])('at %s the last day that is over everywhere is %s', (now, last) => {
  expect(lastDayOver(Date.parse(now))).toBe(last);
});

it.each([
  ['another class', { classes: ['names'] }],
  ['no class', { classes: [] }],
  ['no last day', { to: null }],
  ['a day that is none', { from: '2026-02-30' }],
  ['a time beyond all days', { at: 9e15 }],
])('an order with %s does not parse', (_, change) => {
  expect(erasureSchema.safeParse({ ...orders[0], ...change }).success).toBe(false);
});

it.each([
  ['2026-W22', null, '2026-05-31', true],
  // The week ends on the day after the order's last.
  ['2026-W23', null, '2026-06-06', false],
  ['2026-W23', null, '2026-06-07', true],
  ['2026-W23', '2026-06-02', '2026-06-30', false],
  ['2026-W23', '2026-06-01', '2026-06-30', true],
])('the week %s is erased by an order from %s to %s: %s', (week, from, to, is) => {
  const named = isoWeekSchema.parse(week);
  expect(isWeekErased([order('1', from, to, 'weeks')], named)).toBe(is);
  expect(isWeekErased([order('1', from, to, 'days', 'shots')], named)).toBe(false);
  expect(isWeekErased(undefined, named)).toBe(false);
});
