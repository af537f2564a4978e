import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { unwrap } from '../../../../core/result.ts';
import { bareClient, settingsFor } from '../../scratch.ts';

const own = new Set([
  ...['ListBuckets', 'CreateBucket', 'HeadBucket', 'ListObjectsV2', 'DeleteObjects', 'PutObject', 'GetObject'],
  ...['HeadObject', 'DeleteObject', 'GetBucketLifecycleConfiguration', 'PutBucketLifecycleConfiguration'],
  ...['DeleteBucketLifecycle', 'ListObjectVersions'],
]);
/** Calls that go to another host than the bucket's, or that the SDK puts together from others. */
const notOfTheStore = new Set(['WriteGetObjectResponse', 'ListDirectoryBuckets']);

type Call = new (input: Record<string, unknown>) => Parameters<ReturnType<typeof bareClient>['send']>[0];

const commands = Object.entries(sdk).flatMap(([name, value]): [string, Call][] => {
  const call = /^[A-Z].*Command$/.test(name) && typeof value === 'function' ? name.slice(0, -'Command'.length) : null;
  return call === null || own.has(call) || notOfTheStore.has(call) ? [] : [[call, value as unknown as Call]];
});

/** What any of the calls asks for; a call takes what is its own. */
const input = {
  Bucket: 'plainsight',
  Key: 'k',
  UploadId: 'u',
  PartNumber: 1,
  CopySource: 'plainsight/k',
  RenameSource: 'k',
  Id: 'i',
  AnnotationName: 'n',
  Body: 'x',
  VersioningConfiguration: { Status: 'Enabled' },
  Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] },
  ObjectAttributes: ['ETag'],
  Policy: '{}',
  ExpressionType: 'SQL',
  Expression: 'SELECT 1',
  InputSerialization: { CSV: {} },
  OutputSerialization: { CSV: {} },
};

let folder: string;
let store: EmbeddedStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-foreign-'));
  store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

describe('calls of S3 that the store does not have', () => {
  it('knows the calls of the SDK', () => expect(commands.length).toBeGreaterThan(70));

  it.each(commands)('%s is refused by its own name', async (name, Call) => {
    const client = bareClient(settingsFor(store));
    const refused = await client.send(new Call(input)).then(
      () => 'done',
      (error: unknown) => `${Reflect.get(Object(error), 'name')}: ${Reflect.get(Object(error), 'message')}`,
    );
    expect(refused).toBe(`NotImplemented: This store does not support ${name}.`);
  });
});
