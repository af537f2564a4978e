import { entryStandingOf } from '../../core/day/entries.ts';
import { stripWithin } from '../../core/day/strip/day-strip.ts';
import type { DeviceStatus } from '../../core/day/summary.ts';
import { type DirectoryPerson, mayOpen } from '../../core/organisation/access.ts';
import { ok, type Result } from '../../core/result.ts';
import { dayBounds, knownZone, type Zone } from '../../core/time/calendar.ts';
import type { OpenViewer } from '../ports.ts';

export type AskingEntry = DeviceStatus['waiting'][number] & { readonly zone: Zone };

/** Entries on days that the viewer may open that ask for an answer, or did when their device last wrote. */
export function askingEntries(person: DirectoryPerson, statuses: readonly DeviceStatus[]): AskingEntry[] {
  return statuses.flatMap(({ zone: said, waiting }) => {
    const zone = knownZone(said);
    return waiting
      .filter((entry) => entry.needsApproval && !entry.isTakenBack && mayOpen(person, entry.day))
      .map(({ around, ...entry }) => ({
        ...{ ...entry, zone },
        // What is told around an entry is of its own day, which the viewer may open.
        ...(around !== undefined && { around: stripWithin(around, dayBounds(entry.day, zone)) }),
      }));
  });
}

/** Those of them that have no answer yet. Nothing is read where there are none. The caller has left a receipt. */
export async function stillAsking(
  viewer: Pick<OpenViewer, 'answers'>,
  person: DirectoryPerson,
  asking: readonly AskingEntry[],
): Promise<Result<AskingEntry[]>> {
  if (asking.length === 0) return ok([]);
  const read = await viewer.answers(person);
  if (!read.ok) return read;
  return ok(asking.filter((entry) => entryStandingOf(entry, entry.day, read.value.answers) === 'waiting'));
}
