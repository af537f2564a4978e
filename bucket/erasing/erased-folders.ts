import { type Day, daySchema, type PersonId } from '../../core/ids.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { monthOf } from '../../core/time/month.ts';
import {
  classFolder,
  dayClasses,
  isOfKeys,
  keyFolderOf,
  monthClass,
  type RecordClass,
  recordClasses,
} from '../layout.ts';

/** Whether a class goes with pictures, when they alone are erased. */
function isOfPictures(recordClass: RecordClass): boolean {
  return recordClass === 'shots' || recordClass === keyFolderOf.shots;
}

/** The classes in the order in which they go: what opens first, so that what is left of a day opens nothing should this end there, then sums. */
export const classesToErase: readonly RecordClass[] = recordClasses.toSorted((a, b) => turnOf(a) - turnOf(b));

function turnOf(recordClass: RecordClass): number {
  if (isOfKeys(recordClass)) return 0;
  return recordClass === 'sums' ? 1 : 2;
}

/** What lies below the folder of one class. */
export interface ErasedClassFolder {
  readonly recordClass: RecordClass;
  readonly prefix: string;
  /** Names after this one and before that one. */
  readonly after?: string;
  readonly before: string;
}

/**
 * Where everything lies that is erased with days `from` to `to` of a person (null: from the first that there is), or
 * with their pictures alone: what opens it first, then its sums, then the rest. A month that one of the days is in goes
 * as a whole. A class that is added to `recordClasses` is among them.
 */
export function erasedFolders(
  prefix: string,
  person: PersonId,
  { from, to }: { readonly from: Day | null; readonly to: Day },
  what: KeyClass,
): ErasedClassFolder[] {
  return classesToErase
    .filter((recordClass) => what === 'days' || isOfPictures(recordClass))
    .map((recordClass) => {
      const folder = classFolder(prefix, recordClass, person);
      const named = (day: Day): string => `${folder}${recordClass === monthClass ? monthOf(day) : day}`;
      // The name after a day's folder, whatever is in it: '0' follows '/'.
      const range = { recordClass, prefix: folder, before: `${named(to)}0` };
      return from === null ? range : { ...range, after: named(from) };
    });
}

/** Of which day an object is; null: none, or a name that nobody of ours gives. */
export function dayNamed(prefix: string, person: PersonId, key: string): Day | null {
  const folder = dayClasses.map((each) => classFolder(prefix, each, person)).find((each) => key.startsWith(each));
  const day = folder === undefined ? null : daySchema.safeParse(key.slice(folder.length).split('/')[0]);
  return day?.success ? day.data : null;
}
