import { dayBounds, zoneSchema } from '../../time/calendar.ts';
import { type Interval, intersection, subtract } from '../../time/interval.ts';
import { workingTimeOf } from '../../time/working-hours.ts';
import type { DayView } from '../view.ts';

/**
 * What of the day lies outside of the working hours, in order, as its headers tell them: each
 * header's until the next one's. Nothing where a zone is not known here.
 */
export function offHoursOf({ day, zone, headers }: Pick<DayView, 'day' | 'zone' | 'headers'>): Interval[] {
  const known = zoneSchema.safeParse(zone);
  if (!known.success) return [];
  const bounds = dayBounds(day, known.data);
  return headers.flatMap(({ at, hours, zone: own }, index): Interval[] => {
    const read = zoneSchema.safeParse(own);
    if (hours === null || !read.success) return [];
    const start = index === 0 ? bounds.start : at;
    const end = headers[index + 1]?.at ?? bounds.end;
    const held = intersection(bounds, { start, end });
    return held === null ? [] : subtract(held, workingTimeOf(day, hours, read.data));
  });
}
