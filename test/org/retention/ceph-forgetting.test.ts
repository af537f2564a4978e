import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutBucketLifecycleConfigurationCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BucketLifecycle } from '../../../bucket/lifecycle/bucket-rules.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openBucketLifecycles } from '../../../bucket/s3/s3-lifecycle.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { daysAfter } from '../../../core/time/calendar.ts';
import { usualPurposes } from '../../../org/organisation.ts';
import { checkLifecycles, prepareLifecycles } from '../../../org/retention/lifecycles.ts';
import { removeFound, type SweepFinding, sweep } from '../../../org/retention/sweep.ts';
import { bareClient } from '../../bucket/scratch.ts';
import { type Ceph, hasCeph, startCeph } from '../../fixtures/ceph.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const day = daySchema.parse('2026-06-01');
/** A day of the gateway's lifecycle, in seconds: pictures go after one, all else not before the test is over. */
const daySeconds = 2;
const purposes = usualPurposes.map((each) => ({
  ...each,
  keptDays: each.purpose === 'screenshots' ? { least: 1, most: 7 } : { least: 3600, most: 3650 },
}));

describe.skipIf(!(await hasCeph()))('a bucket of a real gateway (Linux, as root or with Ceph installed)', () => {
  let folder: string;
  let ceph: Ceph;
  let settings: BucketSettings;
  let store: ObjectStore;
  let lifecycles: BucketLifecycle[];
  let office: Office;
  let device: MadeDevice;
  let made: MadeDay;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forgetting-'));
    ceph = await startCeph(folder, daySeconds);
    settings = unwrap(parseBucketSettings({ ...ceph.owner, keysBucket: ceph.keysBucket }));
    store = openS3Store(settings);
    lifecycles = openBucketLifecycles(settings);
    const built = new MemoryStore();
    office = await openOffice(built, {}, 'x25519', { purposes });
    device = await makeDevice(built, office);
    made = await makeDay(built, office, device, { day });
    for (const [key, bytes] of built.objects) unwrap(await store.put(key, bytes));
  });
  afterAll(async () => {
    store?.close();
    for (const each of lifecycles ?? []) each.close();
    await ceph?.close();
    await removeFolder(folder);
  });

  const listed = async (prefix: string) => unwrap(await store.list(prefix)).map(({ key }) => key);
  const gone = (prefix: string) =>
    vi.waitFor(async () => expect(await listed(prefix)).toEqual([]), { timeout: 120_000, interval: 1_000 });

  async function swept(today: typeof day, of = settings) {
    const versions = openVersionStore(of);
    const found: SweepFinding[] = [];
    const { document } = office.keys;
    const what = { versions, store, prefix: '', organisation: document, people: [device.person], today };
    const take = async (findings: readonly SweepFinding[]) => ok(void found.push(...findings));
    unwrap(await sweep(what, take));
    return { versions, found };
  }

  it('lets pictures go by the rules that were put, keeps the rest, and the day says so', async () => {
    const { document } = office.keys;
    unwrap(await prepareLifecycles(lifecycles, document, settings, false));
    expect(unwrap(await checkLifecycles(lifecycles, document, settings))).toEqual([]);
    const rest = made.keys().filter((key) => !/^shot/.test(key));
    await gone('shots/');
    await gone('shot-keys/');
    const left = new Set([...(await listed('days/')), ...(await listed('days-keys/')), ...(await listed('sums/'))]);
    expect([...left].toSorted()).toEqual(rest);
    expect((await listed('people/')).length).toBeGreaterThan(0);

    const now = Date.parse(daysAfter(day, 1));
    const own = { openStore: () => ({ ...store, close: () => {} }), clock: { now: () => now } };
    const { service, close } = openManagerOver(new MemoryStore(), await parsedViewerFile(office), office, own);
    const opened = unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
    let checked = unwrap(await service.checkDay({ person: device.person, day }));
    while (checked.done < checked.total) checked = unwrap(await service.checkDay({ person: device.person, day }));
    close();
    expect(opened.devices[0]?.view?.windows).toHaveLength(3);
    expect(checked.devices[0]?.chain).toMatchObject({
      ...{ state: 'verified', faults: [] },
      expired: { objects: 6, on: daysAfter(day, 1) },
    });
    expect((await swept(daysAfter(day, 7))).found).toEqual([]);
  });

  it('has a rule of somebody else named whose filter it dropped in silence', async () => {
    const { document } = office.keys;
    const found = lifecycles[0];
    const before = unwrap(await (found as BucketLifecycle).state()).rules;
    const Rules = [
      ...before.map(({ written }) => written as never),
      { ID: 'large', Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 1e12 }, Expiration: { Days: 9999 } } as const,
    ];
    const put = { Bucket: settings.bucket, LifecycleConfiguration: { Rules } };
    await bareClient(settings).send(new PutBucketLifecycleConfigurationCommand(put));
    const whats = unwrap(await checkLifecycles(lifecycles, document, settings)).map(({ what }) => what);
    expect(whats.join('\n')).toMatch(/the rule large, which is not ours, removes cards, decisions and receipts/);
    const [prepared] = unwrap(await prepareLifecycles(lifecycles, document, settings, true));
    expect(prepared?.removed).toEqual(['large']);
    expect(unwrap(await checkLifecycles(lifecycles, document, settings))).toEqual([]);
  });

  it('lets versions go too where it keeps them, and a sweep finds what rules do not', async () => {
    const { document } = office.keys;
    const of = { ...settings, keysBucket: undefined };
    const client = bareClient(of);
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await client.send(new PutBucketVersioningCommand({ Bucket: of.bucket, VersioningConfiguration }));
    const versioned = openS3Store(of);
    const own = openBucketLifecycles(of);
    const key = `shots/${device.person}/${day}/${device.device}/x`;
    for (const text of ['one', 'two']) unwrap(await versioned.put(key, Buffer.from(text)));
    const { found, versions } = await swept(daysAfter(day, 7), of);
    expect(found.map((each) => [each.recordClass, each.day, each.versions.length])).toEqual([['shots', day, 2]]);
    expect((await swept(daysAfter(day, 6), of)).found).toEqual([]);
    expect(unwrap(await removeFound(versions, found))).toEqual([]);
    expect((await swept(daysAfter(day, 7), of)).found).toEqual([]);

    unwrap(await prepareLifecycles(own, document, of, false));
    const kinds = unwrap(await checkLifecycles(own, document, of)).map(({ kind }) => kind);
    expect(kinds).toEqual(['hint']);
    unwrap(await versioned.put(key, Buffer.from('three')));
    const all = async () => unwrap(await versions.list({ prefix: 'shots/' }));
    const content = async () => (await all()).filter(({ isMarker }) => !isMarker);
    await vi.waitFor(async () => expect(await content()).toEqual([]), { timeout: 120_000, interval: 1_000 });
    unwrap(await removeFound(versions, (await swept(daysAfter(day, 7), of)).found));
    expect(await all()).toEqual([]);
    versioned.close();
    versions.close();
    for (const each of own) each.close();
  });
});
