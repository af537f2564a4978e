import { classesToErase } from '../../bucket/erasing/erased-folders.ts';
import {
  classFolder,
  daysListed,
  deviceStatusFolder,
  monthClass,
  peopleFolder,
  peopleListed,
  timesheetNamed,
  timesheetsFolder,
} from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import {
  type ObjectVersion,
  type RefusedVersion,
  removeVersions,
  type VersionStore,
} from '../../bucket/version-store.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import type { KeptDays, Organisation } from '../../core/organisation/organisation.ts';
import { keptDaysOf, keptWeeksOf } from '../../core/organisation/retention.ts';
import { ok, type Result } from '../../core/result.ts';
import { daysAfter, utcDay } from '../../core/time/calendar.ts';
import { daysIn } from '../../core/time/iso-week.ts';
import { firstDayOf, lastDayOf, type Month, monthOf, monthSchema } from '../../core/time/month.ts';
import { keptDaysOfClass } from './lifecycle-plan.ts';

/** What of one class of one person's day, or week, is there although the notice promised that it is gone. */
export interface SweepFinding {
  readonly recordClass: string;
  readonly person: PersonId;
  /** The day that it is of; of a week the last one, of a month and of what a computer wrote last the first that it may still hold. */
  readonly day: Day;
  /** The first day on which it had to be gone. */
  readonly goneBy: Day;
  readonly versions: readonly ObjectVersion[];
}

export interface Sweeping {
  readonly versions: VersionStore;
  readonly store: Pick<ObjectStore, 'listFolders'>;
  readonly prefix: string;
  readonly organisation: Organisation;
  /** Everybody whom the organisation knows: what is hidden is in no list of folders. */
  readonly people: readonly PersonId[];
  /** In UTC. */
  readonly today: Day;
  /** Told before each class of each person is looked at. */
  readonly onStep?: (step: { readonly recordClass: string; readonly done: number; readonly total: number }) => void;
}

/**
 * Finds, class by class and keys first, what lies beyond the most, by the day in the name: when an object was written says
 * nothing, since copies, keys that were sealed anew and late corrections renew that. Names that are no day's are not ours to judge. `take` is given what each step found, and may
 * remove it: then a sweep that was cut off goes on where it was, by being given again.
 */
export async function sweep(
  sweeping: Sweeping,
  take: (found: readonly SweepFinding[]) => Promise<Result<void>>,
): Promise<Result<void>> {
  const places = await placesOf(sweeping);
  if (!places.ok) return places;
  for (const [done, place] of places.value.entries()) {
    sweeping.onStep?.({ recordClass: place.recordClass, done, total: places.value.length });
    const { folder, before } = place;
    const listed = await sweeping.versions.list({ prefix: folder, ...(before === null ? {} : { before }) });
    if (!listed.ok) return listed;
    const taken = await take(grouped(listed.value, place));
    if (!taken.ok) return taken;
  }
  return ok(undefined);
}

/**
 * The first day that what lies in a month's folder may still hold. Agents leave out days that are beyond the least, and put
 * the month anew then: one that was put since holds later days alone. So none outlives its days where no agent runs any
 * more, and what is lost with the others is time alone. A clock may be a day off, and a date that is none says nothing.
 */
function firstDayHeld(month: Month, version: ObjectVersion, { least }: KeptDays): Day {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  const on = putOn(version);
  const held = on === null ? first : daysAfter(on, -least);
  return held < first ? first : held > last ? last : held;
}

/** The day on which it was put, as the store says; null: it does not. */
function putOn({ modifiedAt }: ObjectVersion): Day | null {
  return modifiedAt === undefined || modifiedAt < 0 || modifiedAt > latestInstant ? null : utcDay(modifiedAt);
}

/** The end of the year 9999. */
const latestInstant = 253_402_300_799_999;

interface SweptPlace {
  readonly recordClass: string;
  readonly person: PersonId;
  readonly folder: string;
  /** The last day of which nothing may be there any more. */
  readonly last: Day;
  readonly kept: KeptDays;
  /** Names from this one on are of later days; null: they are in no order of days. */
  readonly before: string | null;
  /** By which day an object is judged; null: by none. */
  dayOf(version: ObjectVersion): Day | null;
}

