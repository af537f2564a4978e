import { z } from 'zod';
import type { IndexedObject } from '../storage/object-index.ts';
import { preconditionFailed } from '../storage/object-shelf.ts';

/** What the calls that read an object take alike. */
export const readingHeaders = z.object({
  'if-match': z.string().optional(),
  'if-none-match': z.string().optional(),
  range: z.string().optional(),
  'x-amz-checksum-mode': z.string().optional(),
});
type ReadingHeaders = z.output<typeof readingHeaders>;

/** Whether who asks has the object already. Throws 412 where it is not the one that they want. */
export function isUnchanged({ etag }: IndexedObject, headers: ReadingHeaders): boolean {
  const names = (text: string): boolean =>
    text === '*' || text.split(',').some((each) => each.trim().replace(/^"|"$/g, '') === etag);
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (match !== undefined && !names(match)) throw preconditionFailed();
  return none !== undefined && names(none);
}

/** The headers of an answer that describe the object. */
export function describeObject(row: IndexedObject, headers: ReadingHeaders): Record<string, string> {
  const described: Record<string, string> = {
    'Content-Type': row.contentType,
    ETag: `"${row.etag}"`,
    'Last-Modified': new Date(row.modifiedAt).toUTCString(),
    'Accept-Ranges': 'bytes',
  };
  for (const [name, value] of Object.entries(row.metadata)) described[`x-amz-meta-${name}`] = value;
  // A checksum is of the whole object, so it would not fit a part of it.
  if (headers['x-amz-checksum-mode'] === 'ENABLED' && headers.range === undefined) {
    described['x-amz-checksum-sha256'] = row.sha256;
    described['x-amz-checksum-crc32'] = row.crc32;
  }
  return described;
}
