import type { PrefixedStore } from '../../bucket/object-store.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Administration } from '../administration.ts';
import { signersOf } from '../administration.ts';
import { fetchEntries, identitiesOf, listLog } from './admin-log.ts';
import { type AdminEntry, entryHash, followingEntry, type LogPosition, wholeEntry } from './log-entry.ts';

export interface History {
  /** How many at the beginning do not open: they are of before this administrator came. */
  readonly closed: number;
  readonly entries: readonly AdminEntry[];
}

/** The history as it is in the bucket. Problem codes: `admin-log-gap`, those of `readHistory` and of the store. */
export async function fetchHistory(administration: Administration, place: PrefixedStore): Promise<Result<History>> {
  const listed = await listLog(place);
  if (!listed.ok) return listed;
  const fetched = await fetchEntries(1, listed.value.last, place);
  return fetched.ok ? readHistory(fetched.value, administration) : fetched;
}

/**
 * All entries of the log, each verified as it was when it was followed: from the first that this administrator can begin to read with. Those before it
 * do not open; that they were not exchanged is known of the last of them alone. Problem codes: `admin-log-forked`, `admin-log-foreign`.
 */
export async function readHistory(
  objects: readonly Uint8Array[],
  administration: Administration,
): Promise<Result<History>> {
  const { self } = administration;
  const roster = signersOf(administration);
  if (self === undefined || typeof roster === 'string') return ok({ closed: objects.length, entries: [] });
  let position: LogPosition | null = null;
  const identities = identitiesOf(administration);
  let closed = 0;
  const entries: AdminEntry[] = [];
  for (const [at, bytes] of objects.entries()) {
    const number = at + 1;
    if (position === null) {
      const first = await wholeEntry(bytes, roster, identities);
      if (first === null) closed = number;
      else if (first.position.seq !== number) return fail(problem('admin-log-forked', { number }));
      else {
        const before = objects[at - 1];
        if (first.entry.previous !== (before === undefined ? null : entryHash(before)))
          return fail(problem('admin-log-forked', { number }));
        position = first.position;
        entries.push(first.entry);
      }
      continue;
    }
    const next = await followingEntry(
      bytes,
      position,
      identities,
      position.shared.administrators[0]?.administrator ?? null,
    );
    if (next === 'forked') return fail(problem('admin-log-forked', { number }));
    if (next === 'foreign' || next === 'closed') return fail(problem('admin-log-foreign', { number }));
    position = next.position;
    entries.push(next.entry);
  }
  return ok({ closed, entries });
}
