import type { Day } from '../ids.ts';
import { dayBounds, dayOf, type Zone } from '../time/calendar.ts';
import { contains, type Interval } from '../time/interval.ts';
import type { ActivityRecord } from './activity.ts';

/**
 * The records of each day, in their order. An interval over midnight becomes one part a day; counts
 * and seconds with input never cross a minute and belong to the day in which they began.
 */
export function splitByDay(records: readonly ActivityRecord[], zone: Zone): Map<Day, ActivityRecord[]> {
  const days = new Map<Day, ActivityRecord[]>();
  let known: { readonly day: Day; readonly bounds: Interval } | null = null;
  for (const record of records) {
    let rest: ActivityRecord | null = record;
    while (rest !== null) {
      const at: number = 'start' in rest ? rest.start : rest.at;
      // Nearly all records are of one day; finding its bounds asks for local time some fifty times.
      if (known === null || !contains(known.bounds, at)) {
        const day = dayOf(at, zone);
        known = { day, bounds: dayBounds(day, zone) };
      }
      const { day, bounds }: { day: Day; bounds: Interval } = known;
      const crosses: boolean = 'start' in rest && !isOfMinute(rest) && at < bounds.end && bounds.end < rest.end;
      const list = days.get(day) ?? [];
      days.set(day, list);
      list.push(crosses ? ({ ...rest, end: bounds.end } as ActivityRecord) : rest);
      rest = crosses ? ({ ...rest, start: bounds.end } as ActivityRecord) : null;
    }
  }
  return days;
}

function isOfMinute({ kind }: ActivityRecord): boolean {
  return kind === 'counts' || kind === 'input-seconds';
}
