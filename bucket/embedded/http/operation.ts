import { credentialParameter } from '../operations/credential-operation.ts';
import { foreignOperation } from '../operations/foreign-operation.ts';
import type { RequestTarget } from './request-target.ts';
import { notImplemented, S3Error } from './s3-error.ts';

/** The calls of S3 that the store knows, and one of its own. Everything else is refused by name. */
export type Operation =
  | 'ListBuckets'
  | 'CreateBucket'
  | 'HeadBucket'
  | 'ListObjectsV2'
  | 'DeleteObjects'
  | 'ExchangeCredential'
  | 'PutObject'
  | 'GetObject'
  | 'HeadObject'
  | 'DeleteObject';

const parameters: Readonly<Record<Operation, readonly string[]>> = {
  ListBuckets: [],
  CreateBucket: [],
  HeadBucket: [],
  ListObjectsV2: ['list-type', 'prefix', 'delimiter', 'continuation-token', 'start-after', 'max-keys', 'encoding-type'],
  DeleteObjects: ['delete'],
  ExchangeCredential: [credentialParameter],
  PutObject: [],
  GetObject: [],
  HeadObject: [],
  DeleteObject: [],
};

const signingParameters = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Content-Sha256',
];

/** What SDKs send with any call and what changes nothing about its meaning. */
const neutralHeaders = new Set(['x-amz-date', 'x-amz-content-sha256', 'x-amz-user-agent', 'x-amz-checksum-mode']);
const putHeaders = new Set([
  'x-amz-acl',
  'x-amz-checksum-crc32',
  'x-amz-checksum-sha256',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-storage-class',
]);
/** Standard headers that S3 would keep with the object or obey, and this store does not. */
const unkeptHeaders = [
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
];
const allowedValues: Readonly<Record<string, readonly string[]>> = {
  'x-amz-acl': ['private', 'bucket-owner-full-control'],
  'x-amz-storage-class': ['STANDARD'],
  'x-amz-sdk-checksum-algorithm': ['CRC32', 'SHA256'],
};

/**
 * Which call a request makes. Throws 501 for any other, for any parameter the call does not take here and for any header
 * that would ask for more than is done (locks, encryption, tags, copies, ACLs): ignoring those would be a lie.
 */
export function operationOf(method: string, target: RequestTarget, headers: ReadonlyMap<string, string>): Operation {
  const isOwn = method === 'POST' && target.key === '' && target.query.has(credentialParameter);
  const foreign = isOwn ? null : foreignOperation(method, target, headers);
  if (foreign !== null) throw notImplemented(foreign);
  const operation = candidate(method, target);
  for (const [name, value] of target.query) {
    if (name === 'x-id') {
      if (value === operation) continue;
      // What names another call that S3 has asks for that one; it is not done as if it were this one.
      if (/^[A-Z][A-Za-z0-9]{2,60}$/.test(value) && !Object.hasOwn(parameters, value)) throw notImplemented(value);
      throw new S3Error(400, 'InvalidArgument', `The parameter x-id is not ${operation}, which the request is.`);
    } else if (!parameters[operation].includes(name) && !signingParameters.includes(name)) {
      throw notImplemented(`the parameter ${name} of ${operation}`);
    }
  }
  for (const [name, value] of headers) {
    if (unkeptHeaders.includes(name)) throw notImplemented(`the header ${name}`);
    if (!name.startsWith('x-amz-')) continue;
    const isTaken =
      neutralHeaders.has(name) ||
      (takesBody(operation) && putHeaders.has(name)) ||
      (operation === 'PutObject' && name.startsWith('x-amz-meta-'));
    if (!isTaken || allowedValues[name]?.includes(value) === false) throw notImplemented(`${name}: ${value}`);
  }
  return operation;
}

function candidate(method: string, { bucket, key, query }: RequestTarget): Operation {
  if (bucket === '') {
    if (method === 'GET') return 'ListBuckets';
  } else if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return 'ListObjectsV2';
    if (method === 'GET') throw notImplemented('this listing; ListObjectsV2 is');
    if (method === 'HEAD') return 'HeadBucket';
    if (method === 'PUT') return 'CreateBucket';
    if (method === 'POST' && query.has(credentialParameter)) return 'ExchangeCredential';
    if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  } else {
    if (method === 'PUT') return 'PutObject';
    if (method === 'GET') return 'GetObject';
    if (method === 'HEAD') return 'HeadObject';
    if (method === 'DELETE') return 'DeleteObject';
  }
  throw notImplemented(`${method} here`);
}

export function takesBody(operation: Operation): boolean {
  return ['PutObject', 'DeleteObjects', 'CreateBucket', 'ExchangeCredential'].includes(operation);
}
