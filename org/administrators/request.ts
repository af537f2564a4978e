import { z } from 'zod';
import { readJson } from '../../core/json.ts';
import type { AdministratorClaim } from '../../core/organisation/roster.ts';
import { isShowable } from '../../core/shown-text.ts';
import { readClaim } from '../../seal/roster.ts';
import { type AdministratorKeys, signedClaim } from './roster-changes.ts';

/** What somebody hands to an administrator in order to become one. It holds no secret; whoever takes it compares its code. */
const requestSchema = z.strictObject({
  format: z.literal('plainsight-administrator-request/1'),
  name: z.string().min(1).max(200).refine(isShowable),
  /** The claim, signed (base64). */
  claim: z.base64().max(8_000),
});

export interface AdministratorRequest {
  readonly name: string;
  readonly claim: AdministratorClaim;
  readonly signedClaim: Uint8Array;
}

export async function writeRequest(
  keys: AdministratorKeys,
  name: string,
  at: number,
): Promise<{ readonly bytes: Uint8Array; readonly claim: AdministratorClaim }> {
  const signed = await signedClaim(keys, at);
  const claim = readClaim(signed);
  if (claim === null) throw new Error('a claim that its own key did not sign');
  const content = {
    format: 'plainsight-administrator-request/1',
    ...{ name, claim: Buffer.from(signed).toString('base64') },
  } satisfies z.input<typeof requestSchema>;
  return { bytes: Buffer.from(JSON.stringify(content, null, 2)), claim };
}

/** Null where it is none, or was not signed with the key that it names. */
export function readRequest(bytes: Uint8Array): AdministratorRequest | null {
  const read = requestSchema.safeParse(readJson(bytes));
  if (!read.success) return null;
  const signed = Buffer.from(read.data.claim, 'base64');
  const claim = readClaim(signed);
  return claim === null ? null : { name: read.data.name, claim, signedClaim: signed };
}
