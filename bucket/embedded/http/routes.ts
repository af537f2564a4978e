import { deleteBucketLifecycle } from '../lifecycle/delete-bucket-lifecycle.ts';
import { getBucketLifecycle } from '../lifecycle/get-bucket-lifecycle.ts';
import { putBucketLifecycle } from '../lifecycle/put-bucket-lifecycle.ts';
import { createBucket } from '../operations/create-bucket.ts';
import { deleteObject } from '../operations/delete-object.ts';
import { deleteObjects } from '../operations/delete-objects.ts';
import { credentialParameter, exchangeCredential } from '../operations/exchange-credential.ts';
import { foreignOperation } from '../operations/foreign-operation.ts';
import { getObject } from '../operations/get-object.ts';
import { headBucket } from '../operations/head-bucket.ts';
import { headObject } from '../operations/head-object.ts';
import { listBuckets } from '../operations/list-buckets.ts';
import { listObjectVersions } from '../operations/list-object-versions.ts';
import { listObjectsV2 } from '../operations/list-objects-v2.ts';
import type { S3Operation } from '../operations/operation.ts';
import { putObject } from '../operations/put-object.ts';
import type { RequestTarget } from './request-target.ts';
import { notImplemented, S3Error } from './s3-error.ts';

/** The calls of S3 that the store knows, and one of its own. Everything else is refused by name. */
const operations: readonly S3Operation[] = [
  ...[getBucketLifecycle, putBucketLifecycle, deleteBucketLifecycle],
  ...[listBuckets, createBucket, headBucket, listObjectVersions, listObjectsV2, deleteObjects],
  exchangeCredential,
  ...[putObject, getObject, headObject, deleteObject],
];

const signingParameters = new Set([
  ...['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders', 'X-Amz-Signature'],
  'X-Amz-Content-Sha256',
]);

/** What SDKs send with any call and what changes nothing about its meaning. */
const neutralHeaders = new Set(['x-amz-date', 'x-amz-content-sha256', 'x-amz-user-agent', 'x-amz-checksum-mode']);
/** Standard headers that S3 would keep with the object or obey, and this store does not. */
const unkeptHeaders = new Set([
  ...['content-encoding', 'content-disposition', 'content-language', 'cache-control', 'expires'],
  ...['if-modified-since', 'if-unmodified-since', 'if-range'],
]);
const metadataStart = 'x-amz-meta-';

/** A request's operation, and what it was asked with as the operation's schemas give it. */
interface Route {
  readonly operation: S3Operation;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Which call a request makes. Throws 501 for any other, for any parameter the call does not take here and for any header
 * that would ask for more than is done (locks, encryption, tags, copies, ACLs): ignoring those would be a lie.
 */
export function findOperation(method: string, target: RequestTarget, headers: ReadonlyMap<string, string>): Route {
  const isOwn = method === 'POST' && target.key === '' && target.query.has(credentialParameter);
  const foreign = isOwn ? null : foreignOperation(method, target, headers);
  if (foreign !== null) throw notImplemented(foreign);
  const path = target.bucket === '' ? 'service' : target.key === '' ? 'bucket' : 'object';
  const operation = operations.find(
    (each) => each.method === method && each.path === path && each.isMeant?.(target.query) !== false,
  );
  if (operation === undefined) throw notImplemented(`${method} here`);
  return { operation, query: queryFor(operation, target.query), headers: headersFor(operation, headers) };
}

function queryFor(operation: S3Operation, given: RequestTarget['query']): Route['query'] {
  for (const [name, value] of given) {
    if (name === 'x-id') {
      if (value === operation.name) continue;
      // What names another call that S3 has asks for that one; it is not done as if it were this one.
      const isForeign = /^[A-Z][A-Za-z0-9]{2,60}$/.test(value) && operations.every((each) => each.name !== value);
      if (isForeign) throw notImplemented(value);
      throw new S3Error(400, 'InvalidArgument', `The parameter x-id is not ${operation.name}, which the request is.`);
    }
    if (!Object.hasOwn(operation.query.shape, name) && !signingParameters.has(name))
      throw notImplemented(`the parameter ${name} of ${operation.name}`);
  }
  const parsed = operation.query.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new S3Error(400, 'InvalidArgument', parsed.error.issues[0]?.message ?? 'The parameters cannot be read.');
}

function headersFor(operation: S3Operation, given: ReadonlyMap<string, string>): Route['headers'] {
  const taken = (name: string) => Object.hasOwn(operation.headers.shape, name);
  const metadata: [string, string][] = [];
  for (const [name, value] of given) {
    if (unkeptHeaders.has(name)) throw notImplemented(`the header ${name}`);
    if (!name.startsWith('x-amz-') || neutralHeaders.has(name)) continue;
    const isMetadata = name.startsWith(metadataStart);
    if (!taken(isMetadata ? 'metadata' : name)) throw notImplemented(`${name}: ${value}`);
    if (isMetadata) metadata.push([name.slice(metadataStart.length), value]);
  }
  const parsed = operation.headers.safeParse({ ...Object.fromEntries(given), metadata: Object.fromEntries(metadata) });
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0]);
  throw notImplemented(`${name}: ${given.get(name)}`);
}
