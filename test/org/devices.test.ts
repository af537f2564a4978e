import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { deviceKey } from '../../bucket/layout.ts';
import { type DeviceId, deviceIdSchema, personIdSchema } from '../../core/ids.ts';
import { type DeviceCard, deviceCode } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { unwrap } from '../../core/result.ts';
import { accessOf, directoryOf } from '../../org/administration.ts';
import { confirmDevice, deviceWithCode, isOther, readDevices, strangeCards } from '../../org/devices.ts';
import { newKeyPair } from '../../seal/age.ts';
import { readDeviceCard, writeDeviceCard } from '../../seal/device-card.ts';
import { macDocument, newSigningPair, signDocument } from '../../seal/signing.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { confirmIn, type Office, openOffice } from '../fixtures/organisation/offices.ts';

let store: MemoryStore;
let office: Office;
let device: DeviceId;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  device = deviceIdSchema.parse(office.enrolment.device);
});

async function newCard(change: Partial<DeviceCard> = {}) {
  const signing = newSigningPair();
  const { recipient } = await newKeyPair();
  const about = { format: 'plainsight-device/2', person: office.card.person, device, at: 1 } as const;
  const card: DeviceCard = { ...about, publicKey: signing.publicKey, recipient, ...change };
  return { card, signing };
}
const put = (bytes: Uint8Array): void => void store.objects.set(deviceKey('', office.card.person, device), bytes);
const known = async () => unwrap(await readDevices(office.administration, office.card, store, ''));
const expected = () => ({ person: office.card.person, device, enrolmentKey: office.card.enrolmentKey });

describe('the card of a device', () => {
  it('is read as it was written', async () => {
    const { card, signing } = await newCard();
    const bytes = writeDeviceCard(card, signing.privateKey, office.card.enrolmentKey);
    expect(readDeviceCard(bytes, expected())).toEqual(card);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['made without the enrolment key', async () => written({}, Buffer.alloc(32).toString('base64'))],
    ['of another person', async () => written({ person: personIdSchema.parse('0'.repeat(26)) })],
    ['of another device', async () => written({ device: deviceIdSchema.parse('0'.repeat(26)) })],
    ['signed by a key that is not in it', async () => written({ publicKey: newSigningPair().publicKey })],
    ['with a key that is none', async () => written({ publicKey: 'A'.repeat(60) })],
    ['with a recipient that is none', async () => written({ recipient: 'age1' as never })],
    ['of an earlier format', async () => written({ format: 'plainsight-device/1' as never })],
    ['authenticated and not signed', async () => macDocument((await newCard()).card, office.card.enrolmentKey)],
    [
      'signed and not authenticated',
      async () => {
        const { card, signing } = await newCard();
        return signDocument(card, signing.privateKey);
      },
    ],
    ['cut short', async () => (await written({})).subarray(1)],
    ['larger than any', async () => Buffer.concat([await written({}), Buffer.alloc(20_000, ' ')])],
    ['nothing', async () => new Uint8Array()],
  ])('is none: one %s', async (_, bytes) => expect(readDeviceCard(await bytes(), expected())).toBeNull());

  it('is none, without an exception, where it is nested as deep as a card can be', () => {
    const text = '['.repeat(7900) + ']'.repeat(7900);
    const { enrolmentKey } = office.card;
    const signature = createHmac('sha256', Buffer.from(enrolmentKey, 'base64')).update(text).digest('base64');
    expect(readDeviceCard(Buffer.from(JSON.stringify({ payload: text, signature })), expected())).toBeNull();
  });

  async function written(change: Partial<DeviceCard>, key = office.card.enrolmentKey): Promise<Uint8Array> {
    const { card, signing } = await newCard(change);
    return writeDeviceCard(card, signing.privateKey, key);
  }
});

