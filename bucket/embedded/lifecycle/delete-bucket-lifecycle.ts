import { z } from 'zod';
import { defineOperation, nothing } from '../operations/operation.ts';

/** `DELETE /<bucket>?lifecycle`: takes all rules of a bucket away. For an owner. */
export const deleteBucketLifecycle = defineOperation({
  name: 'DeleteBucketLifecycle',
  method: 'DELETE',
  path: 'bucket',
  isMeant: (query) => query.has('lifecycle'),
  query: z.object({ lifecycle: z.literal('') }),
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant }) => grant.role === 'owner',
  answer: ({ bucket }, { lifecycles }) => {
    lifecycles.set(bucket, []);
    return { status: 204 };
  },
});
