import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedStore } from '../../../bucket/embedded/server.ts';
import { accessKey, deviceKey, orgKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { deviceIdSchema } from '../../../core/ids.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { type DeviceCard, deviceCode } from '../../../core/organisation/devices.ts';
import { type Enrolment, enrolmentSchema } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { writeDeviceCard } from '../../../seal/device-card.ts';
import { newSigningPair, publicKeySchema, readDocument, readUnverified } from '../../../seal/signing.ts';
import { codeOf } from '../../bucket/contract.ts';
import { run } from '../process.ts';
import { orgScene } from './org-scene.ts';

/** A computer that was given an enrolment file, as far as its card. */
async function cardFor({ person, device }: Pick<Enrolment, 'person' | 'device'>) {
  const signing = newSigningPair();
  const { recipient } = await newKeyPair();
  const format = 'plainsight-device/2';
  const card: DeviceCard = { format, person, device, publicKey: signing.publicKey, recipient, at: 1 };
  return { card, bytes: (key: string) => writeDeviceCard(card, signing.privateKey, key) };
}

/** Which computers are a person's, by commands alone, on the embedded store. The tests are one story. */
describe('devices by commands', () => {
  const { at, env, onStore, org, done, open, close } = orgScene('devices');
  let store: EmbeddedStore;
  let owner: ObjectStore;
  let first: Enrolment;
  let second: Enrolment;

  const enrolmentIn = (name: string): Enrolment => enrolmentSchema.parse(readUnverified(readFileSync(at(name))));
  const storeOf = (enrolment: Enrolment): ObjectStore => openS3Store(unwrap(parseBucketSettings(enrolment.bucket)));
  const opened = async (enrolment: Enrolment): Promise<string> => {
    const device = storeOf(enrolment);
    const got = await device.get(orgKey(''));
    device.close();
    return codeOf(got);
  };
  const confirmed = async () => {
    const bytes = unwrap(await owner.get(accessKey('', first.person)));
    return accessSchema.parse(readDocument(bytes, publicKeySchema.parse(first.organisationKey))).devices;
  };

  beforeAll(async () => {
    ({ store, bucket: owner } = await open());
    await done('enrol', '--name', 'One', '--out', at('one.plainsight'), ...onStore);
    first = enrolmentIn('one.plainsight');
  }, 300_000);

  afterAll(async () => {
    await close();
  });

  test('a person has a further file for each further computer, and nobody else gets their name by mistake', async () => {
    const again = await org('enrol', '--name', 'One', '--out', at('again.plainsight'), ...onStore);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/enrolled already[\s\S]*--person/);
    await done('enrol', '--person', 'One', '--out', at('two.plainsight'), ...onStore);
    second = enrolmentIn('two.plainsight');
    expect(second.person).toBe(first.person);
    expect(second.device).not.toBe(first.device);
    const strange = ['--person', 'One', '--device', 'x'.repeat(26), '--out', at('strange.plainsight')];
    expect((await org('enrol', ...strange, ...onStore)).err).toMatch(/no device/);
    const same = ['--person', 'One', '--device', first.device, '--out', at('renewed.plainsight')];
    expect(await done('enrol', ...same, ...onStore)).toContain(
      'The credential that this computer had before was removed',
    );
    const renewed = enrolmentIn('renewed.plainsight');
    expect([renewed.device, renewed.id === first.id]).toEqual([first.device, false]);
    // The earlier credential of the same computer is gone; that of the other one is not.
    expect(await opened(first)).toBe('store-credential-unknown');
    expect([await opened(renewed), await opened(second)]).toEqual(['ok', 'ok']);
    expect(store.credentials.list().filter(({ grant }) => grant.role === 'limited')).toHaveLength(2);
    first = renewed;
    expect(await done('devices')).toContain(`${second.device}  was not used yet`);
  }, 300_000);

  test('a credential of a device is for that device alone', () => {
    const grants = store.credentials.list().map(({ grant }) => grant);
    for (const { person, device } of [first, second])
      expect(grants).toContainEqual(deviceGrant({ bucket: 'plainsight', prefix: '' }, person, device));
  });

  test('what asks is listed with its code; only that code, of an enrolled device and its own card, is taken', async () => {
    const device = storeOf(first);
    const asking = await cardFor(first);
    unwrap(await device.create(deviceKey('', first.person, first.device), asking.bytes(first.enrolmentKey)));
    device.close();
    const stranger = await cardFor({ ...first, device: deviceIdSchema.parse('z'.repeat(26)) });
    const forged = await cardFor(second);
    const wrongKey = Buffer.alloc(32, 1).toString('base64');
    // The bucket's operator can put anything.
    const strangeKey = deviceKey('', first.person, stranger.card.device);
    unwrap(await owner.put(strangeKey, stranger.bytes(first.enrolmentKey)));
    unwrap(await owner.put(deviceKey('', first.person, second.device), forged.bytes(wrongKey)));
    const listed = await done('devices', 'One');
    expect(listed).toContain(`${first.device}  asks to be confirmed, code ${deviceCode(asking.card)}`);
    expect(listed).toContain(`${second.device}  what lies in place of its card was not made with its enrolment file`);
    expect(listed).toMatch(/z{26}\.json {2}a card that you made no enrolment for/);
    for (const { card } of [stranger, forged]) {
      const refused = await org('confirm', 'One', '--code', deviceCode(card));
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toMatch(/No device of this person that asks to be confirmed has this code/);
    }
    expect((await org('confirm', 'One')).err).toMatch(/Give --code CODE/);
    expect(await confirmed()).toEqual([]);
    await done('confirm', 'One', '--code', deviceCode(asking.card).toLowerCase().replaceAll('-', ' '));
    const { device: id, publicKey, recipient } = asking.card;
    expect(await confirmed()).toEqual([{ device: id, publicKey, recipient, at: expect.any(Number) }]);
    const people = await run(['org', 'people', '--folder', at('org')], env);
    expect(people.out).toContain(`device ${id}: confirmed`);
    unwrap(await owner.put(deviceKey('', first.person, second.device), Buffer.from('gone')));
  }, 300_000);

  test('a device that was confirmed keeps its keys, whatever lies in the bucket later', async () => {
    const before = await confirmed();
    const other = await cardFor(first);
    const device = storeOf(first);
    const key = deviceKey('', first.person, first.device);
    expect(codeOf(await device.put(key, other.bytes(first.enrolmentKey)))).toBe('store-denied');
    expect(codeOf(await device.create(key, other.bytes(first.enrolmentKey)))).toBe('object-exists');
    device.close();
    unwrap(await owner.put(key, other.bytes(first.enrolmentKey)));
    expect(await done('devices', 'One')).toMatch(/confirmed, code \S+; the card in the bucket is another one now/);
    expect(await org('confirm', 'One', '--code', deviceCode(other.card))).toMatchObject({ code: 1 });
    expect(await confirmed()).toEqual(before);
  }, 300_000);
});
