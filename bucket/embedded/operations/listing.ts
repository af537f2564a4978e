import { encodePart } from '../auth/sigv4.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { S3Error } from '../http/s3-error.ts';
import type { Xml } from '../http/xml.ts';
import { element, xmlDocument } from '../http/xml.ts';
import type { IndexedObject } from '../storage/object-index.ts';

export interface ListQuery {
  readonly prefix: string;
  /** '' for none. */
  readonly delimiter: string;
  /** Keys after this one only; '' for all. */
  readonly startAfter: string;
  readonly maxKeys: number;
  readonly continuationToken: string | undefined;
  readonly encodesNames: boolean;
}

export interface ListPage {
  readonly objects: readonly IndexedObject[];
  /** Each ends with the delimiter. Objects and folders are in byte order, each by themselves. */
  readonly folders: readonly string[];
  /** Where the next page goes on, or undefined when this is the last. */
  readonly next: string | undefined;
}

/** The ordered walk over keys that a listing needs of the index. */
export type Range = (from: Uint8Array, to: Uint8Array | undefined) => Iterable<IndexedObject>;

const maxPage = 1000;

export function parseListQuery(query: RequestTarget['query']): ListQuery {
  const maxKeys = query.get('max-keys');
  if (maxKeys !== undefined && !/^\d{1,9}$/.test(maxKeys))
    throw new S3Error(400, 'InvalidArgument', 'max-keys is not a number from 0 up.');
  const encoding = query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url')
    throw new S3Error(400, 'InvalidArgument', 'encoding-type can only be url.');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    startAfter: query.get('start-after') ?? '',
    maxKeys: Math.min(maxPage, maxKeys === undefined ? maxPage : Number(maxKeys)),
    continuationToken: query.get('continuation-token'),
    encodesNames: encoding === 'url',
  };
}

/** One page of ListObjectsV2. A folder with a million objects below costs one look-up: the walk jumps over it. */
export function listPage(range: Range, query: ListQuery): ListPage {
  const prefix = Buffer.from(query.prefix);
  const end = successor(prefix);
  const objects: IndexedObject[] = [];
  const folders: string[] = [];
  let from: Buffer | undefined = latest(prefix, startOf(query));

  while (from !== undefined && query.maxKeys > 0) {
    let jump: Buffer | undefined;
    for (const row of range(from, end)) {
      if (objects.length + folders.length === query.maxKeys)
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
  if (query.continuationToken === undefined)
    return query.startAfter === '' ? Buffer.alloc(0) : Buffer.from(`${query.startAfter}\0`);
  if (!/^[A-Za-z0-9_-]+$/.test(query.continuationToken))
    throw new S3Error(400, 'InvalidArgument', 'The continuation token is not one of this store.');
  return Buffer.from(query.continuationToken, 'base64url');
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
  const name = (text: string): string => (query.encodesNames ? text.split('/').map(encodePart).join('/') : text);
  const optional = (tag: string, text: string | undefined): Xml[] =>
    text === undefined || text === '' ? [] : [element(tag, text)];
  return xmlDocument('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', name(query.prefix)),
    ...optional('Delimiter', name(query.delimiter)),
    ...optional('StartAfter', name(query.startAfter)),
    ...optional('EncodingType', query.encodesNames ? 'url' : undefined),
    ...optional('ContinuationToken', query.continuationToken),
    ...optional('NextContinuationToken', page.next),
    element('MaxKeys', query.maxKeys),
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
