import { z } from 'zod';
import { type Day, daySchema } from '../ids.ts';
import type { Instant } from './interval.ts';

/**
 * Weeks of ISO 8601: Monday to Sunday, and a week belongs to the year that holds its Thursday, so
 * that the first days of January can be in the last week of the year before. Written `2026-W47`;
 * only weeks that exist parse.
 */
export const isoWeekSchema = z
  .string()
  .regex(/^\d{4}-W\d{2}$/, { abort: true })
  .refine((text) => nameOf(mondayOf(text)) === text, 'not a week of the calendar')
  .brand<'IsoWeek'>();
export type IsoWeek = z.infer<typeof isoWeekSchema>;

const dayMs = 24 * 3_600_000;

/** The week that `day` belongs to. */
export function weekOf(day: Day): IsoWeek {
  return isoWeekSchema.parse(nameOf(startOf(day)));
}

/** The seven days of `week`, Monday first. */
export function daysIn(week: IsoWeek): readonly [Day, Day, Day, Day, Day, Day, Day] {
  const monday = mondayOf(week);
  const at = (index: number): Day => daySchema.parse(dateOf(monday + index * dayMs));
  return [at(0), at(1), at(2), at(3), at(4), at(5), at(6)];
}

/** The last `count` weeks that are over everywhere on earth at `now`, oldest first. */
export function weeksOver(now: Instant, count: number): IsoWeek[] {
  // The last place where a day ends is twelve hours behind UTC.
  const monday = startOf(dateOf(now - 12 * 3_600_000));
  return Array.from({ length: count }, (_, index) => isoWeekSchema.parse(nameOf(monday - (count - index) * 7 * dayMs)));
}

/** The week that is `count` weeks before that of `day`; a negative count is after it. */
export function weekBefore(day: Day, count: number): IsoWeek {
  return isoWeekSchema.parse(nameOf(startOf(day) - count * 7 * dayMs));
}

/** UTC midnight of the Monday on or before a date. */
function startOf(date: string): Instant {
  const at = Date.parse(`${date}T00:00:00Z`);
  return at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs;
}

/** 4 January is in week 1 of its year, always. */
function mondayOf(week: string): Instant {
  return startOf(`${week.slice(0, 4)}-01-04`) + (Number(week.slice(6)) - 1) * 7 * dayMs;
}

function nameOf(monday: Instant): string {
  const year = dateOf(monday + 3 * dayMs).slice(0, 4);
  const number = Math.round((monday - startOf(`${year}-01-04`)) / (7 * dayMs)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

function dateOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
