import { bodyHeaders, defineOperation } from '../operations/operation.ts';
import { ofLifecycle } from './lifecycle-operation.ts';
import { largestConfigurationBytes, readLifecycle } from './lifecycle-rules.ts';

/** `PUT /<bucket>?lifecycle`: sets all of a bucket's rules, in the place of those before. For an owner. */
export const putBucketLifecycle = defineOperation({
  name: 'PutBucketLifecycleConfiguration',
  method: 'PUT',
  ...ofLifecycle,
  headers: bodyHeaders,
  takesBody: true,
  answer: async ({ bucket, signedBody }, { lifecycles }) => {
    const body = await signedBody(largestConfigurationBytes);
    lifecycles.set(bucket, readLifecycle(body.toString('utf8')));
    return { status: 200 };
  },
});
