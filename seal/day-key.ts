import type { DeviceDayId } from '../core/day/chain.ts';
import type { KeyClass } from '../core/organisation/retention.ts';
import { type Identity, readIdentityFile } from './age.ts';

const mark = '# plainsight ';

/** Which key of a device's day: of what was recorded, or of its pictures. */
export interface DayKeyPlace extends DeviceDayId {
  readonly keyClass: KeyClass;
}

/**
 * The content of a day's key: its identity as `age -i` reads it, and in a comment above it where it belongs. Only who can open the
 * file can write the identity into another one, so nobody can pass one day's key off as another's and have it given to somebody.
 */
export function dayKeyFile(identity: Identity, of: DayKeyPlace): Uint8Array {
  return new TextEncoder().encode(`${mark}${nameOf(of)}\n${identity}\n`);
}

interface DayKey {
  readonly identity: Identity;
  /** Whether the file says that it is of the day that was asked for; null for one that does not say where it belongs. */
  readonly isOfDay: boolean | null;
}

/** Null when there is no identity in the file. */
export function readDayKey(bytes: Uint8Array, of: DayKeyPlace): DayKey | null {
  const identity = readIdentityFile(bytes);
  if (identity === null) return null;
  const said = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .find((line) => line.startsWith(mark));
  return { identity, isOfDay: said === undefined ? null : said === mark + nameOf(of) };
}

function nameOf({ keyClass, person, day, device }: DayKeyPlace): string {
  return `${keyClass} ${person} ${day} ${device}`;
}
