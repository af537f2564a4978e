import { type BucketSettings, parseBucketSettings } from '../bucket/settings.ts';
import { type Enrolment, enrolmentSchema, type Organisation, organisationSchema } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { publicKeySchema, readDocument } from '../seal/signing.ts';

export interface Enrolled {
  readonly enrolment: Enrolment;
  readonly organisation: Organisation;
  readonly bucket: BucketSettings;
}

/** Reads what the organisation gave to this person, and checks that it is signed. Problem codes: `enrolment-invalid`, `organisation-signature`, and those of the bucket's settings. */
export function readEnrolment(input: unknown): Result<Enrolled> {
  const parsed = enrolmentSchema.safeParse(input);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'its form';
    return fail(
      problem(
        'enrolment-invalid',
        `The enrolment cannot be understood (${field}).`,
        'Ask your organisation for a new enrolment file.',
      ),
    );
  }
  const organisation = readOrganisation(Buffer.from(parsed.data.organisation, 'base64'), parsed.data.organisationKey);
  if (!organisation.ok) return organisation;
  const bucket = parseBucketSettings(parsed.data.bucket);
  if (!bucket.ok) return bucket;
  return ok({ enrolment: parsed.data, organisation: organisation.value, bucket: bucket.value });
}

/** An organisation's signed document, checked against the key that was given at enrolment. */
export function readOrganisation(bytes: Uint8Array, key: string): Result<Organisation> {
  const document = readDocument(bytes, publicKeySchema.parse(key));
  if (document === undefined) {
    return fail(
      problem(
        'organisation-signature',
        'The organisation’s settings are not signed with its key.',
        'Nothing is taken from them. Ask your organisation whether its key has changed.',
      ),
    );
  }
  const parsed = organisationSchema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') || 'their form';
  return fail(
    problem(
      'organisation-invalid',
      `The organisation’s settings cannot be understood (${field}).`,
      'Update Plainsight, or ask your organisation to correct them.',
    ),
  );
}
