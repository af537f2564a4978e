import { z } from 'zod';
import { type Day, daySchema } from '../ids.ts';
import { daysAfter } from '../time/calendar.ts';

/**
 * Days in a row of which nothing is counted, and nothing is missing: they were erased on request, or need not be there any
 * more. Whether anything was recorded on each of them nobody can tell.
 */
export const goneDaysSchema = z.object({
  because: z.enum(['erased', 'expired']),
  /** From the first to the last, both within. */
  from: daySchema,
  to: daySchema,
  days: z.number().int().positive(),
  /** The date of the order; of what is over, the day from which the last of them need not be there. */
  on: daySchema,
});
export type GoneDays = z.infer<typeof goneDaysSchema>;

/** Why nothing of a day is there. */
export type WhyGone = Pick<GoneDays, 'because' | 'on'>;

/** Those of `days`, which are in order, that are gone: days in a row that are gone for the same reason are one. */
export function goneDaysOf(days: readonly Day[], whyOf: (day: Day) => WhyGone | null): GoneDays[] {
  const found: GoneDays[] = [];
  for (const day of days) {
    const why = whyOf(day);
    if (why === null) continue;
    const last = found.at(-1);
    const isNext =
      last !== undefined &&
      daysAfter(last.to, 1) === day &&
      last.because === why.because &&
      (why.because === 'expired' || last.on === why.on);
    if (!isNext) found.push({ ...why, from: day, to: day, days: 1 });
    else found.splice(-1, 1, { ...last, to: day, days: last.days + 1, on: why.on });
  }
  return found;
}
