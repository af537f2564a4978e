import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { type Access, accessSchema } from '../../core/organisation/access.ts';
import {
  type Enrolment,
  enrolmentSchema,
  keyKindOf,
  type Organisation,
  organisationSchema,
} from '../../core/organisation/organisation.ts';
import { isHybrid } from '../../core/organisation/recipient.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { KeyKind } from '../../seal/age.ts';
import { foundingRoster, type Roster, readOrganisationBy } from '../../seal/roster.ts';
import { type PublicKey, publicKeySchema, readDocument } from '../../seal/signing.ts';

export interface Enrolled {
  readonly enrolment: Enrolment;
  readonly organisation: Organisation;
  /** Who signed for it then. */
  readonly roster: Roster;
  readonly access: Access;
  readonly bucket: BucketSettings;
}

/**
 * Reads and verifies what the organisation gave to this person. Problem codes: `enrolment-invalid`,
 * `organisation-signature`, and those of the bucket's settings.
 */
export function readEnrolment(input: unknown): Result<Enrolled> {
  const parsed = enrolmentSchema.safeParse(input);
  if (!parsed.success) return fail(invalid(parsed.error.issues[0]?.path.join('.') || 'its form'));
  const pinned = pinnedBy(parsed.data);
  const read = readOrganisation(Buffer.from(parsed.data.organisation, 'base64'), pinned);
  if (!read.ok) return read;
  const { organisation, roster } = read.value;
  const access = readAccess(
    Buffer.from(parsed.data.access, 'base64'),
    parsed.data,
    roster.keys,
    keyKindOf(organisation),
  );
  if (access === null) return fail(invalid('access'));
  const bucket = parseBucketSettings(parsed.data.bucket);
  if (!bucket.ok) return bucket;
  return ok({ enrolment: parsed.data, organisation, roster, access, bucket: bucket.value });
}

/**
 * Who may open the person's days, or null when this is not what their organisation signed about
 * them. So is one that names a key of another `kind` than the organisation's: no day could be
 * sealed to it.
 */
export function readAccess(
  bytes: Uint8Array,
  { person }: Pick<Enrolment, 'person'>,
  signers: readonly PublicKey[],
  kind: KeyKind,
): Access | null {
  const read = accessSchema.safeParse(readDocument(bytes, signers));
  if (!read.success || read.data.person !== person) return null;
  const named = [...read.data.viewers, ...read.data.devices];
  return named.every(({ recipient }) => isHybrid(recipient) === (kind === 'hybrid')) ? read.data : null;
}

function invalid(field: string) {
  return problem('enrolment-invalid', { field });
}

/** What is known of who signs while nothing but the key that was pinned is. */
export function pinnedBy({ organisationKey }: Pick<Enrolment, 'organisationKey'>): Roster {
  return foundingRoster(publicKeySchema.parse(organisationKey));
}

/** An organisation's document, and who signs for it from then on. */
export interface ReadOrganisation {
  readonly organisation: Organisation;
  readonly roster: Roster;
}

/**
 * An organisation's signed document, checked against who signs as far as that is known. Problem codes: `organisation-signature`, also for one of other
 * administrators or of fewer steps than are known, `organisation-invalid`.
 */
export function readOrganisation(bytes: Uint8Array, known: Roster): Result<ReadOrganisation> {
  const read = readOrganisationBy(bytes, known);
  if (typeof read === 'string') return fail(problem('organisation-signature'));
  const parsed = organisationSchema.safeParse(read.document);
  if (parsed.success) return ok({ organisation: parsed.data, roster: read.roster });
  const field = parsed.error.issues[0]?.path.join('.') || 'their form';
  return fail(problem('organisation-invalid', { field }));
}
