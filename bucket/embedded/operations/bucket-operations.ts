import type { StoreGrant } from '../auth/authorisation.ts';
import { isAllowed, mayKnowBucket } from '../auth/authorisation.ts';
import type { StoreResponse } from '../http/answer.ts';
import { xmlAnswer } from '../http/answer.ts';
import { checkKey, type RequestTarget } from '../http/request-target.ts';
import { accessDenied, notImplemented, S3Error } from '../http/s3-error.ts';
import { element, parseDeleteRequest, xmlDocument } from '../http/xml.ts';
import type { ObjectShelf } from '../storage/object-shelf.ts';
import { listDocument, listPage, parseListQuery } from './listing.ts';

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export function listBuckets(shelf: ObjectShelf, grant: StoreGrant): StoreResponse {
  if (grant.role !== 'owner') throw accessDenied();
  const buckets = shelf.index
    .buckets()
    .map(({ name, createdAt }) =>
      element('Bucket', [element('Name', name), element('CreationDate', new Date(createdAt).toISOString())]),
    );
  const owner = element('Owner', [element('ID', 'owner'), element('DisplayName', 'owner')]);
  return xmlAnswer(xmlDocument('ListAllMyBucketsResult', [owner, element('Buckets', buckets)]));
}

export function createBucket(
  shelf: ObjectShelf,
  grant: StoreGrant,
  target: RequestTarget,
  body: Buffer,
  now: number,
): StoreResponse {
  if (grant.role !== 'owner') throw accessDenied();
  if (body.length > 0) throw notImplemented('a configuration for a new bucket');
  if (!isBucketName(target.bucket))
    throw new S3Error(
      400,
      'InvalidBucketName',
      'A bucket is named with 3 to 63 lower-case letters, digits, dots and hyphens.',
    );
  if (!shelf.index.createBucket(target.bucket, now))
    throw new S3Error(409, 'BucketAlreadyOwnedByYou', 'There is a bucket of that name.');
  return { status: 200, headers: { Location: `/${target.bucket}` } };
}

export function isBucketName(name: string): boolean {
  return bucketName.test(name);
}

export function headBucket(shelf: ObjectShelf, grant: StoreGrant, target: RequestTarget): StoreResponse {
  if (!mayKnowBucket(grant, target.bucket)) throw accessDenied();
  requireBucket(shelf, target.bucket);
  return { status: 200 };
}

export function listObjects(shelf: ObjectShelf, grant: StoreGrant, target: RequestTarget): StoreResponse {
  const query = parseListQuery(target.query);
  const mayList = isAllowed(grant, 'list', target.bucket, query.prefix);
  const mayListFolders = query.delimiter === '/' && isAllowed(grant, 'folders', target.bucket, query.prefix);
  if (!mayList && !mayListFolders) throw accessDenied();
  requireBucket(shelf, target.bucket);
  const page = listPage((from, to) => shelf.index.range(target.bucket, from, to), query);
  return xmlAnswer(listDocument(target.bucket, query, page));
}

/** Each key is judged by itself: what may not go stays and is named in the answer. */
export async function deleteObjects(
  shelf: ObjectShelf,
  grant: StoreGrant,
  target: RequestTarget,
  body: Buffer,
): Promise<StoreResponse> {
  if (!mayKnowBucket(grant, target.bucket)) throw accessDenied();
  requireBucket(shelf, target.bucket);
  const { keys, quiet } = parseDeleteRequest(body.toString('utf8'));
  for (const key of keys) checkKey(key);
  const results = [];
  for (const key of keys) {
    if (!isAllowed(grant, 'delete', target.bucket, key)) {
      const { code, message } = accessDenied();
      results.push(element('Error', [element('Key', key), element('Code', code), element('Message', message)]));
      continue;
    }
    await shelf.remove(target.bucket, key);
    if (!quiet) results.push(element('Deleted', [element('Key', key)]));
  }
  return xmlAnswer(xmlDocument('DeleteResult', results));
}

/** Throws 404 for a bucket that is not there. Ask only once the credential may know. */
export function requireBucket(shelf: ObjectShelf, bucket: string): void {
  if (!shelf.index.hasBucket(bucket))
    throw new S3Error(404, 'NoSuchBucket', 'There is no bucket of that name.', { BucketName: bucket });
}
