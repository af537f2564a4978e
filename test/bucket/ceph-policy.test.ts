import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, isAllowed } from '../../bucket/embedded/auth/authorisation.ts';
import { fetchOne } from '../../bucket/fetching.ts';
import { monthClass, recordClasses } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { deviceGrant, viewerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { ok, unwrap } from '../../core/result.ts';
import { bucketPolicy, type StoreUser } from '../../org/bucket-policy.ts';
import { type Ceph, hasCeph, startCeph } from '../fixtures/ceph.ts';
import { codeOf } from './contract.ts';
import { bareClient, refusal } from './scratch.ts';

const id = (fill: number) => idFromRandom(new Uint8Array(26).fill(fill));
const personOne = personIdSchema.parse(id(1));
const personTwo = personIdSchema.parse(id(2));
const deviceOne = deviceIdSchema.parse(id(6));
const deviceTwo = deviceIdSchema.parse(id(7));
const first = viewerIdSchema.parse(id(3));
const second = viewerIdSchema.parse(id(4));
const place = { bucket: 'plainsight', prefix: 'office/' };
const { bucket, prefix } = place;

const grants = {
  device: deviceGrant({ bucket, prefix }, personOne, deviceOne),
  'viewer A': viewerGrant({ bucket, prefix }, first, [personOne]),
  'viewer B': viewerGrant({ bucket, prefix }, second, [personTwo]),
  'viewer of nobody': viewerGrant({ bucket, prefix }, viewerIdSchema.parse(id(5)), []),
};
type Who = keyof typeof grants;
const everybody = Object.keys(grants) as Who[];

const ofPerson = (person: string): string[] =>
  [
    ...['card.age', 'access.json', 'consent/c.json.age', 'views/v.age', 'requests/r.age', 'devices', 'other/x'],
    ...[first, second].flatMap((viewer) => [`views/${viewer}/v.age`, `requests/${viewer}/r.age`]),
    ...[deviceOne, deviceTwo].flatMap((device) => [
      ...[`devices/${device}.json`, `latest/${device}.age`, `consent/${device}/c.json.age`],
    ]),
  ].map((name) => `office/people/${person}/${name}`);
const spanOf = (each: (typeof recordClasses)[number]) => (each === monthClass ? '2026-11' : '2026-11-22');
const ofDays = (person: string): string[] =>
  recordClasses.flatMap((each) =>
    [deviceOne, deviceTwo].flatMap((device) =>
      ['x', 'views/x', `${deviceOne}/x`].map((name) => `office/${each}/${person}/${spanOf(each)}/${device}/${name}`),
    ),
  );
const objects = [
  ...['office/org.json', 'office/org.json.bak', 'org.json', 'elsewhere', 'office/days/short/x', 'office/xxxx/x'],
  ...[first, second].map((viewer) => `office/viewers/${viewer}/directory.age`),
  ...[personOne, personTwo].flatMap((person) => [...ofPerson(person), ...ofDays(person)]),
  `office/other/${personOne}/x`,
  `office/xxxx/${personOne}/2026-11-22/${deviceOne}/x`,
];
const folders = [
  ...['', 'office/', 'office/people/', 'office/viewers/', 'people/'],
  ...[personOne, personTwo].flatMap((person) => [
    ...['', 'devices/', 'latest/', 'views/', 'requests/', 'consent/'].map((name) => `office/people/${person}/${name}`),
    ...recordClasses.flatMap((each) => ['', `${spanOf(each)}/`].map((span) => `office/${each}/${person}/${span}`)),
  ]),
  `office/people/${personOne}`,
];

describe.skipIf(!(await hasCeph()))('the policy for Ceph’s gateway (Linux, with Ceph installed)', () => {
  let folder: string;
  let ceph: Ceph;
  let owner: ObjectStore;
  const settings = {} as Record<Who | 'owner', BucketSettings>;
  const stores = {} as Record<Who, ObjectStore>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-ceph-'));
    ceph = await startCeph(folder);
    settings.owner = unwrap(parseBucketSettings(ceph.owner));
    owner = openS3Store(settings.owner);
    const users: StoreUser[] = [];
    for (const who of everybody) {
      const user = who.replaceAll(' ', '-');
      settings[who] = unwrap(parseBucketSettings(await ceph.user(user)));
      stores[who] = openS3Store(settings[who]);
      const grant = grants[who];
      if (grant.role === 'limited') users.push({ user, grant });
    }
    await ceph.putPolicy(bucketPolicy(ceph.ownerUser, users, place));
    for (const key of objects) unwrap(await owner.put(key, Buffer.from('as it was')));
  }, 300_000);

  afterAll(async () => {
    owner?.close();
    for (const store of Object.values(stores)) store.close();
    await ceph?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  /** Every key or prefix on which the gateway answers otherwise than the grant says. */
  async function differences(
    who: Who,
    action: Action,
    names: readonly string[],
    call: (name: string) => Promise<string>,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const name of names) {
      // The gateway does not tell a conditional put from another: what may be created may be replaced there.
      const asked = action === 'put' ? 'create' : action;
      const expected = isAllowed(grants[who], asked, bucket, name) ? 'ok' : 'store-denied';
      const code = await call(name);
      if (code !== expected) found.push(`${who} ${action} ${name}: ${code}, not ${expected}`);
    }
    return found;
  }

  it.each(everybody)('lets a %s read, list and write just what their grant says', async (who) => {
    const store = stores[who];
    expect(await differences(who, 'get', objects, async (key) => codeOf(await store.get(key)))).toEqual([]);
    expect(await differences(who, 'list', folders, async (at) => codeOf(await store.list(at)))).toEqual([]);
    expect(await differences(who, 'list', folders, async (at) => codeOf(await store.listFolders(at)))).toEqual([]);
    const same = Buffer.from('as it was');
    // The gateway knows no condition on conditional puts: who may create may overwrite, and no more than that.
    expect(await differences(who, 'create', objects, async (key) => codeOf(await store.put(key, same)))).toEqual([]);
    const fresh = objects.map((key) => `${key}.new`);
    expect(await differences(who, 'create', fresh, async (key) => codeOf(await store.create(key, same)))).toEqual([]);
    // What it wrote belongs to it now, and it can read no more for that.
    expect(await differences(who, 'get', objects, async (key) => codeOf(await store.get(key)))).toEqual([]);
  });

  it('lets the owner read and a viewer read what a device wrote, with or without an ACL', async () => {
    const day = `office/days-keys/${personOne}/2026-11-23/${deviceOne}/days.key.age`;
    for (const acl of [undefined, 'bucket-owner-full-control'] as const) {
      const device = openS3Store({ ...settings.device, acl });
      unwrap(await device.put(day, Buffer.from('sealed')));
      device.close();
      expect(Buffer.from(unwrap(await owner.get(day))).toString()).toBe('sealed');
      expect(Buffer.from(unwrap(await stores['viewer A'].get(day))).toString()).toBe('sealed');
      expect(codeOf(await stores['viewer B'].get(day))).toBe('store-denied');
      expect(codeOf(await stores.device.get(day))).toBe('store-denied');
    }
    unwrap(await owner.put(day, Buffer.from('sealed anew')));
    expect(Buffer.from(unwrap(await stores['viewer A'].get(day))).toString()).toBe('sealed anew');
  });

  it('tells a viewer what is missing of their people, and nothing of anybody else’s', async () => {
    const of = (person: string) => `office/days-keys/${person}/2026-11-30/${deviceOne}/days.key.age`;
    expect(await fetchOne(stores['viewer A'], of(personOne))).toEqual(ok(null));
    expect(codeOf(await fetchOne(stores['viewer A'], of(personTwo)))).toBe('store-denied');
  });

  const own: Readonly<Record<Who, string>> = {
    device: `office/days/${personOne}/2026-11-22/${deviceOne}/own`,
    'viewer A': `office/people/${personOne}/views/${first}/own.age`,
    'viewer B': `office/people/${personTwo}/views/${second}/own.age`,
    'viewer of nobody': 'office/org.json',
  };
  const Bucket = bucket;
  const everyone = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${bucket}/*`] };
  const open = { Version: '2012-10-17', Statement: [everyone] };
  const foreign = (key: string) => (key.includes(personTwo) ? personOne : personTwo);
  const calls: Readonly<Record<string, (client: S3Client, Key: string) => Promise<unknown>>> = {
    'delete an object': (client, Key) => client.send(new DeleteObjectCommand({ Bucket, Key })),
    'read the policy': (client) => client.send(new GetBucketPolicyCommand({ Bucket })),
    'put a policy': (client) => client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(open) })),
    'take the policy away': (client) => client.send(new DeleteBucketPolicyCommand({ Bucket })),
    'open the bucket to all': (client) => client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })),
    'open an object to all': (client, Key) => client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' })),
    'read who may read an object': (client, Key) => client.send(new GetObjectAclCommand({ Bucket, Key })),
    'switch versioning on': (client) =>
      client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
    'remove the bucket': (client) => client.send(new DeleteBucketCommand({ Bucket })),
    'make a bucket': (client) => client.send(new CreateBucketCommand({ Bucket: 'another' })),
    'list without a prefix': (client) => client.send(new ListObjectsV2Command({ Bucket })),
    'copy another one’s day to where it may write': (client, Key) =>
      client.send(
        new CopyObjectCommand({ Bucket, Key, CopySource: `${bucket}/office/people/${foreign(Key)}/card.age` }),
      ),
  };

  it.each(everybody.flatMap((who) => Object.keys(calls).map((call) => [who, call] as const)))(
    'does not let a %s %s',
    async (who, call) => {
      if (own[who] !== 'office/org.json') unwrap(await stores[who].put(own[who], Buffer.from('own')));
      const answer = await refusal(calls[call]?.(bareClient(settings[who]), own[who]) ?? Promise.resolve());
      expect(answer).toMatchObject({ status: 403 });
      expect(Buffer.from(unwrap(await owner.get('office/org.json'))).toString()).toBe('as it was');
    },
  );

  it.each(everybody)('keeps every object from a %s who asks for many to be deleted', async (who) => {
    const Objects = [own[who], ...ofPerson(personOne)].map((Key) => ({ Key }));
    await bareClient(settings[who])
      .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
      .catch(() => undefined);
    for (const { Key } of Objects) expect(codeOf(await owner.get(Key))).toBe('ok');
  });

  it.each(everybody)('tells a %s of no bucket', async (who) => {
    const listed = await bareClient(settings[who]).send(new ListBucketsCommand({}));
    expect(listed.Buckets ?? []).toEqual([]);
  });

  it('is taken for 300 people with a device each and a viewer who may open all of them', async () => {
    const people = Array.from({ length: 300 }, (_, n) =>
      personIdSchema.parse(idFromRandom(Uint8Array.from({ length: 26 }, (_, at) => (n >> (at * 4)) & 15))),
    );
    const devices = people.map((person, n) => ({
      user: `device-${n}`,
      grant: deviceGrant({ bucket, prefix }, person, deviceOne),
    }));
    const users = [
      ...devices,
      { user: 'viewer-A', grant: viewerGrant({ bucket, prefix }, first, [...people, personOne]) },
    ];
    const limited = users.flatMap(({ user, grant }) => (grant.role === 'limited' ? [{ user, grant }] : []));
    await ceph.putPolicy(bucketPolicy(ceph.ownerUser, limited, place));
    expect(codeOf(await stores['viewer A'].get(`office/people/${personOne}/card.age`))).toBe('ok');
    expect(codeOf(await stores['viewer A'].get(`office/people/${personTwo}/card.age`))).toBe('store-denied');
    // Whom the policy does not name any more may nothing.
    expect(codeOf(await stores['viewer B'].get(`office/people/${personTwo}/card.age`))).toBe('store-denied');
  });
});
