import { S3Error } from '../http/s3-error.ts';
import { bodyHeaders, defineOperation, nothing } from './operation.ts';

export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

/** `PUT /<bucket>`: makes a bucket, for an owner. A configuration of it (a body) is not taken. */
export const createBucket = defineOperation({
  name: 'CreateBucket',
  method: 'PUT',
  path: 'bucket',
  makesBucket: true,
  query: nothing,
  headers: bodyHeaders,
  takesBody: true,
  mayAsk: ({ grant }) => grant.role === 'owner',
  answer: async ({ bucket, signedBody }, { shelf, now }) => {
    await signedBody(0);
    if (!isBucketName(bucket))
      throw new S3Error(
        400,
        'InvalidBucketName',
        'A bucket is named with 3 to 63 lower-case letters, digits, dots and hyphens.',
      );
    if (!shelf.index.createBucket(bucket, now()))
      throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'There is a bucket of that name.');
    return { status: 200, headers: { Location: `/${bucket}` } };
  },
});
