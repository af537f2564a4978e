import { z } from 'zod';
import { isAllowed } from '../auth/authorisation.ts';
import { encodePart } from '../auth/sigv4.ts';
import { xmlAnswer } from '../http/answer.ts';
import type { Xml } from '../http/xml.ts';
import { element, xmlDocument } from '../http/xml.ts';
import type { IndexedObject } from '../storage/object-index.ts';
import { defineOperation, nothing } from './operation.ts';

const maxPage = 1000;

const query = z.object({
  'list-type': z.literal('2'),
  prefix: z.string().default(''),
  /** '' for none. */
  delimiter: z.string().default(''),
  /** Keys after this one only; '' for all. */
  'start-after': z.string().default(''),
  'max-keys': z
    .string()
    .regex(/^\d{1,9}$/, 'max-keys is not a number from 0 up.')
    .transform((digits) => Math.min(maxPage, Number(digits)))
    .default(maxPage),
  /** Where the last page said that the next one begins. */
  'continuation-token': z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/, 'The continuation token is not one of this store.')
    .optional(),
  'encoding-type': z.literal('url', 'encoding-type can only be url.').optional(),
});
export type ListQuery = Omit<z.output<typeof query>, 'list-type'>;

/** `GET /<bucket>?list-type=2`: the keys below a prefix, a page at a time, or with a delimiter the folders and keys directly below it. */
export const listObjectsV2 = defineOperation({
  name: 'ListObjectsV2',
  method: 'GET',
  path: 'bucket',
  isMeant: (asked) => asked.get('list-type') === '2',
  query,
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant, bucket, query: { prefix, delimiter } }) =>
    isAllowed(grant, 'list', bucket, prefix) || (delimiter === '/' && isAllowed(grant, 'folders', bucket, prefix)),
  answer: ({ bucket, query: asked }, { shelf }) => {
    const page = listPage((from, to) => shelf.index.range(bucket, from, to), asked);
    return xmlAnswer(listDocument(bucket, asked, page));
  },
});

interface ListPage {
  readonly objects: readonly IndexedObject[];
  /** Each ends with the delimiter. Objects and folders are in byte order, each by themselves. */
  readonly folders: readonly string[];
  /** Where the next page goes on, or undefined when this is the last. */
  readonly next: string | undefined;
}

/** The ordered walk over keys that a listing needs of the index. */
type Range = (from: Uint8Array, to: Uint8Array | undefined) => Iterable<IndexedObject>;

/** One page of ListObjectsV2. A folder with a million objects below costs one look-up: the walk jumps over it. */
export function listPage(range: Range, query: ListQuery): ListPage {
  const prefix = Buffer.from(query.prefix);
  const end = successor(prefix);
  const objects: IndexedObject[] = [];
  const folders: string[] = [];
  let from: Buffer | undefined = latest(prefix, startOf(query));

  while (from !== undefined && query['max-keys'] > 0) {
    let jump: Buffer | undefined;
    for (const row of range(from, end)) {
      if (objects.length + folders.length === query['max-keys'])
        return { objects, folders, next: Buffer.from(row.key).toString('base64url') };
      const at = query.delimiter === '' ? -1 : row.key.indexOf(query.delimiter, query.prefix.length);
      if (at < 0) {
        objects.push(row);
        continue;
      }
      const folder = row.key.slice(0, at + query.delimiter.length);
      folders.push(folder);
      jump = successor(Buffer.from(folder));
      break;
    }
    from = jump;
  }
  return { objects, folders, next: undefined };
}

/** A token is the first key of the next page: a place to go on from, which grants nothing. */
function startOf(query: ListQuery): Buffer {
  const { 'continuation-token': token, 'start-after': after } = query;
  if (token !== undefined) return Buffer.from(token, 'base64url');
  return after === '' ? Buffer.alloc(0) : Buffer.from(`${after}\0`);
}

/** The first byte string after all that begin with `prefix`, or undefined when there is none. */
function successor(prefix: Buffer): Buffer | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  const last = prefix[length - 1];
  if (last === undefined) return undefined;
  const next = Buffer.from(prefix.subarray(0, length));
  next[length - 1] = last + 1;
  return next;
}

function latest(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b;
}

export function listDocument(bucket: string, query: ListQuery, page: ListPage): string {
  const name = (text: string): string =>
    query['encoding-type'] !== undefined ? text.split('/').map(encodePart).join('/') : text;
  const optional = (tag: string, text: string | undefined): Xml[] =>
    text === undefined || text === '' ? [] : [element(tag, text)];
  return xmlDocument('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', name(query.prefix)),
    ...optional('Delimiter', name(query.delimiter)),
    ...optional('StartAfter', name(query['start-after'])),
    ...optional('EncodingType', query['encoding-type']),
    ...optional('ContinuationToken', query['continuation-token']),
    ...optional('NextContinuationToken', page.next),
    element('MaxKeys', query['max-keys']),
    element('KeyCount', page.objects.length + page.folders.length),
    element('IsTruncated', page.next !== undefined),
    ...page.objects.map((row) =>
      element('Contents', [
        element('Key', name(row.key)),
        element('LastModified', new Date(row.modifiedAt).toISOString()),
        element('ETag', `"${row.etag}"`),
        element('Size', row.bytes),
        element('StorageClass', 'STANDARD'),
      ]),
    ),
    ...page.folders.map((folder) => element('CommonPrefixes', [element('Prefix', name(folder))])),
  ]);
}
