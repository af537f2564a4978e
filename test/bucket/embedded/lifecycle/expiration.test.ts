import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  HeadObjectCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { Lifecycles } from '../../../../bucket/embedded/lifecycle/lifecycles.ts';
import { ObjectIndex } from '../../../../bucket/embedded/storage/object-index.ts';
import { unwrap } from '../../../../core/result.ts';
import { open } from '../../contract.ts';
import { bareClient, refusal, scratchFolder, scratchStore, settingsFor } from '../../scratch.ts';

const Bucket = 'plainsight';
const dayMs = 24 * 3_600_000;

function rule(ID: string, Prefix: string, Days: number): LifecycleRule {
  return { ID, Status: 'Enabled', Filter: { Prefix }, Expiration: { Days } };
}

const setRules = (client: S3Client, Rules: LifecycleRule[]) =>
  client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
const rulesOf = (client: S3Client) => client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

/** How many files of objects there are. */
async function filesIn(folder: string): Promise<number> {
  const found = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).length;
}

describe('the lifecycle of a bucket', () => {
  it('is kept over a close and a start, and taken away again', async () => {
    const folder = await scratchFolder();
    const first = await scratchStore({ folder });
    const settings = settingsFor(first);
    expect(await refusal(rulesOf(bareClient(settings)))).toEqual({ status: 404, code: 'NoSuchLifecycleConfiguration' });
    await setRules(bareClient(settings), [rule('a', 'shots/', 30), rule('b', 'days/', 90)]);
    await first.close();
    await scratchStore({ folder, port: first.port });
    const client = bareClient(settings);
    expect((await rulesOf(client)).Rules).toEqual([rule('a', 'shots/', 30), rule('b', 'days/', 90)]);
    await setRules(client, [rule('b', 'days/', 91)]);
    expect((await rulesOf(client)).Rules).toEqual([rule('b', 'days/', 91)]);
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect(await refusal(rulesOf(client))).toMatchObject({ status: 404 });
  });

  it('is its owner’s alone', async () => {
    const store = await scratchStore();
    const allow = [
      { bucket: Bucket, actions: ['put' as const, 'get' as const, 'list' as const, 'delete' as const], prefix: '' },
    ];
    const client = bareClient(settingsFor(store, { role: 'limited', allow }));
    const denied = { status: 403, code: 'AccessDenied' };
    expect(await refusal(setRules(client, [rule('a', '', 1)]))).toEqual(denied);
    expect(await refusal(rulesOf(client))).toEqual(denied);
    expect(await refusal(client.send(new DeleteBucketLifecycleCommand({ Bucket })))).toEqual(denied);
  });

  it('is told with each object that it is about', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    await setRules(client, [rule('all', '', 90), rule('the pictures', 'shots/', 30)]);
    const put = await client.send(new PutObjectCommand({ Bucket, Key: 'shots/a', Body: 'x' }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'shots/a' }));
    expect(put.Expiration).toBe(head.Expiration);
    const due = Math.ceil(((head.LastModified?.getTime() ?? 0) + 30 * dayMs) / dayMs) * dayMs;
    expect(head.Expiration).toBe(`expiry-date="${new Date(due).toUTCString()}", rule-id="the%20pictures"`);
    await setRules(client, [{ ...rule('off', '', 1), Status: 'Disabled' }, rule('b', 'days/', 9)]);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'shots/a' }))).Expiration).toBeUndefined();
  });
});

describe('what is due', () => {
  it('goes with its file, and nothing else does, while requests are answered', { timeout: 60_000 }, async () => {
    const folder = await scratchFolder();
    const settings = settingsFor(await scratchStore({ folder, lifecycleDayMs: 240 }));
    const [client, store] = [bareClient(settings), open(settings)];
    for (let at = 0; at < 40; at++) unwrap(await store.put(`shots/${at}`, Buffer.from(`picture ${at}`)));
    for (const key of ['days/1', 'shot', 'shots-keys/1', 'people/1']) unwrap(await store.put(key, Buffer.from(key)));
    await setRules(client, [rule('pictures', 'shots/', 1), rule('days', 'days/', 100_000)]);
    await vi.waitFor(async () => expect(unwrap(await store.list('shots/'))).toEqual([]), { timeout: 50_000 });
    const left = unwrap(await store.list('')).map(({ key }) => key);
    expect(left).toEqual(['days/1', 'people/1', 'shot', 'shots-keys/1']);
    await vi.waitFor(async () => expect(await filesIn(folder)).toBe(4), { timeout: 50_000 });
  });

  it('is due at the midnight after, by the time of writing and the rule that comes first', async () => {
    const index = new ObjectIndex(join(await scratchFolder(), 'index.sqlite'));
    try {
      const lifecycles = new Lifecycles(index, dayMs);
      const written = Date.parse('2026-11-01T00:00:00.001Z');
      expect(lifecycles.dueAt(written, 30)).toBe(Date.parse('2026-12-02T00:00:00Z'));
      expect(lifecycles.dueAt(written - 1, 30)).toBe(Date.parse('2026-12-01T00:00:00Z'));
      const of = { isEnabled: true, noncurrentDays: null, abortDays: null, removesMarkers: false };
      lifecycles.set('b', [
        { ...of, id: 'long', prefix: '', days: 60 },
        { ...of, id: 'short', prefix: 'a', days: 30 },
      ]);
      expect(lifecycles.expiryOf('b', { key: 'a/1', modifiedAt: written })?.rule).toBe('short');
      expect(lifecycles.expiryOf('b', { key: 'b/1', modifiedAt: written })?.rule).toBe('long');
      expect(lifecycles.expiryOf('other', { key: 'a/1', modifiedAt: written })).toBeNull();
    } finally {
      index.close();
    }
  });
});

describe('a put under a condition', () => {
  it('has one winner among many who replace the same', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    const put = (Body: string, IfMatch?: string) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ...(IfMatch === undefined ? {} : { IfMatch }) }));
    let { ETag = '' } = await put('first');
    for (let round = 0; round < 3; round++) {
      const racers = Array.from({ length: 16 }, (_, at) => put(`round ${round}, racer ${at}`, ETag));
      const ended = await Promise.allSettled(racers);
      const winners = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value.ETag ?? ''] : []));
      expect(winners).toHaveLength(1);
      ETag = winners[0] ?? '';
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
      expect(head.ETag).toBe(ETag);
    }
  });
});
