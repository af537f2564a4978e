import type { Day, DeviceId, PersonId } from '../core/ids.ts';
import { type Identity, readIdentityFile } from './age.ts';

/** Whose day it is, and on which device. */
export interface DayPlace {
  readonly person: PersonId;
  readonly day: Day;
  readonly device: DeviceId;
}

const mark = '# plainsight day ';

/**
 * The content of `key.age`: the day's identity as `age -i` reads it, and in a comment above it where it belongs. Only who can open the
 * file can write the identity into another one, so nobody can pass one day's key off as another's and have it given to somebody.
 */
export function dayKeyFile(identity: Identity, place: DayPlace): Uint8Array {
  return new TextEncoder().encode(`${mark}${nameOf(place)}\n${identity}\n`);
}

export interface DayKey {
  readonly identity: Identity;
  /** Whether the file says that it is of the place that was asked for; null for one that does not say where it belongs. */
  readonly isHere: boolean | null;
}

/** Null when there is no identity in the file. */
export function readDayKey(bytes: Uint8Array, place: DayPlace): DayKey | null {
  const identity = readIdentityFile(bytes);
  if (identity === null) return null;
  const said = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .find((line) => line.startsWith(mark));
  return { identity, isHere: said === undefined ? null : said === mark + nameOf(place) };
}

function nameOf({ person, day, device }: DayPlace): string {
  return `${person} ${day} ${device}`;
}
