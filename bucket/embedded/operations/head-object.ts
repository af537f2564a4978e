import { isAllowed } from '../auth/authorisation.ts';
import { notImplemented } from '../http/s3-error.ts';
import { describeObject, isUnchanged, readingHeaders } from './object-headers.ts';
import { defineOperation, nothing } from './operation.ts';

/** `HEAD /<bucket>/<key>`: what GetObject says of the object, without its bytes. Not of a part of it. */
export const headObject = defineOperation({
  name: 'HeadObject',
  method: 'HEAD',
  path: 'object',
  query: nothing,
  headers: readingHeaders,
  takesBody: false,
  mayAsk: ({ grant, bucket, key }) => isAllowed(grant, 'get', bucket, key),
  answer: ({ bucket, key, headers }, { shelf, lifecycles }) => {
    const row = shelf.row(bucket, key);
    if (headers.range !== undefined) throw notImplemented('Range on HeadObject');
    const described = { ...describeObject(row, headers), ...lifecycles.headers(bucket, row) };
    return isUnchanged(row, headers)
      ? { status: 304, headers: described }
      : { status: 200, headers: { ...described, 'Content-Length': String(row.bytes) } };
  },
});
