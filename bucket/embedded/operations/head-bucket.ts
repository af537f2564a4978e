import { mayKnowBucket } from '../auth/authorisation.ts';
import { defineOperation, nothing } from './operation.ts';

/** `HEAD /<bucket>`: whether the bucket is there, for whoever has anything to do with it. */
export const headBucket = defineOperation({
  name: 'HeadBucket',
  method: 'HEAD',
  path: 'bucket',
  query: nothing,
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant, bucket }) => mayKnowBucket(grant, bucket),
  answer: () => ({ status: 200 }),
});