describe('in the place of a card', () => {
  it.each([
    ['something larger than any', () => put(new Uint8Array(100_000))],
    [
      'something archived',
      () => {
        put(new Uint8Array(1));
        store.refuse = (verb, key) =>
          verb === 'get' && key === deviceKey('', office.card.person, device) ? archived : null;
      },
    ],
  ])('%s is named, and hides no other device', async (_, lay) => {
    lay();
    expect(await known()).toMatchObject([{ device, card: null, confirmed: null, isThere: true }]);
  });

  const archived = problem('object-archived', { host: 'store.example.org', object: 'day.age', bucket: 'plainsight' });
});

describe('confirming', () => {
  it('takes the device with the code, once, and tells all viewers in a later version', async () => {
    const { card, signing } = await newCard();
    put(writeDeviceCard(card, signing.privateKey, office.card.enrolmentKey));
    const found = unwrap(await deviceWithCode(await known(), deviceCode(card), office.administration));
    const before = office.administration;
    const after = confirmDevice(before, found, 5);
    const { person } = office.card;
    expect(accessOf(after, person)).toMatchObject({
      version: accessOf(before, person).version + 1,
      at: 5,
      devices: [{ device, publicKey: card.publicKey, recipient: card.recipient, at: 5 }],
    });
    const [viewer, was] = [after.viewers[0], before.viewers[0]];
    if (viewer === undefined || was === undefined) throw new Error('no viewer');
    expect(viewer.version).toBe(was.version + 1);
    expect(directoryOf(after, viewer, 5).people[0]?.devices).toEqual(accessOf(after, person).devices);
    expect(confirmDevice(after, found, 6)).toBe(after);
    // Once confirmed its keys are what they are.
    const other = await newCard();
    expect(accessOf(confirmDevice(after, other.card, 7), person).devices).toEqual(accessOf(after, person).devices);
  });

  it('takes no card of a device that the administrator did not enrol, and names it', async () => {
    const strange = deviceIdSchema.parse('e'.repeat(26));
    const { card, signing } = await newCard({ device: strange });
    const key = deviceKey('', office.card.person, strange);
    store.objects.set(key, writeDeviceCard(card, signing.privateKey, office.card.enrolmentKey));
    expect((await known()).map((each) => [each.device, each.isThere])).toEqual([[device, false]]);
    expect(unwrap(await strangeCards(office.administration, office.card.person, store, ''))).toEqual([
      `${strange}.json`,
    ]);
    const found = await deviceWithCode(await known(), deviceCode(card), office.administration);
    expect(found).toMatchObject({ ok: false, problem: { code: 'device-unknown' } });
  });

  it.each<[string, string, () => Promise<DeviceCard['recipient']>]>([
    // Such a card is none at all, so that no code is its.
    [
      'to which nothing can be sealed',
      'device-unknown',
      async () => `age1${'q'.repeat(58)}` as DeviceCard['recipient'],
    ],
    ['of the other kind', 'device-unfit', async () => (await newKeyPair('hybrid')).recipient],
  ])('takes no device with a recipient %s: it would stop every receipt', async (_, code, recipient) => {
    const { card, signing } = await newCard({ recipient: await recipient() });
    put(writeDeviceCard(card, signing.privateKey, office.card.enrolmentKey));
    const found = await deviceWithCode(await known(), deviceCode(card), office.administration);
    expect(found).toMatchObject({ ok: false, problem: { code } });
  });

  it('sees that the card of a confirmed device is another one now', async () => {
    const { card, signing } = await newCard();
    put(writeDeviceCard(card, signing.privateKey, office.card.enrolmentKey));
    await confirmIn(office, store, card);
    expect((await known()).map(isOther)).toEqual([false]);
    const other = await newCard();
    put(writeDeviceCard(other.card, other.signing.privateKey, office.card.enrolmentKey));
    expect((await known()).map(isOther)).toEqual([true]);
  });

  it('is not tried where the bucket does not answer', async () => {
    store.refuse = (verb) => (verb === 'get' ? unreachable : null);
    expect(await readDevices(office.administration, office.card, store, '')).toEqual({
      ok: false,
      problem: unreachable,
    });
  });
});
