import type { Day } from '../../../core/ids.ts';
import { daySchema } from '../../../core/ids.ts';
import { weekOf } from '../../../core/time/iso-week.ts';
import { monthOf } from '../../../core/time/month.ts';
import { addDays, addMonths, weekdayOf } from '../calendar/calendar-month.ts';
import { dayRangeText, monthText } from '../formats.ts';
import { tPeriod as t } from '../messages.ts';

/** How much a person's sums hold. */
export const scales = ['week', 'month', 'year'] as const;
export type Scale = (typeof scales)[number];

/** Where days and spans of a person lead to. */
export interface PeriodHrefs {
  readonly day: (day: Day) => string;
  readonly span: (scale: Scale, day: Day) => string;
}

export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The whole week (Monday to Sunday), month or year that `day` is in. */
export function rangeOf(scale: Scale, day: Day): DayRange {
  if (scale === 'week') {
    const from = addDays(day, 1 - weekdayOf(day));
    return { from, to: addDays(from, 6) };
  }
  const first = daySchema.parse(scale === 'month' ? `${monthOf(day)}-01` : `${day.slice(0, 4)}-01-01`);
  return { from: first, to: addDays(addMonths(first, scale === 'month' ? 1 : 12), -1) };
}

/** A day in the span before or after that of `day`. */
export function besides(scale: Scale, day: Day, by: 1 | -1): Day {
  return scale === 'week'
    ? addDays(day, by * 7)
    : addMonths(rangeOf(scale, day).from, scale === 'month' ? by : by * 12);
}

/** `Week 47, 16–22 November 2026`, `November 2026`, `2026`. */
export function rangeText(scale: Scale, day: Day): string {
  if (scale === 'year') return day.slice(0, 4);
  if (scale === 'month') return monthText(monthOf(day));
  const { from, to } = rangeOf(scale, day);
  return t('week-of', { number: Number(weekOf(from).slice(6)), span: dayRangeText(from, to) });
}
