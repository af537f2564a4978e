import type { RequestTarget } from '../http/request-target.ts';

/** What stands after the method in the name of a call about one thing that a bucket has: `?versioning` is `PutBucketVersioning`. */
const ofBuckets: Readonly<Record<string, string>> = {
  abac: 'BucketAbac',
  accelerate: 'BucketAccelerateConfiguration',
  acl: 'BucketAcl',
  analytics: 'BucketAnalyticsConfiguration',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  'intelligent-tiering': 'BucketIntelligentTieringConfiguration',
  inventory: 'BucketInventoryConfiguration',
  lifecycle: 'BucketLifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  metadataAnnotationTable: 'BucketMetadataAnnotationTableConfiguration',
  metadataConfiguration: 'BucketMetadataConfiguration',
  metadataInventoryTable: 'BucketMetadataInventoryTableConfiguration',
  metadataJournalTable: 'BucketMetadataJournalTableConfiguration',
  metadataTable: 'BucketMetadataTableConfiguration',
  metrics: 'BucketMetricsConfiguration',
  notification: 'BucketNotificationConfiguration',
  'object-lock': 'ObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  replication: 'BucketReplication',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

const ofObjects: Readonly<Record<string, string>> = {
  acl: 'ObjectAcl',
  annotation: 'ObjectAnnotation',
  attributes: 'ObjectAttributes',
  encryption: 'ObjectEncryption',
  'legal-hold': 'ObjectLegalHold',
  retention: 'ObjectRetention',
  tagging: 'ObjectTagging',
  torrent: 'ObjectTorrent',
};

const verbs: Readonly<Record<string, string>> = { PUT: 'Put', GET: 'Get', DELETE: 'Delete', POST: 'Create' };

/** Of these a bucket has several, each with an `id`; asked without one, all of them are meant. */
const severalOfBuckets = new Set(['analytics', 'intelligent-tiering', 'inventory', 'metrics']);

/** What of a lifecycle is ours. */
const ownOfLifecycles = new Set(['GET', 'PUT', 'DELETE']);

/** The calls whose names are not put together like the rest. */
const oddNames: Readonly<Record<string, string>> = {
  PutBucketMetadataAnnotationTableConfiguration: 'UpdateBucketMetadataAnnotationTableConfiguration',
  PutBucketMetadataInventoryTableConfiguration: 'UpdateBucketMetadataInventoryTableConfiguration',
  PutBucketMetadataJournalTableConfiguration: 'UpdateBucketMetadataJournalTableConfiguration',
  PutObjectEncryption: 'UpdateObjectEncryption',
};

/**
 * The name of the call that a request makes of S3 and that this store does not have, or null: it may be one of ours. The name is
 * told by method, sub-resource and headers, as in the "API operations" of the Amazon S3 API Reference.
 */
export function foreignOperation(
  method: string,
  { bucket, key, query }: RequestTarget,
  headers: ReadonlyMap<string, string>,
): string | null {
  if (bucket === '') return null;
  return key === '' ? ofBucket(method, query) : ofObject(method, query, headers);
}

function ofBucket(method: string, query: ReadonlyMap<string, string>): string | null {
  if (ownOfLifecycles.has(method) && query.has('lifecycle')) return null;
  if (method === 'GET' && query.has('uploads')) return 'ListMultipartUploads';
  if (method === 'GET' && query.has('session')) return 'CreateSession';
  const several = [...severalOfBuckets].find((name) => query.has(name));
  if (method === 'GET' && several !== undefined && !query.has('id')) return `List${ofBuckets[several]}s`;
  const aboutThing = callAbout(method, query, ofBuckets);
  if (aboutThing !== null) return aboutThing;
  if (method === 'DELETE') return 'DeleteBucket';
  if (method === 'POST' && !query.has('delete')) return 'PostObject';
  const isList = query.get('list-type') === '2' || query.has('versions');
  return method === 'GET' && !isList ? 'ListObjects' : null;
}

function ofObject(
  method: string,
  query: ReadonlyMap<string, string>,
  headers: ReadonlyMap<string, string>,
): string | null {
  const isCopy = headers.has('x-amz-copy-source');
  if (method === 'POST') {
    if (query.has('uploads')) return 'CreateMultipartUpload';
    if (query.has('uploadId')) return 'CompleteMultipartUpload';
    if (query.has('restore')) return 'RestoreObject';
    return query.has('select') ? 'SelectObjectContent' : null;
  }
  if (method === 'GET' && query.has('annotation') && !query.has('annotationName')) return 'ListObjectAnnotations';
  if (query.has('uploadId')) {
    if (method === 'PUT') return isCopy ? 'UploadPartCopy' : 'UploadPart';
    if (method === 'GET') return 'ListParts';
    if (method === 'DELETE') return 'AbortMultipartUpload';
  }
  if (method === 'PUT' && query.has('renameObject')) return 'RenameObject';
  return callAbout(method, query, ofObjects) ?? (method === 'PUT' && isCopy ? 'CopyObject' : null);
}

function callAbout(method: string, query: ReadonlyMap<string, string>, things: Readonly<Record<string, string>>) {
  const verb = verbs[method];
  const thing = [...query.keys()].find((name) => Object.hasOwn(things, name));
  if (verb === undefined || thing === undefined) return null;
  const name = `${verb}${things[thing]}`;
  return oddNames[name] ?? name;
}
