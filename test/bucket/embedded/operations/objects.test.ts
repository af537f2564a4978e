import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bareClient, refusal, scratchStore, settingsFor } from '../../scratch.ts';
import { ask } from '../http/raw-request.ts';

const Bucket = 'plainsight';

describe('objects, by the SDK with its defaults', () => {
  it('reads ranges', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: Buffer.from('0123456789') }));
    const ranges: [string, string, string][] = [
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=8-99', '89', 'bytes 8-9/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ];
    for (const [Range, text, ContentRange] of ranges) {
      const answer = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range }));
      expect(await answer.Body?.transformToString()).toBe(text);
      expect(answer).toMatchObject({ ContentRange, ContentLength: text.length });
    }
  });

  it('streams a large object and a part of it', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    const body = Buffer.alloc(5_000_000, 'large');
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: body }));
    const whole = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(Buffer.from((await whole.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
    const part = await client.send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=1-3000000' }));
    expect(Buffer.from((await part.Body?.transformToByteArray()) ?? []).equals(body.subarray(1, 3_000_001))).toBe(true);
  });

  it('keeps type, metadata and checksums', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'k',
        Body: Buffer.from('x'),
        ContentType: 'image/webp',
        Metadata: { a: '1' },
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ContentType: 'image/webp',
      Metadata: { a: '1' },
      ContentLength: 1,
      ETag: put.ETag,
      ChecksumSHA256: put.ChecksumSHA256,
    });
    expect(put.ChecksumSHA256).toBe('LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=');
  });

  it('obeys conditions', async () => {
    const client = bareClient(settingsFor(await scratchStore()));
    const put = (Body: string, condition: { IfMatch?: string; IfNoneMatch?: string }) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: Buffer.from(Body), ...condition }));
    expect(await refusal(put('x', { IfMatch: '"none"' }))).toEqual({ status: 404, code: 'NoSuchKey' });
    const { ETag = '' } = await put('one', { IfNoneMatch: '*' });
    expect(await refusal(put('two', { IfNoneMatch: '*' }))).toEqual({ status: 412, code: 'PreconditionFailed' });
    expect(await refusal(put('two', { IfMatch: '"other"' }))).toEqual({ status: 412, code: 'PreconditionFailed' });
    await put('two', { IfMatch: ETag });
    expect(await (await client.send(new GetObjectCommand({ Bucket, Key: 'k' }))).Body?.transformToString()).toBe('two');
    expect(await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'k', IfMatch: ETag })))).toMatchObject({
      status: 412,
    });
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(
      await refusal(client.send(new GetObjectCommand({ Bucket, Key: 'k', IfNoneMatch: head.ETag }))),
    ).toMatchObject({ status: 304 });
  });

  it('deletes several, and tells which it may not', async () => {
    const store = await scratchStore();
    const client = bareClient(settingsFor(store));
    for (const Key of ['a/1', 'a/ü <&>', 'b/1'])
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from('x') }));
    const limited = bareClient(
      settingsFor(store, { role: 'limited', allow: [{ bucket: Bucket, actions: ['delete'], prefix: 'a/' }] }),
    );
    const Objects = ['a/1', 'a/ü <&>', 'a/missing', 'b/1'].map((Key) => ({ Key }));
    const answer = await limited.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(answer.Deleted?.map((each) => each.Key)).toEqual(['a/1', 'a/ü <&>', 'a/missing']);
    expect(answer.Errors).toMatchObject([{ Key: 'b/1', Code: 'AccessDenied' }]);
    expect(await refusal(client.send(new HeadObjectCommand({ Bucket, Key: 'a/1' })))).toMatchObject({ status: 404 });
    await client.send(new HeadObjectCommand({ Bucket, Key: 'b/1' }));
  });

  it('lets only an owner make and list buckets', async () => {
    const store = await scratchStore();
    const owner = bareClient(settingsFor(store));
    await owner.send(new CreateBucketCommand({ Bucket: 'second' }));
    expect((await owner.send(new ListBucketsCommand({}))).Buckets?.map((each) => each.Name)).toEqual([
      'plainsight',
      'second',
    ]);
    await owner.send(new HeadBucketCommand({ Bucket: 'second' }));
    expect(await refusal(owner.send(new HeadBucketCommand({ Bucket: 'third' })))).toMatchObject({ status: 404 });
    const limited = bareClient(
      settingsFor(store, {
        role: 'limited',
        allow: [{ bucket: Bucket, actions: ['put', 'get', 'list', 'delete'], prefix: '' }],
      }),
    );
    expect(await refusal(limited.send(new CreateBucketCommand({ Bucket: 'third' })))).toMatchObject({ status: 403 });
    expect(await refusal(limited.send(new ListBucketsCommand({})))).toMatchObject({ status: 403 });
    expect(await refusal(limited.send(new HeadBucketCommand({ Bucket: 'second' })))).toMatchObject({ status: 403 });
    await limited.send(new HeadBucketCommand({ Bucket }));
  });

  it('keeps names that look like paths apart, and inside', async () => {
    const store = await scratchStore();
    const key = store.credentials.add({
      role: 'limited',
      allow: [{ bucket: Bucket, actions: ['put', 'get'], prefix: 'mine/' }],
    });
    const names = [
      'mine/../k',
      'mine/./k',
      'mine//k',
      'mine/..%2Fk',
      'mine/..\\k',
      'mine/k/',
      'mine/C:\\k',
      'mine/k',
      'mine/\u202ek',
      'mine/con',
    ];
    for (const name of names)
      expect((await ask(store, key, { method: 'PUT', path: `/${Bucket}/${name}`, body: name })).status).toBe(200);
    for (const name of names)
      expect((await ask(store, key, { method: 'GET', path: `/${Bucket}/${name}` })).body).toBe(name);
    for (const name of ['../mine/k', './mine/k', '/mine/k', 'Mine/k', 'mine', '..', '.', `../${Bucket}/mine/k`]) {
      expect((await ask(store, key, { method: 'PUT', path: `/${Bucket}/${name}`, body: 'x' })).status).toBe(403);
    }
  });
});
