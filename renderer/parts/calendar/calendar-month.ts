import { type Day, daySchema } from '../../../core/ids.ts';
import { hourMs } from '../../../core/time/calendar.ts';

export function addDays(day: Day, count: number): Day {
  return daySchema.parse(new Date(Date.parse(`${day}T00:00:00Z`) + count * 24 * hourMs).toISOString().slice(0, 10));
}

/** The same day of the month `count` months on, or that month's last day where it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return daySchema.parse(`${first.toISOString().slice(0, 8)}${String(Math.min(date, last)).padStart(2, '0')}`);
}

/** 1 is Monday, 7 Sunday, as ISO 8601 numbers them. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The weeks that `month` (`yyyy-mm`) touches, each of seven days from Monday on: the first and last reach into its neighbours. */
export function weeksOf(month: string): Day[][] {
  const first = daySchema.parse(`${month}-01`);
  const weeks: Day[][] = [];
  for (let monday = addDays(first, 1 - weekdayOf(first)); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
  }
  return weeks;
}

/** Where a key leads from `day` in a grid of days (WAI-ARIA APG, date grid); null for keys that lead nowhere. Inline direction is the caller's. */
export function dayAfterKey(day: Day, key: string, isShifted: boolean): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, 1 - weekdayOf(day));
    case 'End':
      return addDays(day, 7 - weekdayOf(day));
    case 'PageUp':
      return addMonths(day, isShifted ? -12 : -1);
    case 'PageDown':
      return addMonths(day, isShifted ? 12 : 1);
    default:
      return null;
  }
}
