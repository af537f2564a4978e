import { z } from 'zod';
import { daySummarySchema } from '../day/summary.ts';
import { type Day, deviceIdSchema, personIdSchema } from '../ids.ts';
import { monthOf, monthSchema } from '../time/month.ts';

/** A day's summary without what the month says for all of them. */
const monthDaySchema = daySummarySchema.omit({ format: true, person: true, device: true }).extend({
  final: z.literal(true),
});
export type MonthDay = z.infer<typeof monthDaySchema>;

/**
 * The summaries of the closed days of one device's month, in one object, so that a year is some twelve requests. Each is
 * the very summary that lies beside its day. A day that it does not name says nothing: it is read by itself.
 */
export const monthSumsSchema = z
  .object({
    format: z.literal('plainsight-month/1'),
    person: personIdSchema,
    device: deviceIdSchema,
    month: monthSchema,
    /** Rises each time that it is replaced. */
    version: z.number().int().positive(),
    /** In order. */
    days: z.array(monthDaySchema).max(31),
  })
  .refine(({ month, days }) => days.every(({ day }) => monthOf(day) === month), 'has a day of another month')
  .refine(({ days }) => isRising(days), 'has days out of order, or one twice');
export type MonthSums = z.infer<typeof monthSumsSchema>;

function isRising(days: readonly { readonly day: Day }[]): boolean {
  return days.every(({ day }, at) => at === 0 || (days[at - 1]?.day ?? '') < day);
}
