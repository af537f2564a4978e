import { classFolder, daysListed, peopleListed, timesheetNamed, timesheetsFolder } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { daysAfter } from '../../core/time/calendar.ts';
import { daysIn } from '../../core/time/iso-week.ts';

/** How long nobody of an organisation may have recorded before a clock is doubted: the longest holidays are shorter. */
const quietDays = 14;

/**
 * Refuses a day that is long after the newest one of which anybody recorded something. A clock that is ahead takes what
 * was recorded yesterday for old, and an order to erase for days to come is taken back by nobody. The store's own time
 * says nothing: it may be the clock of the same computer. Days after `today` say nothing either. Where there is no day at all nothing can
 * go by mistake. Problem codes: `clock-doubtful`, those of the store.
 */
export async function checkedDay(
  day: Day,
  today: Day,
  place: PrefixedStore,
  people: readonly PersonId[],
): Promise<Result<void>> {
  const { store, prefix } = place;
  let newest: Day | null = null;
  const note = (each: Day): void => {
    if (each <= today && (newest === null || newest < each)) newest = each;
  };
  const isNear = (): boolean => newest !== null && day <= daysAfter(newest, quietDays);
  for (const recordClass of ['days', 'sums'] as const) {
    const listed = await store.listFolders(`${prefix}${recordClass}/`);
    if (!listed.ok) return listed;
    for (const person of peopleListed(listed.value)) {
      const days = await store.listFolders(classFolder(prefix, recordClass, person));
      if (!days.ok) return days;
      for (const each of daysListed(days.value)) note(each);
      if (isNear()) return ok(undefined);
    }
  }
  // Who records for timesheets alone leaves weeks and no day.
  for (const person of people) {
    const folder = timesheetsFolder(prefix, person);
    const weeks = await store.list(folder);
    if (!weeks.ok) return weeks;
    for (const { key } of weeks.value) {
      const named = timesheetNamed(folder, key);
      for (const each of named === null ? [] : daysIn(named.week)) note(each);
    }
    if (isNear()) return ok(undefined);
  }
  return newest === null ? ok(undefined) : fail(problem('clock-doubtful', { today, newest }));
}
