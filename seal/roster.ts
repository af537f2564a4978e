import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type AdministratorClaim,
  administratorClaimSchema,
  mostAdministrators,
  rosterStepSchema,
  rosterStepsSchema,
} from '../core/organisation/roster.ts';
import { type PublicKey, publicKeySchema, readDocument, readUnverified } from './signing.ts';

/** Who signs for an organisation, as far as somebody has walked its steps. */
export interface Roster {
  /** The key that was pinned. It names the organisation for good, whoever signs by now. */
  readonly organisationKey: PublicKey;
  /** The steps that led here (base64). */
  readonly steps: readonly string[];
  /** None before the first step. */
  readonly administrators: readonly AdministratorClaim[];
  /** What is signed with one of these is the organisation's. Never empty. */
  readonly keys: readonly PublicKey[];
  /** The same with those of administrators who are none any more: for what was taken while they were. */
  readonly ever: readonly PublicKey[];
}

/**
 * Why steps are not taken. `outdated`: they end before what is known; `forked`: they are other ones than those that are known; `unsigned`: one of
 * them is not signed by an administrator of before it, skips a version, or says what no step may say.
 */
export type RosterRefusal = 'outdated' | 'forked' | 'unsigned';

export function foundingRoster(organisationKey: PublicKey): Roster {
  return { organisationKey, steps: [], administrators: [], keys: [organisationKey], ever: [organisationKey] };
}

/** Walks from what is known to the last of `steps`, which are all that there ever were. What is known has to be among them, byte for byte. */
export function rosterAfter(known: Roster, steps: readonly string[]): Roster | RosterRefusal {
  const isKnown = known.steps.every((step, at) => at >= steps.length || steps[at] === step);
  if (!isKnown) return 'forked';
  if (steps.length < known.steps.length) return 'outdated';
  let roster = known;
  for (const step of steps.slice(known.steps.length)) {
    const next = afterStep(roster, step);
    if (next === null) return 'unsigned';
    roster = next;
  }
  return roster;
}

/** What hashes of steps are made of. */
export function stepHash(step: string): string {
  return createHash('sha256').update(Buffer.from(step, 'base64')).digest('hex');
}

/** An administrator's claim; null where it was not signed with the key that it names. */
export function readClaim(bytes: Uint8Array): AdministratorClaim | null {
  const claimed = administratorClaimSchema.safeParse(readUnverified(bytes));
  if (!claimed.success) return null;
  const signed = readDocument(bytes, publicKeySchema.parse(claimed.data.publicKey));
  return administratorClaimSchema.safeParse(signed).data ?? null;
}

const carrierSchema = z.object({ roster: rosterStepsSchema.optional() });

/** What `org.json` says, unparsed, with the roster that it brings and was signed by; or why it is not taken. */
export function readOrganisationBy(
  bytes: Uint8Array,
  known: Roster,
): { readonly document: unknown; readonly roster: Roster } | RosterRefusal {
  // Nothing of this is believed before its own signatures are checked.
  const claimed = carrierSchema.safeParse(readUnverified(bytes));
  if (!claimed.success) return 'unsigned';
  const roster = rosterAfter(known, claimed.data.roster ?? []);
  if (typeof roster === 'string') return roster;
  const document = readDocument(bytes, roster.keys);
  return document === undefined ? 'unsigned' : { document, roster };
}

/** One step on; null where it is none. */
function afterStep(before: Roster, step: string): Roster | null {
  const read = rosterStepSchema.safeParse(readDocument(Buffer.from(step, 'base64'), before.keys));
  if (!read.success) return null;
  const { organisationKey, version, previous, adds, removes } = read.data;
  const last = before.steps.at(-1);
  if (organisationKey !== before.organisationKey || version !== before.steps.length + 1) return null;
  if (previous !== (last === undefined ? null : stepHash(last))) return null;
  const added = adds.map((claim) => readClaim(Buffer.from(claim, 'base64')));
  if (added.some((claim) => claim === null)) return null;
  const gone = new Set<string>([...removes, ...added.map((claim) => claim?.administrator ?? '')]);
  const administrators = [
    ...before.administrators.filter(({ administrator }) => !gone.has(administrator)),
    ...added.filter((claim) => claim !== null),
  ];
  const keys = administrators.map(({ publicKey }) => publicKeySchema.parse(publicKey));
  // Nobody left could ever change anything; a key or an id that two have says nothing of who signed.
  if (keys.length === 0 || keys.length > mostAdministrators || new Set(keys).size !== keys.length) return null;
  if (new Set(administrators.map(({ administrator }) => administrator)).size !== administrators.length) return null;
  return {
    organisationKey: before.organisationKey,
    steps: [...before.steps, step],
    administrators,
    keys,
    ever: [...new Set([...before.ever, ...keys])],
  };
}