async function placesOf({ store, prefix, organisation, people, today }: Sweeping): Promise<Result<SweptPlace[]>> {
  const places: SweptPlace[] = [];
  for (const recordClass of classesToErase) {
    const kept = keptDaysOfClass(organisation, recordClass);
    if (kept === null) continue;
    const listed = await store.listFolders(`${prefix}${recordClass}/`);
    if (!listed.ok) return listed;
    for (const person of new Set([...people, ...peopleListed(listed.value)])) {
      const folder = classFolder(prefix, recordClass, person);
      const dayOf = (version: ObjectVersion): Day | null => {
        const [name = ''] = version.key.slice(folder.length).split('/');
        if (recordClass !== monthClass) return daysListed([name])[0] ?? null;
        const month = monthSchema.safeParse(name);
        return month.success ? firstDayHeld(month.data, version, kept) : null;
      };
      const last = daysAfter(today, -kept.most);
      // The name after the folder of that month: '0' follows '/'.
      const before = `${folder}${recordClass === monthClass ? `${monthOf(last)}0` : daysAfter(last, 1)}`;
      places.push({ recordClass, person, folder, last, kept, before, dayOf });
    }
  }
  const listed = await store.listFolders(peopleFolder(prefix));
  if (!listed.ok) return listed;
  const everybody = [...new Set([...people, ...peopleListed(listed.value)])];
  return ok([
    ...places,
    ...latestPlaces(everybody, { prefix, organisation, today }),
    ...weekPlaces(everybody, { prefix, organisation, today }),
  ]);
}

type Judging = Pick<Sweeping, 'prefix' | 'organisation' | 'today'>;

/**
 * What computers wrote last: the name says no day. It holds entries of days that were within the least when it was put, and is judged by
 * the first of them, as a month is. A computer that runs puts it anew with each upload; of one that runs no more nothing else lets it go.
 * One of which the store says no date goes too: a computer that runs writes it again.
 */
function latestPlaces(people: readonly PersonId[], { prefix, organisation, today }: Judging): SweptPlace[] {
  const kept = keptDaysOf(organisation, 'days');
  if (kept === null) return [];
  const last = daysAfter(today, -kept.most);
  return people.map((person) => ({
    ...{ recordClass: 'latest', person, folder: deviceStatusFolder(prefix, person), last, kept, before: null },
    dayOf: (version) => {
      const on = putOn(version);
      return on === null ? last : daysAfter(on, -kept.least);
    },
  }));
}

/** Weeks that were handed in: no rule of a store reaches them. */
function weekPlaces(people: readonly PersonId[], { prefix, organisation, today }: Judging): SweptPlace[] {
  const kept = keptWeeksOf(organisation);
  if (kept === null) return [];
  return people.map((person) => {
    const folder = timesheetsFolder(prefix, person);
    const dayOf = ({ key }: ObjectVersion): Day | null => {
      const named = timesheetNamed(folder, key);
      return named === null ? null : daysIn(named.week)[6];
    };
    return { recordClass: 'timesheets', person, folder, last: daysAfter(today, -kept.most), kept, before: null, dayOf };
  });
}

function grouped(
  versions: readonly ObjectVersion[],
  { recordClass, person, last, kept, dayOf }: SweptPlace,
): SweepFinding[] {
  const byDay = new Map<Day, ObjectVersion[]>();
  for (const each of versions) {
    const day = dayOf(each);
    if (day === null || day > last) continue;
    const of = byDay.get(day) ?? [];
    byDay.set(day, of);
    of.push(each);
  }
  return [...byDay].map(([day, of]) => ({ recordClass, person, day, goneBy: daysAfter(day, kept.most), versions: of }));
}

/** Removes what was found, every version of it, and answers what the store refused. */
export function removeFound(versions: VersionStore, found: readonly SweepFinding[]): Promise<Result<RefusedVersion[]>> {
  return removeVersions(
    versions,
    found.flatMap((each) => each.versions),
  );
}
