import { isAllowed } from '../auth/authorisation.ts';
import type { ByteRange } from '../http/answer.ts';
import { notImplemented, S3Error } from '../http/s3-error.ts';
import { describeObject, isUnchanged, readingHeaders } from './object-headers.ts';
import { defineOperation, nothing } from './operation.ts';

/** `GET /<bucket>/<key>`: the bytes of an object, or of one range of them, unless who asks has them already. */
export const getObject = defineOperation({
  name: 'GetObject',
  method: 'GET',
  path: 'object',
  query: nothing,
  headers: readingHeaders,
  takesBody: false,
  mayAsk: ({ grant, bucket, key }) => isAllowed(grant, 'get', bucket, key),
  answer: async ({ bucket, key, headers }, { shelf, lifecycles }) => {
    const { row, handle } = await shelf.open(bucket, key);
    const described = { ...describeObject(row, headers), ...lifecycles.headers(bucket, row) };
    try {
      if (isUnchanged(row, headers)) {
        await handle.close();
        return { status: 304, headers: described };
      }
      if (headers.range === undefined)
        return { status: 200, headers: described, file: { handle, range: { start: 0, end: row.bytes } } };
      const range = parseRange(headers.range, row.bytes);
      const contentRange = `bytes ${range.start}-${range.end - 1}/${row.bytes}`;
      return { status: 206, headers: { ...described, 'Content-Range': contentRange }, file: { handle, range } };
    } catch (error) {
      await handle.close();
      throw error;
    }
  },
});

/** Reads a Range header for an object of `length` bytes. Throws 416 when it lies outside, 501 for several ranges. */
function parseRange(header: string, length: number): ByteRange {
  if (/^bytes=[^,]*,/.test(header)) throw notImplemented('several ranges in one request');
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header);
  const [, first = '', last = ''] = parts ?? [];
  if (parts === null || (first === '' && last === ''))
    throw new S3Error(400, 'InvalidArgument', 'The Range header cannot be read.');
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
  if (start >= end)
    throw new S3Error(416, 'InvalidRange', 'The range lies outside the object.', { ActualObjectSize: String(length) });
  return { start, end };
}
