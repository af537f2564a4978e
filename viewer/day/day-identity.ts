import { fetchOne } from '../../bucket/fetching.ts';
import { dayKeyName } from '../../bucket/layout.ts';
import { fault } from '../../core/day/chain.ts';
import type { ChainFault } from '../../core/day/chain-report.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Opener } from '../../seal/age.ts';
import { type Identity, keyPairOf, openerOf, readIdentityFile, tryOpen } from '../../seal/age.ts';
import { keyAltered, keyMissing, noAccess } from '../session/problems.ts';
import type { DeviceDayLocation } from './listed-day.ts';

/** What one of a day's keys opens with, or why it does not. Missing or damaged is a fault; sealed to others is none. */
export type FoundIdentity =
  | { readonly identity: Identity }
  | { readonly fault: ChainFault | null; readonly problem: Problem };

/** The identity in a day's key, which has to be of `recipient` where the chain says one. */
export async function readDayIdentity(
  identity: Identity,
  keyClass: KeyClass,
  sealed: Uint8Array | null,
  recipient: string | null,
): Promise<FoundIdentity> {
  const name = dayKeyName(keyClass);
  if (sealed === null) return { fault: fault('missing', name), problem: keyMissing };
  const opened = await tryOpen(identity, sealed);
  if ('because' in opened)
    return opened.because === 'broken'
      ? { fault: fault('altered', name), problem: keyAltered }
      : { fault: null, problem: noAccess };
  const found = readIdentityFile(opened.content);
  if (found === null) return { fault: fault('unreadable', name), problem: keyAltered };
  const isOfDay = recipient === null || (await keyPairOf(found)).recipient === recipient;
  return isOfDay ? { identity: found } : { fault: fault('wrong-day', name), problem: keyAltered };
}

/** What opens a day's pictures, or why nothing does. */
export type FoundOpener = { readonly opener: Opener } | Exclude<FoundIdentity, { identity: Identity }>;

/** The key of a day's pictures, fetched when the first of them is asked for. What the bucket did not answer is asked again. */
export function pictureKey(
  { store, keyOf }: Pick<DeviceDayLocation, 'store' | 'keyOf'>,
  identity: Identity,
  recipient: string | null,
): () => Promise<Result<FoundOpener>> {
  let known: FoundOpener | null = null;
  return async () => {
    if (known !== null) return ok(known);
    const sealed = await fetchOne(store, keyOf(dayKeyName('shots')));
    if (!sealed.ok) return sealed;
    const found = await readDayIdentity(identity, 'shots', sealed.value, recipient);
    known = 'identity' in found ? { opener: openerOf(found.identity) } : found;
    return ok(known);
  };
}
