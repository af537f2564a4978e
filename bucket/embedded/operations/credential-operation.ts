import { z } from 'zod';
import { mayKnowBucket } from '../auth/authorisation.ts';
import type { Credentials, KnownCredential } from '../auth/credentials.ts';
import type { StoreResponse } from '../http/answer.ts';
import { accessDenied, credentialExchanged, S3Error } from '../http/s3-error.ts';

/** The one call that S3 does not have: `POST /<bucket>?plainsight-credential`, signed with the secret that is to be exchanged. */
export const credentialParameter = 'plainsight-credential';

/** What is asked: the secret that the caller made and will sign with from now on. At least 240 bits as base64url. */
const wantedSchema = z.strictObject({
  format: z.literal('plainsight-credential/1'),
  secretAccessKey: z.string().regex(/^[A-Za-z0-9_-]{40,86}$/),
});

/** What is answered once the secret holds. */
export const exchangedSchema = z.object({ format: z.literal('plainsight-credential/1'), accessKeyId: z.string() });

export const largestCredentialBytes = 1024;

interface Asking {
  readonly accessKeyId: string;
  readonly bucket: string;
  readonly known: KnownCredential;
  readonly body: Buffer;
}

/**
 * Puts the secret that the caller proposes in the place of the one that it signed with: once for a credential, and for those alone that were handed
 * out for it. Asking again with the new secret for the new secret is answered as the first time: the answer may have been lost.
 */
export function exchangeCredential(
  credentials: Credentials,
  { accessKeyId, bucket, known, body }: Asking,
): StoreResponse {
  if (!mayKnowBucket(known.grant, bucket) || known.first === null) throw accessDenied();
  const wanted = wantedSchema.safeParse(json(body));
  if (!wanted.success)
    throw new S3Error(400, 'InvalidRequest', 'The body is not the one of an exchange of credentials.');
  const { format, secretAccessKey } = wanted.data;
  const isDone = known.first.spent !== null;
  if (isDone ? secretAccessKey !== known.secret : secretAccessKey === known.secret) throw accessDenied();
  if (!isDone && !credentials.exchange(accessKeyId, known.secret, secretAccessKey)) throw credentialExchanged();
  const answer = { format, accessKeyId } satisfies z.input<typeof exchangedSchema>;
  return { status: 200, headers: { 'Content-Type': 'application/json' }, text: JSON.stringify(answer) };
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
