import { xmlAnswer } from '../http/answer.ts';
import { S3Error } from '../http/s3-error.ts';
import { defineOperation, nothing } from '../operations/operation.ts';
import { ofLifecycle } from './lifecycle-operation.ts';
import { writeLifecycle } from './lifecycle-rules.ts';

/** `GET /<bucket>?lifecycle`: the rules of a bucket. For an owner. */
export const getBucketLifecycle = defineOperation({
  name: 'GetBucketLifecycleConfiguration',
  method: 'GET',
  ...ofLifecycle,
  headers: nothing,
  takesBody: false,
  answer: ({ bucket }, { lifecycles }) => {
    const rules = lifecycles.of(bucket);
    if (rules.length === 0)
      throw new S3Error(404, 'NoSuchLifecycleConfiguration', 'The bucket has no rules of a lifecycle.');
    return xmlAnswer(writeLifecycle(rules));
  },
});
