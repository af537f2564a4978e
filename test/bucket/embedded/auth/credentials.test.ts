import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Action, StoreGrant, StoreRule } from '../../../../bucket/embedded/auth/authorisation.ts';
import { actions, isAllowed } from '../../../../bucket/embedded/auth/authorisation.ts';
import { Credentials } from '../../../../bucket/embedded/auth/credentials.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../../../bucket/rights.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, viewerIdSchema } from '../../../../core/ids.ts';
import { unwrap } from '../../../../core/result.ts';
import { codeOf, open } from '../../contract.ts';
import { bareClient, refusal, scratchFolder, scratchStore, settingsFor } from '../../scratch.ts';

const person = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(1)));
const other = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(2)));
const viewerId = viewerIdSchema.parse(idFromRandom(new Uint8Array(26).fill(3)));
const deviceId = deviceIdSchema.parse(idFromRandom(new Uint8Array(26).fill(4)));
const device = deviceGrant('b', 'office/', person, deviceId);
const viewer = viewerGrant('b', 'office/', viewerId, [person]);
const own = `office/people/${person}/`;
const foreign = `office/people/${other}/`;

describe('isAllowed', () => {
  it.each<[string, StoreGrant, Action, string, string, boolean]>([
    ['owner', ownerGrant, 'delete', 'any', 'k', true],
    ['nobody', { role: 'limited', allow: [] }, 'get', 'b', '', false],
    ['device', device, 'put', 'b', `${own}days/2026-11-22/${deviceId}/key.age`, true],
    ['device', device, 'put', 'b', `${own}days/2026-11-22/${deviceId}/shots/x.webp.age`, true],
    ['device', device, 'put', 'b', `${own}days/x`, false],
    ['device', device, 'put', 'b', `${own}days/2026-11-22/${person}/key.age`, false],
    ['device', device, 'put', 'b', `${own}days/2026-11-22/${person}/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${own}days/2026-11-2/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${own}days/2026-1/-22/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${own}days/2026-11-22/${deviceId}`, false],
    ['device', device, 'create', 'b', `${own}devices/${deviceId}.json`, true],
    ['device', device, 'put', 'b', `${own}devices/${deviceId}.json`, false],
    ['device', device, 'get', 'b', `${own}devices/${deviceId}.json`, true],
    ['device', device, 'create', 'b', `${own}devices/${person}.json`, false],
    ['device', device, 'get', 'b', `${own}devices/${person}.json`, false],
    ['device', device, 'list', 'b', `${own}devices/`, false],
    ['device', device, 'put', 'b', `${own}consent/${deviceId}/x`, true],
    ['device', device, 'put', 'b', `${own}consent/${person}/x`, false],
    ['device', device, 'put', 'b', `${own}latest/${deviceId}.age`, true],
    ['device', device, 'put', 'b', `${own}latest/x.age`, false],
    ['device', device, 'put', 'b', `${own}card.age`, false],
    ['device', device, 'put', 'b', `${own}access.json`, false],
    ['device', device, 'get', 'b', `${own}access.json`, true],
    ['device', device, 'get', 'b', `${own}latest/${deviceId}.age`, false],
    ['device', device, 'put', 'b', `${own}views/x`, false],
    ['device', device, 'put', 'b', foreign, false],
    ['device', device, 'put', 'other', `${own}days/x`, false],
    ['device', device, 'put', 'b', `${own}days/x`.slice('office/'.length), false],
    ['device', device, 'put', 'b', `office/people/${person}x/days/x`, false],
    ['device', device, 'put', 'b', 'office/org.json', false],
    ['device', device, 'get', 'b', 'office/org.json', true],
    ['device', device, 'get', 'b', 'office/org.json.bak', false],
    ['device', device, 'get', 'b', `${own}days/x`, false],
    ['device', device, 'get', 'b', `${own}views/x`, true],
    ['device', device, 'list', 'b', `${own}views/`, true],
    ['device', device, 'list', 'b', own, false],
    ['device', device, 'list', 'b', '', false],
    ['device', device, 'folders', 'b', own, false],
    ['device', device, 'delete', 'b', `${own}days/x`, false],
    ['viewer', viewer, 'get', 'b', `${own}days/x`, true],
    ['viewer', viewer, 'list', 'b', `${own}days/`, true],
    ['viewer', viewer, 'create', 'b', `${own}views/${viewerId}/x`, true],
    ['viewer', viewer, 'put', 'b', `${own}views/${viewerId}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}views/${person}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}views/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}requests/${viewerId}/x`, true],
    ['viewer', viewer, 'put', 'b', `${own}requests/${viewerId}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}requests/${person}/x`, false],
    ['device', device, 'create', 'b', `${own}days/2026-11-22/${deviceId}/x`, true],
    ['viewer', viewer, 'get', 'b', `${own}card.age`, true],
    ['viewer', viewer, 'get', 'b', `${own}devices/${deviceId}.json`, false],
    ['viewer', viewer, 'list', 'b', `${own}devices/`, false],
    ['viewer', viewer, 'get', 'b', `${own}consent/x`, false],
    ['viewer', viewer, 'list', 'b', `${own}consent/`, false],
    ['viewer', viewer, 'list', 'b', own, false],
    ['viewer', viewer, 'get', 'b', `${own}views/x`, false],
    ['viewer', viewer, 'put', 'b', `${own}days/x`, false],
    ['viewer', viewer, 'get', 'b', `${foreign}days/x`, false],
    ['viewer', viewer, 'list', 'b', foreign, false],
    ['viewer', viewer, 'list', 'b', 'office/people/', false],
    ['viewer', viewer, 'folders', 'b', 'office/people/', false],
    ['viewer', viewer, 'get', 'b', `office/viewers/${viewerId}/directory.age`, true],
    ['viewer', viewer, 'get', 'b', `office/viewers/${person}/directory.age`, false],
    ['viewer', viewer, 'put', 'b', `office/viewers/${viewerId}/directory.age`, false],
    ['viewer', viewer, 'list', 'b', 'office/viewers/', false],
    ['viewer', viewer, 'get', 'b', `${own}latest/x.age`, true],
    ['viewer', viewer, 'put', 'b', `${own}latest/x.age`, false],
    ['viewer', viewer, 'get', 'b', `${own}access.json`, true],
    ['viewer', viewer, 'put', 'b', `${own}access.json`, false],
    ['viewer', viewer, 'folders', 'b', foreign, false],
    ['viewer', viewer, 'delete', 'b', `${own}views/x`, false],
  ])('%s: %#', (_, grant, action, bucket, name, allowed) => {
    expect(isAllowed(grant, action, bucket, name)).toBe(allowed);
  });
});

