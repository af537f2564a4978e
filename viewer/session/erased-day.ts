import { together } from '../../bucket/fetching.ts';
import { dayClasses, dayFolder } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import type { Day } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';

type ErasedPerson = Pick<DirectoryPerson, 'person' | 'erasures'>;

/** That the organisation signed an order to erase the day and something of it is there; null: it signed none. */
export function orderedAway({ erasures }: Pick<ErasedPerson, 'erasures'>, day: Day): Problem | null {
  const order = erasureOf(erasures, 'days', day);
  return order === null ? null : problem('day-not-erased', { day, on: erasedOn(order) });
}

/**
 * What is said of a day that the organisation had erased on request; null: it had not. Whether it
 * is gone is seen of every class, a listing each, and nothing of it is fetched: what is there was
 * put back, or has not gone yet.
 */
export async function erasedDay(
  { store, prefix }: PrefixedStore,
  person: ErasedPerson,
  day: Day,
): Promise<Result<Problem | null>> {
  const order = erasureOf(person.erasures, 'days', day);
  if (order === null) return ok(null);
  const folders = dayClasses.map((dayClass) => dayFolder(prefix, dayClass, person.person, day));
  const listed = together(await Promise.all(folders.map((folder) => store.list(folder))));
  if (!listed.ok) return listed;
  const on = erasedOn(order);
  return ok(problem(listed.value.flat().length === 0 ? 'day-erased' : 'day-not-erased', { day, on }));
}
