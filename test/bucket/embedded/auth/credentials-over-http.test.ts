import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { deviceGrant, viewerGrant } from '../../../../bucket/rights.ts';
import { unwrap } from '../../../../core/result.ts';
import { codeOf, open } from '../../contract.ts';
import { bareClient, refusal, scratchStore, settingsFor } from '../../scratch.ts';
import { deviceId, other, person, viewerId } from './credentials-scene.ts';

/** Customer-key encryption: what S3 keeps opens to whoever sends the same key again, and to nobody else. */
function customerKey(): { SSECustomerAlgorithm: 'AES256'; SSECustomerKey: string; SSECustomerKeyMD5: string } {
  const key = Buffer.alloc(32, 7);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
}

describe('a viewer on the embedded store', () => {
  it('reads who was granted and nobody else, and does not learn who there is', async () => {
    const store = await scratchStore();
    const owner = open(settingsFor(store));
    for (const each of [person, other]) await owner.put(`days/${each}/2026-11-22/d/x`, Buffer.from('x'));
    const client = open(settingsFor(store, viewerGrant({ bucket: 'plainsight', prefix: '' }, viewerId, [person])));
    expect(codeOf(await client.listFolders('people/'))).toBe('store-denied');
    expect(codeOf(await client.list('people/'))).toBe('store-denied');
    expect(codeOf(await client.list(`days/${person}/`))).toBe('ok');
    expect(codeOf(await client.list(`people/${person}/`))).toBe('store-denied');
    expect(codeOf(await client.listFolders(`people/${other}/`))).toBe('store-denied');
    expect(codeOf(await client.get(`days/${other}/2026-11-22/d/x`))).toBe('store-denied');
    expect(codeOf(await client.list(`people/${person}/requests/`))).toBe('ok');
    expect(codeOf(await client.create(`people/${other}/requests/${viewerId}/a.age`, Buffer.from('x')))).toBe(
      'store-denied',
    );
    expect(codeOf(await client.put(`days/${person}/x`, Buffer.from('x')))).toBe('store-denied');
  });

  it.each(['views', 'requests'])(
    'creates in its own folder below %s, and overwrites and deletes nothing',
    async (folder) => {
      const store = await scratchStore();
      const owner = open(settingsFor(store));
      const settings = settingsFor(store, viewerGrant({ bucket: 'plainsight', prefix: '' }, viewerId, [person]));
      const client = open(settings);
      const mine = `people/${person}/${folder}/${viewerId}/a.age`;
      const others = `people/${person}/${folder}/${other}/a.age`;
      const text = async (key: string) => Buffer.from(unwrap(await owner.get(key))).toString();
      unwrap(await owner.put(others, Buffer.from('of another')));
      expect(codeOf(await client.put(mine, Buffer.from('without the condition')))).toBe('store-denied');
      expect(codeOf(await client.create(mine, Buffer.from('first')))).toBe('ok');
      for (const again of [client.put, client.create])
        expect(codeOf(await again(mine, Buffer.from('again')))).not.toBe('ok');
      for (const key of [others, `people/${person}/${folder}/a.age`, `people/${person}/${folder}/${viewerId}`]) {
        expect(codeOf(await client.put(key, Buffer.from('mine')))).toBe('store-denied');
        expect(codeOf(await client.create(key, Buffer.from('mine')))).toBe('store-denied');
      }
      const bare = bareClient(settings);
      const at = { Bucket: 'plainsight', Key: mine };
      const { ETag } = await bareClient(settingsFor(store)).send(new HeadObjectCommand(at));
      // With its own tag, a lie about it, a copy over it or a deletion: what is there stays.
      for (const call of [
        () => bare.send(new PutObjectCommand({ ...at, Body: 'x', IfMatch: ETag })),
        () => bare.send(new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '"another"' })),
        () => bare.send(new PutObjectCommand({ ...at, Body: 'x', IfMatch: ETag, IfNoneMatch: '*' })),
        () => bare.send(new CopyObjectCommand({ ...at, CopySource: `plainsight/${others}` })),
        () => bare.send(new DeleteObjectCommand(at)),
        () => bare.send(new CreateMultipartUploadCommand(at)),
      ])
        expect(await refusal(call())).not.toMatchObject({ status: 'accepted' });
      await bare
        .send(new DeleteObjectsCommand({ Bucket: 'plainsight', Delete: { Objects: [{ Key: mine }] } }))
        .catch(() => undefined);
      expect([await text(mine), await text(others)]).toEqual(['first', 'of another']);
    },
  );

  it.each([
    ['archived', { StorageClass: 'GLACIER' as const }],
    ['archived deep', { StorageClass: 'DEEP_ARCHIVE' as const }],
    ['kept with less care', { StorageClass: 'REDUCED_REDUNDANCY' as const }],
    ['encrypted with a key of its own', customerKey()],
    ['encrypted with a key of a key service', { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: 'mine' }],
    ['open to all', { ACL: 'public-read' as const }],
    ['given to somebody', { GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }],
    ['tagged', { Tagging: 'a=b' }],
    ['leading elsewhere', { WebsiteRedirectLocation: '/elsewhere' }],
    ['locked', { ObjectLockMode: 'COMPLIANCE' as const, ObjectLockRetainUntilDate: new Date(4e12) }],
    ['held', { ObjectLockLegalHoldStatus: 'ON' as const }],
    ['packed', { ContentEncoding: 'gzip' }],
  ])('leaves no object that is %s', async (_, change) => {
    const store = await scratchStore();
    const settings = settingsFor(store, viewerGrant({ bucket: 'plainsight', prefix: '' }, viewerId, [person]));
    const Key = `people/${person}/views/${viewerId}/a.age`;
    const put = new PutObjectCommand({ Bucket: 'plainsight', Key, Body: 'x', IfNoneMatch: '*', ...change });
    expect(await refusal(bareClient(settings).send(put))).toMatchObject({ status: 501 });
    expect(codeOf(await open(settingsFor(store)).get(Key))).toBe('object-missing');
  });

  it('reads by what was granted last from the next request on, and nothing once removed', async () => {
    const store = await scratchStore();
    const owner = open(settingsFor(store));
    const key = (each: string) => `days/${each}/2026-11-22/d/x`;
    for (const each of [person, other]) await owner.put(key(each), Buffer.from('x'));
    const settings = settingsFor(store, viewerGrant({ bucket: 'plainsight', prefix: '' }, viewerId, [person]));
    const client = open(settings);
    const answers = async () => [codeOf(await client.get(key(person))), codeOf(await client.get(key(other)))];
    expect(await answers()).toEqual(['ok', 'store-denied']);
    store.credentials.change(
      settings.accessKeyId,
      viewerGrant({ bucket: 'plainsight', prefix: '' }, viewerId, [other]),
    );
    expect(await answers()).toEqual(['store-denied', 'ok']);
    store.credentials.remove(settings.accessKeyId);
    expect(await answers()).toEqual(['store-credential-unknown', 'store-credential-unknown']);
  });
});

describe('a device on the embedded store', () => {
  it('reads what was answered to its own person, and cannot answer itself', async () => {
    const store = await scratchStore();
    const owner = open(settingsFor(store));
    for (const each of [person, other]) await owner.put(`people/${each}/requests/a.age`, Buffer.from('x'));
    const client = open(settingsFor(store, deviceGrant({ bucket: 'plainsight', prefix: '' }, person, deviceId)));
    expect(await client.list(`people/${person}/requests/`)).toMatchObject({ ok: true, value: [{ bytes: 1 }] });
    expect(codeOf(await client.get(`people/${person}/requests/a.age`))).toBe('ok');
    expect(codeOf(await client.put(`people/${person}/requests/b.age`, Buffer.from('x')))).toBe('store-denied');
    expect(codeOf(await client.list(`people/${other}/requests/`))).toBe('store-denied');
    expect(codeOf(await client.get(`people/${other}/requests/a.age`))).toBe('store-denied');
  });
});