describe('many rules', () => {
  const names = ['', 'a', 'a/', 'a/b', 'a/bc', 'b/', 'b/a/c', 'ab'];
  const rule = fc
    .tuple(
      fc.constantFrom('b', 'c'),
      fc.subarray([...actions], { minLength: 1 }),
      fc.constantFrom(...names),
      fc.constantFrom('key', 'prefix', 'any'),
    )
    .map(([bucket, allowed, name, kind]): StoreRule => {
      if (kind === 'any') return { bucket, actions: allowed, prefix: name, any: 1, below: '/' };
      return kind === 'key' && name !== ''
        ? { bucket, actions: allowed, key: name }
        : { bucket, actions: allowed, prefix: name };
    });

  it('allow what one of them allows', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 6 }),
        fc.constantFrom(...actions),
        fc.constantFrom('b', 'c', 'd'),
        fc.constantFrom(...names, 'a/b/c', 'b'),
        (allow, action, bucket, name) => {
          const fits = (each: StoreRule) => {
            if ('key' in each) return each.key === name;
            if (!('any' in each)) return name.startsWith(each.prefix);
            const [between, rest] = [name.slice(each.prefix.length), name.slice(each.prefix.length + each.any)];
            const isName = !between.slice(0, each.any).includes('/');
            return name.startsWith(each.prefix) && isName && rest.startsWith(each.below);
          };
          const covers = ({ actions: has }: StoreRule, wanted: Action) =>
            has.includes(wanted) || (wanted === 'create' && has.includes('put'));
          const expected = allow.some((each) => each.bucket === bucket && covers(each, action) && fits(each));
          expect(isAllowed({ role: 'limited', allow }, action, bucket, name)).toBe(expected);
        },
      ),
    );
  });
});

describe('Credentials', () => {
  async function opened(folder?: string): Promise<{ credentials: Credentials; folder: string }> {
    const at = folder ?? (await scratchFolder());
    const credentials = new Credentials(at, () => 42);
    onTestFinished(() => credentials.close());
    return { credentials, folder: at };
  }

  it('hands out, lists, changes and removes', async () => {
    const { credentials } = await opened();
    const made = credentials.add(device, 'laptop');
    const first = null;
    expect(credentials.find(made.accessKeyId)).toEqual({ secret: made.secretAccessKey, grant: device, first });
    expect(credentials.list()).toEqual([
      { accessKeyId: made.accessKeyId, note: 'laptop', grant: device, createdAt: 42, first },
    ]);
    expect(credentials.change(made.accessKeyId, viewer)).toBe(true);
    expect(credentials.find(made.accessKeyId)?.grant).toEqual(viewer);
    expect(credentials.remove(made.accessKeyId)).toBe(true);
    expect(credentials.remove(made.accessKeyId)).toBe(false);
    expect(credentials.change(made.accessKeyId, viewer)).toBe(false);
    expect(credentials.find(made.accessKeyId)).toBeUndefined();
  });

  it('makes a new key and a new secret each time', async () => {
    const { credentials } = await opened();
    const all = Array.from({ length: 20 }, () => credentials.add(ownerGrant));
    expect(new Set(all.flatMap((each) => [each.accessKeyId, each.secretAccessKey])).size).toBe(40);
  });

  it('is shared with other processes at once', async () => {
    const { credentials, folder } = await opened();
    const { credentials: second } = await opened(folder);
    const { accessKeyId } = credentials.add(ownerGrant);
    expect(credentials.find(accessKeyId)).toBeDefined();
    expect(second.find(accessKeyId)).toBeDefined();
    second.change(accessKeyId, device);
    expect(credentials.find(accessKeyId)?.grant).toEqual(device);
    expect(second.find(accessKeyId)?.grant).toEqual(device);
    second.remove(accessKeyId);
    expect(credentials.find(accessKeyId)).toBeUndefined();
    const { accessKeyId: later } = second.add(ownerGrant);
    expect(credentials.find(later)?.grant).toEqual(ownerGrant);
  });

  it.skipIf(process.platform === 'win32')('keeps the secrets to their user, and out of every other file', async () => {
    const { credentials, folder } = await opened();
    const { secretAccessKey } = credentials.add(ownerGrant);
    expect((await stat(join(folder, 'credentials.sqlite'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder, 'credentials.sqlite'))).includes(secretAccessKey)).toBe(true);
  });
});

