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
import { publicKeySchema, readDocument } from '../../seal/signing.ts';

export interface Enrolled {
  readonly enrolment: Enrolment;
  readonly organisation: Organisation;
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
  const organisation = readOrganisation(Buffer.from(parsed.data.organisation, 'base64'), parsed.data.organisationKey);
  if (!organisation.ok) return organisation;
  const access = readAccess(Buffer.from(parsed.data.access, 'base64'), parsed.data, keyKindOf(organisation.value));
  if (access === null) return fail(invalid('access'));
  const bucket = parseBucketSettings(parsed.data.bucket);
  if (!bucket.ok) return bucket;
  return ok({ enrolment: parsed.data, organisation: organisation.value, access, bucket: bucket.value });
}

/**
 * Who may open the person's days, or null when this is not what their organisation signed about
 * them. So is one that names a key of another `kind` than the organisation's: no day could be
 * sealed to it.
 */
export function readAccess(
  bytes: Uint8Array,
  { organisationKey, person }: Pick<Enrolment, 'organisationKey' | 'person'>,
  kind: KeyKind,
): Access | null {
  const read = accessSchema.safeParse(readDocument(bytes, publicKeySchema.parse(organisationKey)));
  if (!read.success || read.data.person !== person) return null;
  const named = [...read.data.viewers, ...read.data.devices];
  return named.every(({ recipient }) => isHybrid(recipient) === (kind === 'hybrid')) ? read.data : null;
}

function invalid(field: string) {
  return problem('enrolment-invalid', { field });
}

/** An organisation's signed document, checked against the key that was given at enrolment. */
export function readOrganisation(bytes: Uint8Array, key: string): Result<Organisation> {
  const document = readDocument(bytes, publicKeySchema.parse(key));
  if (document === undefined) {
    return fail(problem('organisation-signature'));
  }
  const parsed = organisationSchema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') || 'their form';
  return fail(problem('organisation-invalid', { field }));
}
