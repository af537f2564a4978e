import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type ActivityRecord, parseRecords } from '../../core/day/activity.ts';
import type { Day } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type Identity, openerOf } from '../../seal/age.ts';
import type { JournalRow, ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { unreadable } from './day-keys.ts';

const decompress = promisify(gunzip);

/** All records of a day that are in the vault, in the order in which they were written. */
export async function recordsOfDay(vault: Vault, day: Day, identity: Identity): Promise<Result<ActivityRecord[]>> {
  const written = await textsOf(vault, vault.segments(day), identity);
  if (!written.ok) return written;
  const open = openerOf(identity);
  const texts = written.value;
  for (const { sealed } of vault.journal(day)) {
    const opened = await open(sealed);
    if (opened === null) return fail(unreadable('journal'));
    texts.push(Buffer.from(opened).toString());
  }
  return ok(parseRecords(texts.join('')));
}

/** The records in these segments, in their order. */
export async function recordsOfSegments(
  vault: Vault,
  segments: readonly ObjectRow[],
  identity: Identity,
): Promise<Result<ActivityRecord[]>> {
  const texts = await textsOf(vault, segments, identity);
  return texts.ok ? ok(parseRecords(texts.value.join(''))) : texts;
}

/**
 * Of the rows of a day's journal those that are past their hold, up to the first that is not: later
 * lines are the better knowledge, so they never leave before earlier ones. After a clock was set
 * back, rows that were written before wait until it has come so far again. What was recorded since
 * `undecided` stays too.
 */
export function ripeRows(rows: readonly JournalRow[], now: Instant, undecided: Instant | null): readonly JournalRow[] {
  const first = rows.findIndex(({ at, release_at }) => now < release_at || (undecided !== null && undecided < at));
  return first < 0 ? rows : rows.slice(0, first);
}

async function textsOf(vault: Vault, segments: readonly ObjectRow[], identity: Identity): Promise<Result<string[]>> {
  const open = openerOf(identity);
  const texts: string[] = [];
  for (const segment of segments) {
    const opened = await open(await vault.read(segment));
    if (opened === null) return fail(unreadable(segment.name));
    texts.push((await decompress(opened)).toString());
  }
  return ok(texts);
}