describe('a viewer on the embedded store', () => {
  it('reads who was granted and nobody else, and does not learn who there is', async () => {
    const store = await scratchStore();
    const owner = open(settingsFor(store));
    for (const each of [person, other]) await owner.put(`people/${each}/days/2026-11-22/d/key.age`, Buffer.from('x'));
    const client = open(settingsFor(store, viewerGrant('plainsight', '', viewerId, [person])));
    expect(codeOf(await client.listFolders('people/'))).toBe('store-denied');
    expect(codeOf(await client.list('people/'))).toBe('store-denied');
    expect(codeOf(await client.list(`people/${person}/days/`))).toBe('ok');
    expect(codeOf(await client.list(`people/${person}/`))).toBe('store-denied');
    expect(codeOf(await client.listFolders(`people/${other}/`))).toBe('store-denied');
    expect(codeOf(await client.get(`people/${other}/days/2026-11-22/d/key.age`))).toBe('store-denied');
    expect(codeOf(await client.list(`people/${person}/requests/`))).toBe('ok');
    expect(codeOf(await client.create(`people/${other}/requests/${viewerId}/a.age`, Buffer.from('x')))).toBe(
      'store-denied',
    );
    expect(codeOf(await client.put(`people/${person}/days/x`, Buffer.from('x')))).toBe('store-denied');
  });

  it.each(['views', 'requests'])(
    'creates in its own folder below %s, and overwrites and deletes nothing',
    async (folder) => {
      const store = await scratchStore();
      const owner = open(settingsFor(store));
      const settings = settingsFor(store, viewerGrant('plainsight', '', viewerId, [person]));
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
    const settings = settingsFor(store, viewerGrant('plainsight', '', viewerId, [person]));
    const Key = `people/${person}/views/${viewerId}/a.age`;
    const put = new PutObjectCommand({ Bucket: 'plainsight', Key, Body: 'x', IfNoneMatch: '*', ...change });
    expect(await refusal(bareClient(settings).send(put))).toMatchObject({ status: 501 });
    expect(codeOf(await open(settingsFor(store)).get(Key))).toBe('object-missing');
  });

  it('reads by what was granted last from the next request on, and nothing once removed', async () => {
    const store = await scratchStore();
    const owner = open(settingsFor(store));
    const key = (each: string) => `people/${each}/days/2026-11-22/d/key.age`;
    for (const each of [person, other]) await owner.put(key(each), Buffer.from('x'));
    const settings = settingsFor(store, viewerGrant('plainsight', '', viewerId, [person]));
    const client = open(settings);
    const answers = async () => [codeOf(await client.get(key(person))), codeOf(await client.get(key(other)))];
    expect(await answers()).toEqual(['ok', 'store-denied']);
    store.credentials.change(settings.accessKeyId, viewerGrant('plainsight', '', viewerId, [other]));
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
    const client = open(settingsFor(store, deviceGrant('plainsight', '', person, deviceId)));
    expect(await client.list(`people/${person}/requests/`)).toMatchObject({ ok: true, value: [{ bytes: 1 }] });
    expect(codeOf(await client.get(`people/${person}/requests/a.age`))).toBe('ok');
    expect(codeOf(await client.put(`people/${person}/requests/b.age`, Buffer.from('x')))).toBe('store-denied');
    expect(codeOf(await client.list(`people/${other}/requests/`))).toBe('store-denied');
    expect(codeOf(await client.get(`people/${other}/requests/a.age`))).toBe('store-denied');
  });
});

/** Customer-key encryption: what S3 keeps opens to whoever sends the same key again, and to nobody else. */
function customerKey(): { SSECustomerAlgorithm: 'AES256'; SSECustomerKey: string; SSECustomerKeyMD5: string } {
  const key = Buffer.alloc(32, 7);
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.toString('base64'),
    SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
  };
}
