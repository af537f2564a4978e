import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import type { VersionStore } from '../../../bucket/version-store.ts';
import { unwrap } from '../../../core/result.ts';
import { type Ceph, hasCeph, startCeph } from '../../fixtures/ceph.ts';
import { bareClient, scratchStore, settingsFor } from '../scratch.ts';

const body = Buffer.from('body');

function opened(settings: BucketSettings): VersionStore {
  const store = openVersionStore(settings);
  onTestFinished(() => store.close());
  return store;
}

const put = (client: S3Client, bucket: string, key: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...more }));

async function putMany(client: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += 50)
    await Promise.all(keys.slice(at, at + 50).map((key) => put(client, bucket, key)));
}

/** What is the same whether a bucket keeps versions or not. */
async function listsAndRemoves(settings: BucketSettings): Promise<void> {
  const client = bareClient(settings);
  const store = opened(settings);
  const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
  const many = Array.from({ length: 1_003 }, (_, at) => `days/p/2026-03-02/${String(at).padStart(4, '0')}`);
  const odd = ['days/p/2026-03-03/a b', 'days/p/2026-03-03/a+b', 'days/p/2026-03-03/ä&<🙂'];
  await putMany(client, settings.bucket, [...days.map((day) => `days/p/${day}/d/one`), ...many, ...odd, 'days/q/x']);
  const keysIn = async (range: Parameters<VersionStore['list']>[0]) =>
    unwrap(await store.list(range)).map(({ key }) => key);
  expect(await keysIn({ prefix: 'days/p/' })).toHaveLength(days.length + many.length + odd.length);
  // Markers end in the middle of names: the days from the second on, and those before the third.
  const second = { prefix: 'days/p/', after: 'days/p/2026-03-02/', before: 'days/p/2026-03-03/' };
  expect(await keysIn(second)).toHaveLength(many.length + 1);
  expect(await keysIn({ prefix: 'days/p/', after: 'days/p/2026-03-03/' })).toEqual(
    [...odd, 'days/p/2026-03-03/d/one'].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
  const found = unwrap(await store.list({ prefix: 'days/p/' }));
  expect(found.every(({ isMarker, bytes }) => !isMarker && bytes === body.length)).toBe(true);
  for (let at = 0; at < found.length; at += 1_000)
    expect(unwrap(await store.remove(found.slice(at, at + 1_000)))).toEqual([]);
  expect(await keysIn({ prefix: 'days/p/' })).toEqual([]);
  expect(await keysIn({ prefix: 'days/q/' })).toEqual(['days/q/x']);
  // What is there no more was not refused.
  expect(unwrap(await store.remove(found.slice(0, 2)))).toEqual([]);
}

it('the embedded store lists each object as its one version, and deletes it', async () => {
  const embedded = await scratchStore();
  const settings = settingsFor(embedded);
  await listsAndRemoves(settings);
  expect(unwrap(await opened(settings).versioning())).toEqual(['unknown']);
});

it('keys that lie apart are listed and deleted where they lie', async () => {
  const embedded = await scratchStore({ buckets: ['plainsight', 'keys'] });
  const apart = settingsFor(embedded, { role: 'owner' }, { keysBucket: 'keys' });
  const client = bareClient(apart);
  for (const bucket of ['plainsight', 'keys'])
    for (const key of ['days-keys/p/d', 'shot-keys/p/d', 'days/p/d']) await put(client, bucket, key);
  const store = opened(apart);
  const found = (
    await Promise.all(['days-keys/', 'shot-keys/', 'days/'].map((prefix) => store.list({ prefix })))
  ).flatMap(unwrap);
  expect(found.map(({ key }) => key)).toEqual(['days-keys/p/d', 'shot-keys/p/d', 'days/p/d']);
  expect(unwrap(await store.remove(found))).toEqual([]);
  const { keysBucket: _, ...content } = apart;
  const left = async (bucket: string) =>
    unwrap(await opened({ ...content, bucket }).list({ prefix: '' })).map(({ key }) => key);
  expect(await left('plainsight')).toEqual(['days-keys/p/d', 'shot-keys/p/d']);
  expect(await left('keys')).toEqual(['days/p/d']);
});

it('tells what it may not delete, each by its name', async () => {
  const embedded = await scratchStore();
  const owner = settingsFor(embedded);
  const client = bareClient(owner);
  for (const key of ['a/1', 'b/1']) await put(client, 'plainsight', key);
  const rule = { bucket: 'plainsight', actions: ['delete' as const, 'list' as const], prefix: 'a/' };
  const store = opened(settingsFor(embedded, { role: 'limited', allow: [rule] }));
  const both = [
    { key: 'a/1', version: 'null' },
    { key: 'b/1', version: 'null' },
  ];
  expect(unwrap(await store.remove(both))).toEqual([{ key: 'b/1', version: 'null', code: 'AccessDenied' }]);
  expect(unwrap(await opened(owner).list({ prefix: '' })).map(({ key }) => key)).toEqual(['b/1']);
});

describe.skipIf(!(await hasCeph()))('Ceph RGW (Linux, as root or with Ceph installed)', () => {
  let folder: string;
  let ceph: Ceph;
  let owner: BucketSettings;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'versions-'));
    ceph = await startCeph(folder);
    owner = unwrap(parseBucketSettings(ceph.owner));
  }, 300_000);
  afterAll(async () => {
    await ceph.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  it('lists and deletes in a bucket that keeps no versions', async () => {
    await listsAndRemoves(owner);
    expect(unwrap(await opened(owner).versioning())).toEqual(['off']);
  }, 120_000);

  it('deletes every version and every marker where a bucket keeps them', async () => {
    const client = bareClient(owner);
    const settings = { ...owner, bucket: ceph.keysBucket };
    const { keysBucket: bucket } = ceph;
    await put(client, bucket, 'days/p/before');
    const Status = 'Enabled';
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
    for (const key of ['days/p/before', 'days/p/twice', 'days/p/twice', 'days/p/hidden'])
      await put(client, bucket, key);
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'days/p/hidden' }));
    const store = opened(settings);
    expect(unwrap(await store.versioning())).toEqual(['on']);
    const found = unwrap(await store.list({ prefix: 'days/p/' }));
    const told = found.map(({ key, isMarker, version }) => `${key} ${isMarker} ${version === 'null'}`);
    expect(told.sort()).toEqual(
      [
        ...['days/p/before false false', 'days/p/before false true', 'days/p/hidden false false'],
        ...['days/p/hidden true false', 'days/p/twice false false', 'days/p/twice false false'],
      ].sort(),
    );
    expect(unwrap(await store.remove(found))).toEqual([]);
    expect(unwrap(await store.list({ prefix: '' }))).toEqual([]);
    await client.send(
      new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    expect(unwrap(await store.versioning())).toEqual(['suspended']);
    await listsAndRemoves(settings);
  }, 120_000);

  it('names what a lock holds, and deletes the rest', async () => {
    const client = bareClient(owner);
    const { lockedBucket: bucket } = ceph;
    const until = new Date(Date.now() + 3_600_000);
    await put(client, bucket, 'days/p/held', { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until });
    await put(client, bucket, 'days/p/free');
    const store = opened({ ...owner, bucket });
    const found = unwrap(await store.list({ prefix: 'days/p/' }));
    const refused = unwrap(await store.remove(found));
    expect(refused.map(({ key, code }) => `${key} ${code}`)).toEqual(['days/p/held AccessDenied']);
    expect(unwrap(await store.list({ prefix: '' })).map(({ key }) => key)).toEqual(['days/p/held']);
  });
});
