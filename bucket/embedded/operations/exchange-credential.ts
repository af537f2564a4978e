import { z } from 'zod';
import { readJson } from '../../../core/json.ts';
import { mayKnowBucket } from '../auth/authorisation.ts';
import { accessDenied, credentialExchanged, S3Error } from '../http/s3-error.ts';
import { bodyHeaders, defineOperation } from './operation.ts';

export const credentialParameter = 'plainsight-credential';

/** What is asked: the secret that the caller made and will sign with from now on. At least 240 bits as base64url. */
const wantedSchema = z.strictObject({
  format: z.literal('plainsight-credential/1'),
  secretAccessKey: z.string().regex(/^[A-Za-z0-9_-]{40,86}$/),
});

/** What is answered once the secret holds. */
export const exchangedSchema = z.object({ format: z.literal('plainsight-credential/1'), accessKeyId: z.string() });

const largestBodyBytes = 1024;

/**
 * `POST /<bucket>?plainsight-credential`, the one call that S3 does not have: puts the secret that the caller proposes in the place of the one that it
 * signed with. Once for a credential, and for those alone that were handed out for it. Asking again with the new secret for the new secret is
 * answered as the first time: the answer may have been lost.
 */
export const exchangeCredential = defineOperation({
  name: 'ExchangeCredential',
  method: 'POST',
  path: 'bucket',
  isMeant: (query) => query.has(credentialParameter),
  query: z.object({ [credentialParameter]: z.string() }),
  headers: bodyHeaders,
  takesBody: true,
  mayAsk: ({ grant, bucket, known }) => mayKnowBucket(grant, bucket) && known.first !== null,
  answer: async ({ accessKeyId, known: { secret, first }, signedBody }, { credentials }) => {
    const wanted = wantedSchema.safeParse(readJson(await signedBody(largestBodyBytes)));
    if (!wanted.success)
      throw new S3Error(400, 'InvalidRequest', 'The body is not the one of an exchange of credentials.');
    const { format, secretAccessKey } = wanted.data;
    const isDone = first?.spent != null;
    if (isDone !== (secretAccessKey === secret)) throw accessDenied();
    if (!isDone && !credentials.exchange(accessKeyId, secret, secretAccessKey)) throw credentialExchanged();
    const answer = { format, accessKeyId } satisfies z.input<typeof exchangedSchema>;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, text: JSON.stringify(answer) };
  },
});
