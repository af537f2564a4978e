import { z } from 'zod';
import { type Day, daySchema } from '../ids.ts';

/** A month of the calendar, written `2026-11`; only months that exist parse. */
export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month of the calendar')
  .brand<'Month'>();
export type Month = z.infer<typeof monthSchema>;

/** The month that `day` belongs to. */
export function monthOf(day: Day): Month {
  return monthSchema.parse(day.slice(0, 7));
}

export function firstDayOf(month: Month): Day {
  return daySchema.parse(`${month}-01`);
}

export function lastDayOf(month: Month): Day {
  const [year, number] = month.split('-').map(Number);
  return daySchema.parse(new Date(Date.UTC(year ?? 0, number ?? 1, 0)).toISOString().slice(0, 10));
}

/** The months that hold a day from `from` to `to`, both within, oldest first. */
export function monthsOver(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  const last = monthOf(to);
  for (let month = monthOf(from); month <= last; month = following(month)) months.push(month);
  return months;
}

function following(month: Month): Month {
  const [year, number] = month.split('-').map(Number);
  return monthSchema.parse(new Date(Date.UTC(year ?? 0, number ?? 1, 1)).toISOString().slice(0, 7));
}
