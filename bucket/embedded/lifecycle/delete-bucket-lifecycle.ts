import { defineOperation, nothing } from '../operations/operation.ts';
import { ofLifecycle } from './lifecycle-operation.ts';

/** `DELETE /<bucket>?lifecycle`: takes all rules of a bucket away. For an owner. */
export const deleteBucketLifecycle = defineOperation({
  name: 'DeleteBucketLifecycle',
  method: 'DELETE',
  ...ofLifecycle,
  headers: nothing,
  takesBody: false,
  answer: ({ bucket }, { lifecycles }) => {
    lifecycles.set(bucket, []);
    return { status: 204 };
  },
});
