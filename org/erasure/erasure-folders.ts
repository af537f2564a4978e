import { erasedFolders } from '../../bucket/erasing/erased-folders.ts';
import {
  accessKey,
  cardKey,
  deviceStatusFolder,
  isOfKeys,
  personFolder,
  type RecordClass,
  requestsFolder,
  timesheetNamed,
  timesheetsFolder,
} from '../../bucket/layout.ts';
import type { ObjectVersion, VersionRange } from '../../bucket/version-store.ts';
import type { PersonId } from '../../core/ids.ts';
import { isWeekErased, type OrderedDays } from '../../core/organisation/erasure.ts';

/** A part of what an order erases. */
export interface ErasedFolder {
  /** What it is called to people: the first word of its names, or of those in the person's own folder. */
  readonly called: string;
  readonly range: VersionRange;
  /** What of it is meant, where that is not all of the range. */
  readonly isMeant?: (key: string) => boolean;
}

/** What an order erases, in the steps in which it goes: nothing of a later one goes before the earlier ones have. */
export function foldersOf(prefix: string, person: PersonId, order: OrderedDays): ErasedFolder[][] {
  const { classes } = order;
  const isDays = classes.includes('days');
  const ofDays =
    isDays || classes.includes('shots') ? erasedFolders(prefix, person, order, isDays ? 'days' : 'shots') : [];
  const stepOf = (step: (recordClass: RecordClass) => boolean): ErasedFolder[] =>
    ofDays.flatMap(({ recordClass, ...range }) => (step(recordClass) ? [{ called: recordClass, range }] : []));
  // What a device wrote last is of its newest day and of what waits of all: agents write it anew.
  const status: ErasedFolder = { called: 'latest', range: { prefix: deviceStatusFolder(prefix, person) } };
  return [
    stepOf(isOfKeys),
    [...stepOf((each) => each === 'sums'), ...(isDays ? [status] : [])],
    [
      ...stepOf((each) => !isOfKeys(each) && each !== 'sums'),
      ...(classes.includes('weeks') ? weeksOf(prefix, person, order) : []),
    ],
  ].filter((step) => step.length > 0);
}

/** Whether what lies there opens without a key of a day: destroying keys does not reach copies of it. */
export function isSealedToPeople(called: string): boolean {
  return called === 'latest' || called === 'timesheets' || called === 'requests';
}

/** Weeks that are over by then, and what managers answered: sealed, so that nobody can tell to which day. */
function weeksOf(prefix: string, person: PersonId, order: OrderedDays): ErasedFolder[] {
  const folder = timesheetsFolder(prefix, person);
  const isMeant = (key: string): boolean => {
    const named = timesheetNamed(folder, key);
    return named === null || isWeekErased([order], named.week);
  };
  const weeks: ErasedFolder = { called: 'timesheets', range: { prefix: folder }, isMeant };
  return order.from === null
    ? [weeks, { called: 'requests', range: { prefix: requestsFolder(prefix, person) } }]
    : [weeks];
}

/** What of the person's own folder stays, by what it is: with whatever was erased, the proof of what was agreed to and looked at does. */
export function staysBeside(prefix: string, person: PersonId, versions: readonly ObjectVersion[]): Map<string, number> {
  const folder = personFolder(prefix, person);
  const names: Readonly<Record<string, string>> = {
    [cardKey(prefix, person)]: 'card.age',
    [accessKey(prefix, person)]: 'access.json',
  };
  const counts = new Map<string, number>();
  for (const { key } of versions) {
    const called = names[key] ?? key.slice(folder.length).split('/')[0] ?? '';
    counts.set(called, (counts.get(called) ?? 0) + 1);
  }
  return counts;
}
