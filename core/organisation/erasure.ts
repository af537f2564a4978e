import { z } from 'zod';
import { type Day, daySchema, recordIdSchema } from '../ids.ts';
import { hourMs, utcDay } from '../time/calendar.ts';
import { daysIn, type IsoWeek } from '../time/iso-week.ts';

/**
 * What an order to erase is about: pictures (`shots`); what was recorded, with its sums and its
 * pictures, which nothing vouches for without it (`days`); weeks that were handed in (`weeks`).
 */
export const erasedClasses = ['shots', 'days', 'weeks'] as const;
export type ErasedClass = (typeof erasedClasses)[number];

/**
 * An order to erase days of one person, in what the organisation signs about them. It is published
 * before anything is deleted, and it stays: whoever reads can tell "erased on request" from
 * "missing", agents put nothing back, and whoever restores a copy knows what not to restore. It says
 * nothing of who asked or why.
 */
export const erasureSchema = z.object({
  id: recordIdSchema,
  /** UTC ms. */
  at: z.number().int().nonnegative().max(8.64e15),
  /** From the first day to the last, both within; null: from the first that there is. */
  from: daySchema.nullable(),
  to: daySchema,
  classes: z.array(z.enum(erasedClasses)).min(1).max(erasedClasses.length),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** Of which days an order is, and what of them. */
export type OrderedDays = Pick<Erasure, 'from' | 'to' | 'classes'>;

/** How many orders are published of one person at most: each reader of their days reads them all. */
export const mostErasures = 1_000;
/** In the order in which they were made. Left out where there is none. */
export const erasuresSchema = z.array(erasureSchema).max(mostErasures).optional();
export type Erasures = z.infer<typeof erasuresSchema>;

/** The first order by which what is sealed to that key of `day` is erased; null: none. */
export function erasureOf(erasures: Erasures, keyClass: Exclude<ErasedClass, 'weeks'>, day: Day): Erasure | null {
  return (
    (erasures ?? []).find(
      ({ from, to, classes }) =>
        (from === null || from <= day) &&
        day <= to &&
        // Whatever is erased of a day, its pictures go with it.
        (classes.includes('days') || (keyClass === 'shots' && classes.includes('shots'))),
    ) ?? null
  );
}

/**
 * The orders without those that another one has wholly, in their order: what is erased by them is erased all the same, only by the date of
 * the other one.
 */
export function withoutCovered(erasures: readonly Erasure[]): Erasure[] {
  return erasures.filter(
    (each, at) =>
      !erasures.some(
        (other, otherAt) => otherAt !== at && covers(other, each) && (!covers(each, other) || otherAt < at),
      ),
  );
}

function covers(whole: OrderedDays, part: OrderedDays): boolean {
  const isFrom = whole.from === null || (part.from !== null && whole.from <= part.from);
  const has = (each: ErasedClass): boolean =>
    whole.classes.includes(each) || (each === 'shots' && whole.classes.includes('days'));
  return isFrom && part.to <= whole.to && part.classes.every(has);
}

/** Whether an order to erase weeks has all days of `week`. */
export function isWeekErased(erasures: readonly OrderedDays[] | undefined, week: IsoWeek): boolean {
  const [monday, , , , , , sunday] = daysIn(week);
  return (erasures ?? []).some(
    ({ from, to, classes }) => classes.includes('weeks') && sunday <= to && (from === null || from <= monday),
  );
}

/** The date of an order as people are told it, in UTC. */
export function erasedOn({ at }: Pick<Erasure, 'at'>): Day {
  return utcDay(at);
}

/** The last day that is over in every time zone at `now` (UTC ms): what goes on is not erased. */
export function lastDayOver(now: number): Day {
  return utcDay(now - 36 * hourMs);
}
