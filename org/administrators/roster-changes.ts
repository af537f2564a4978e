import type { AdministratorId } from '../../core/ids.ts';
import { administratorIdSchema } from '../../core/ids.ts';
import { codeFor } from '../../core/organisation/devices.ts';
import { organisationSchema } from '../../core/organisation/organisation.ts';
import type { AdministratorClaim, RosterStep } from '../../core/organisation/roster.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import { type Identity, type KeyKind, keyPairOf, newKeyPair } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { stepHash } from '../../seal/roster.ts';
import { newSigningPair, type SigningPair, signDocument } from '../../seal/signing.ts';
import { type Administration, signersOf } from '../administration.ts';

/** The keys of one administrator, which nobody else ever has. */
export interface AdministratorKeys {
  readonly administrator: AdministratorId;
  readonly signing: SigningPair;
  readonly identity: Identity;
}

export async function newAdministratorKeys(kind: KeyKind): Promise<AdministratorKeys> {
  const { identity } = await newKeyPair(kind);
  return { administrator: randomId(administratorIdSchema), signing: newSigningPair(), identity };
}

/** What says that these keys are an administrator's, signed with them. */
export async function signedClaim(
  { administrator, signing, identity }: AdministratorKeys,
  at: number,
): Promise<Uint8Array> {
  const { recipient } = await keyPairOf(identity);
  const claim: AdministratorClaim = {
    format: 'plainsight-administrator/1',
    ...{ administrator, publicKey: signing.publicKey, recipient, at },
  };
  return signDocument(claim, signing.privateKey);
}

/** What two people compare before one adds the other. */
export function claimCode({ administrator, publicKey, recipient }: AdministratorClaim): string {
  return codeFor(['plainsight administrator', administrator, publicKey, recipient]);
}

interface Added {
  readonly claim: AdministratorClaim;
  readonly signedClaim: Uint8Array;
  readonly name: string;
  /** UTC ms. */
  readonly at: number;
}

/** The administration with one administrator more. Problem codes: `administrator-there`. */
export async function withAdministrator(before: Administration, added: Added): Promise<Result<Administration>> {
  const { claim, name, at } = added;
  const { administrators } = before;
  const isThere = administrators.some((each) => each.name === name || each.administrator === claim.administrator);
  if (isThere) return fail(problem('administrator-there', { name }));
  const adds =
    before.document.roster === undefined ? [await ownClaim(before, at), added.signedClaim] : [added.signedClaim];
  const next = withStep(before, { at, adds, removes: [] });
  return ok({ ...next, administrators: [...administrators, { administrator: claim.administrator, name }] });
}

/**
 * The administration without one. Everything that is published is new with it, so that whoever stays has signed all of it: readers take nothing
 * of somebody who is no administrator. Problem codes: `administrator-unknown`, `administrator-alone`.
 */
export async function withoutAdministrator(
  before: Administration,
  text: string,
  at: number,
): Promise<Result<Administration>> {
  const found = before.administrators.filter(({ administrator, name }) => administrator === text || name === text);
  const [gone] = found;
  if (gone === undefined || found.length > 1) return fail(problem('administrator-unknown', { name: shownText(text) }));
  // Who signs the step has to stay: nobody removes themselves, nor the last one.
  if (before.administrators.length < 2 || gone.administrator === before.self?.administrator)
    return fail(problem('administrator-alone'));
  const next = withStep(before, { at, adds: [], removes: [gone.administrator] });
  return ok({
    ...renewed(next, at),
    administrators: before.administrators.filter(({ administrator }) => administrator !== gone.administrator),
  });
}

/**
 * The administration in which one's own next keys have taken the place of the present ones; everything that is published is new with it. The step is
 * signed with the present key, and says that the next one is the same administrator's. An organisation with one administrator has its first
 * step by this.
 */
export async function withOwnNextKeys(before: Administration, at: number): Promise<Administration> {
  const { self, next } = before;
  if (self === undefined || next === undefined) throw new Error('an administrator without next keys');
  const claim = await signedClaim({ administrator: self.administrator, ...next }, at);
  return renewed(withStep(before, { at, adds: [claim], removes: [] }), at);
}

/** With a new version of everything that is signed about people and viewers. */
function renewed(administration: Administration, at: number): Administration {
  return {
    ...administration,
    access: administration.access.map((access) => ({ ...access, version: access.version + 1, at })),
    viewers: administration.viewers.map((viewer) => ({ ...viewer, version: viewer.version + 1 })),
  };
}

function withStep(
  before: Administration,
  { at, adds, removes }: Pick<RosterStep, 'at' | 'removes'> & { readonly adds: readonly Uint8Array[] },
): Administration {
  const { signing, organisationKey = signing.publicKey, document } = before;
  const steps = document.roster ?? [];
  const last = steps.at(-1);
  const step: RosterStep = {
    format: 'plainsight-roster/1',
    organisationKey,
    version: steps.length + 1,
    previous: last === undefined ? null : stepHash(last),
    ...{ at, removes },
    adds: adds.map(base64),
  };
  const roster = [...steps, base64(signDocument(step, signing.privateKey))];
  return { ...before, document: organisationSchema.parse({ ...document, roster, version: document.version + 1 }) };
}

async function ownClaim({ self, signing }: Administration, at: number): Promise<Uint8Array> {
  if (self === undefined) throw new Error('an administrator without a key for the log');
  return signedClaim({ ...self, signing }, at);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** What its own document says of who signs, or nobody where that leads nowhere. */
export function administratorsOf(administration: Administration): readonly AdministratorClaim[] {
  const roster = signersOf(administration);
  return typeof roster === 'string' ? [] : roster.administrators;
}
