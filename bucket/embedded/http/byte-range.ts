import { notImplemented, S3Error } from './s3-error.ts';

/** Bytes `[start, end)` of an object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reads a Range header for an object of `length` bytes. Throws 416 when it lies outside, 501 for several ranges. */
export function parseRange(header: string, length: number): ByteRange {
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
