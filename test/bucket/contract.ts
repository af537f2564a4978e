import { createServer } from 'node:net';
import { DeleteObjectCommand, DeleteObjectsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuthority } from '../../bucket/embedded/tls/certificate.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import type { S3StoreOptions } from '../../bucket/s3/s3-connection.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import type { Result } from '../../core/result.ts';
import { unwrap } from '../../core/result.ts';
import { bareClient, refusal } from './scratch.ts';

/** A running server with an empty-enough bucket, a credential that may do everything, and one of a device. */
export interface ContractServer {
  readonly owner: BucketSettings;
  readonly device: BucketSettings;
  /** The only prefix under which the device may write; ends with '/'. */
  readonly devicePrefix: string;
}

/** What the product needs of any S3 server, and what it tells a person when it does not get it. */
export function describeContract(name: string, server: () => ContractServer, manyKeys: number): void {
  describe(`the bucket on ${name}`, () => {
    it.each([0, 1, 60_000, 3_000_000])('gives back the %i bytes that were put', async (length) => {
      const store = open(server().owner);
      const body = pattern(length);
      unwrap(await store.put(`sizes/${length}`, body));
      expect(Buffer.from(unwrap(await store.get(`sizes/${length}`))).equals(body)).toBe(true);
    });

    it('keeps the last bytes put under a key', async () => {
      const store = open(server().owner);
      unwrap(await store.put('again', Buffer.from('first')));
      unwrap(await store.put('again', Buffer.from('second')));
      unwrap(await store.put('again', Buffer.from('second')));
      expect(Buffer.from(unwrap(await store.get('again'))).toString()).toBe('second');
    });

    it('keeps odd names apart', async () => {
      const store = open(server().owner);
      const names = [
        'a b',
        'a+b',
        'a%20b',
        'a%2Fb',
        'ä/ö',
        '日本/🙂',
        "q'(x)!*~",
        'a&b=c?d#e',
        '<tag>"',
        'a//b',
        'x:y@z,w;',
        'back\\slash',
      ];
      for (const each of names) unwrap(await store.put(`odd/${each}`, Buffer.from(each)));
      for (const each of names) expect(Buffer.from(unwrap(await store.get(`odd/${each}`))).toString()).toBe(each);
      const listed = unwrap(await store.list('odd/')).map((each) => each.key);
      expect(listed).toEqual(
        names.map((each) => `odd/${each}`).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
      );
      expect(unwrap(await store.list('odd/a+')).map((each) => each.key)).toEqual(['odd/a+b']);
    });

    it(`lists ${manyKeys} objects over several pages, in order, with sizes and times`, {
      timeout: 120_000,
    }, async () => {
      const store = open(server().owner);
      const keys = Array.from(
        { length: manyKeys },
        (_, i) => `many/${String(i % 3)}/${String(i).padStart(5, '0')}`,
      ).sort();
      const waiting = [...keys];
      const worker = async (): Promise<void> => {
        for (let key = waiting.pop(); key !== undefined; key = waiting.pop())
          unwrap(await store.put(key, Buffer.from('12345')));
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      const listed = unwrap(await store.list('many/'));
      expect(listed.map((each) => each.key)).toEqual(keys);
      expect(listed.every((each) => each.bytes === 5 && Math.abs(each.modifiedAt - Date.now()) < 600_000)).toBe(true);
      expect(unwrap(await store.listFolders('many/'))).toEqual(['0', '1', '2']);
      expect(unwrap(await store.list('many/', undefined, manyKeys))).toHaveLength(manyKeys);
      expect(codeOf(await store.list('many/', undefined, manyKeys - 1))).toBe('list-too-long');
    });

    it('answers an empty list for a prefix with nothing', async () => {
      const store = open(server().owner);
      expect(unwrap(await store.list('nothing/'))).toEqual([]);
      expect(unwrap(await store.listFolders('nothing/'))).toEqual([]);
    });

    it('names folders only, not the objects beside them', async () => {
      const store = open(server().owner);
      for (const key of ['tree/a/1', 'tree/a/2/3', 'tree/b c/1', 'tree/leaf'])
        unwrap(await store.put(key, Buffer.from('x')));
      expect(unwrap(await store.listFolders('tree/'))).toEqual(['a', 'b c']);
    });

    it('lets a device write under its prefix, again too, and do nothing else', async () => {
      const { owner, device, devicePrefix } = server();
      const store = open(device);
      unwrap(await store.put(`${devicePrefix}mine`, Buffer.from('one')));
      unwrap(await store.put(`${devicePrefix}mine`, Buffer.from('two')));
      expect(Buffer.from(unwrap(await open(owner).get(`${devicePrefix}mine`))).toString()).toBe('two');
      for (const key of ['elsewhere', `x${devicePrefix}mine`, devicePrefix.slice(0, -1)]) {
        expect(codeOf(await store.put(key, Buffer.from('no')))).toBe('store-denied');
      }
      expect(codeOf(await store.get(`${devicePrefix}mine`))).toBe('store-denied');
      expect(codeOf(await store.list(devicePrefix))).toBe('store-denied');
      expect(codeOf(await store.listFolders(''))).toBe('store-denied');
      const bare = bareClient(device);
      const target = { Bucket: device.bucket, Key: `${devicePrefix}mine` };
      expect(await refusal(bare.send(new DeleteObjectCommand(target)))).toMatchObject({ status: 403 });
      // Several at once are answered one by one; either way the object has to stay.
      await bare
        .send(new DeleteObjectsCommand({ Bucket: device.bucket, Delete: { Objects: [{ Key: target.Key }] } }))
        .catch(() => undefined);
      expect(Buffer.from(unwrap(await open(owner).get(`${devicePrefix}mine`))).toString()).toBe('two');
    });

    it('carries the ACL that leaves objects to the bucket’s owner', async () => {
      const { owner, device, devicePrefix } = server();
      unwrap(await open({ ...device, acl: 'bucket-owner-full-control' }).put(`${devicePrefix}acl`, Buffer.from('x')));
      expect(codeOf(await open(owner).get(`${devicePrefix}acl`))).toBe('ok');
    });

    it('creates an object once, and leaves what is there', async () => {
      const store = open(server().owner);
      unwrap(await store.create('once', Buffer.from('first')));
      expect(codeOf(await store.create('once', Buffer.from('second')))).toBe('object-exists');
      expect(codeOf(await store.create('once', Buffer.from('first')))).toBe('object-exists');
      expect(Buffer.from(unwrap(await store.get('once'))).toString()).toBe('first');
      expect(codeOf(await store.create('never', Buffer.from('x'), AbortSignal.abort()))).toBe('cancelled');
      expect(codeOf(await store.get('never'))).toBe('object-missing');
    });

    it('lets 16 create the same object at once, of whom one does and 15 are told', async () => {
      const store = open(server().owner, { connections: 16 });
      for (let round = 0; round < 3; round += 1) {
        const key = `round ${round}`;
        const racers = await Promise.all(
          Array.from({ length: 16 }, (_, at) => store.create(key, Buffer.from(`racer ${at}`))),
        );
        const codes = racers.map(codeOf);
        expect(codes.toSorted()).toEqual([...Array.from({ length: 15 }, () => 'object-exists'), 'ok']);
        expect(Buffer.from(unwrap(await store.get(key))).toString()).toBe(`racer ${codes.indexOf('ok')}`);
      }
    });

    it('has one winner among 16 who create the same object', async () => {
      const { owner } = server();
      const bare = bareClient(owner);
      const put = (i: number): Promise<unknown> =>
        bare.send(
          new PutObjectCommand({
            Bucket: owner.bucket,
            Key: 'race',
            Body: Buffer.from(`racer ${i}`),
            IfNoneMatch: '*',
          }),
        );
      const results = await Promise.all(Array.from({ length: 16 }, (_, i) => refusal(put(i))));
      expect(results.filter((each) => each.status === 'accepted')).toHaveLength(1);
      expect(results.filter((each) => each.status === 412)).toHaveLength(15);
    });

    it('says what is wrong, each time in its own words', async () => {
      const { owner } = server();
      const url = new URL(owner.endpoint);
      const changed = (change: Record<string, unknown>): ObjectStore => open(changedSettings(owner, change));
      const body = Buffer.from('x');
      const foreign = createAuthority('another', { from: Date.now() - 1000, until: Date.now() + 3600_000 }).certificate;

      expect(codeOf(await open(owner).get('missing'))).toBe('object-missing');
      expect(codeOf(await changed({ secretAccessKey: 'wrong' }).put('k', body))).toBe('store-credential-secret');
      expect(codeOf(await changed({ accessKeyId: 'UNKNOWN' }).put('k', body))).toBe('store-credential-unknown');
      expect(codeOf(await changed({ bucket: 'no-such-bucket' }).put('k', body))).toBe('store-no-bucket');
      expect(codeOf(await changed({ bucket: 'no-such-bucket' }).list(''))).toBe('store-no-bucket');
      expect(codeOf(await changed({ caCertificate: undefined }).put('k', body))).toBe('store-certificate');
      expect(codeOf(await changed({ caCertificate: foreign }).put('k', body))).toBe('store-certificate');
      expect(codeOf(await changed({ endpoint: `https://127.0.0.1:${await deadPort()}` }).put('k', body))).toBe(
        'store-unreachable',
      );
      expect(codeOf(await changed({ endpoint: `https://store.invalid:${url.port}` }).put('k', body))).toBe(
        'store-unreachable',
      );
      const plain = parseBucketSettings({ ...owner, secretAccessKey: 'x', endpoint: `http://${url.host}` });
      expect(codeOf(plain)).toBe('settings-plain-http');
    });

    it('stops when it is cancelled, before and during a call', async () => {
      const store = open(server().owner);
      expect(codeOf(await store.put('k', Buffer.from('x'), AbortSignal.abort()))).toBe('cancelled');
      const control = new AbortController();
      const running = store.put('k', Buffer.alloc(4_000_000), control.signal);
      control.abort();
      expect(codeOf(await running)).toBe('cancelled');
      // A cancelled call does not harm the next.
      unwrap(await store.put('k', Buffer.from('x')));
    });

    it('answers nothing once it was closed', async () => {
      const store = open(server().owner);
      store.close();
      expect(codeOf(await store.get('k'))).toBe('store-closed');
    });
  });
}

export function open(settings: BucketSettings, options?: S3StoreOptions): ObjectStore {
  const store = openS3Store(settings, options);
  onTestFinished(() => store.close());
  return store;
}

/** `ok`, or the code of the problem. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.problem.code;
}

export function changedSettings(settings: BucketSettings, change: Record<string, unknown>): BucketSettings {
  return unwrap(parseBucketSettings({ ...settings, secretAccessKey: settings.secretAccessKey.reveal(), ...change }));
}

function pattern(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff));
}

/** A port that was free a moment ago, and on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
