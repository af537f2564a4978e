import { type Day, daySchema } from '../../../core/ids.ts';
import { hourMs } from '../../../core/time/calendar.ts';

/** `today` and the days of the five weeks before it, the newest first. */
export function lastDays(today: Day): Day[] {
  const noon = Date.parse(`${today}T12:00:00Z`);
  return Array.from({ length: 36 }, (_, back) =>
    daySchema.parse(new Date(noon - back * 24 * hourMs).toISOString().slice(0, 10)),
  );
}
