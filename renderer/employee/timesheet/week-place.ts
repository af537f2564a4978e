import type { Day } from '../../../core/ids.ts';
import { type IsoWeek, isoWeekSchema, weekOf } from '../../../core/time/iso-week.ts';
import { partsOfHash, useHash } from '../../parts/use-hash.ts';

export function weekHref(week: IsoWeek): string {
  return `#timesheet/${week}`;
}

/** The week that the address names; that of `today` where it names none. */
export function useWeek(today: Day): IsoWeek {
  const [, named] = partsOfHash(useHash().join('/'));
  const parsed = isoWeekSchema.safeParse(named);
  return parsed.success ? parsed.data : weekOf(today);
}
