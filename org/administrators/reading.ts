import type { Identity } from '../../seal/age.ts';
import { readUnverified } from '../../seal/signing.ts';
import { type AdminEntry, adminEntrySchema, openWithAny } from './log-entry.ts';

/** An entry that was verified when it was followed, read once more; null where it is not sealed to this administrator. */
export async function readEntry(
  bytes: Uint8Array | undefined,
  identities: readonly Identity[],
): Promise<AdminEntry | null> {
  const opened = bytes === undefined ? null : await openWithAny(identities, bytes);
  return opened === null ? null : (adminEntrySchema.safeParse(readUnverified(opened)).data ?? null);
}
