import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cardKey, deviceKey, isShotName, packName } from '../../../bucket/layout.ts';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import type { PersonCard } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { publishCard, viewersIn } from '../../../org/enrolment.ts';
import { type Identity, newKeyPair } from '../../../seal/age.ts';
import { newSigningPair } from '../../../seal/signing.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, refused, unreachable } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/** Finding people by their cards and opening a day with everything in it, as recovery does. */

const day = daySchema.parse('2026-06-01');
const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let device: MadeDevice;
let made: MadeDay;

beforeAll(async () => {
  office = await openOffice(built);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day });
});
beforeEach(restore);

function restore(): void {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  store.refuse = () => null;
}

const readerWith = (identity: Identity, organisationKey = office.keys.signing.publicKey) =>
  new Recovery({ store, prefix: '', identity, organisationKey });
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

async function opened(reader: Recovery) {
  const [card] = unwrap(await reader.people()).people;
  if (card === undefined) throw new Error('nobody');
  expect(unwrap(await reader.days(card.person))).toEqual([day]);
  const [found] = unwrap(await reader.devices(card, day)).devices;
  if (found === undefined) throw new Error('no device');
  const visited: string[] = [];
  const part = unwrap(
    await reader.open(card, day, found, async ({ name }, plain) => {
      visited.push(isShotName(name) ? Buffer.from(plain).toString() : name);
    }),
  );
  return { part, visited };
}

describe('a recovery identity', () => {
  it('finds every person and opens every day, with every object in it', async () => {
    for (const { identity } of office.keys.recovery) {
      const { part, visited } = await opened(readerWith(identity));
      expect(part).toMatchObject({ device: device.device, problem: null, report: { state: 'verified', faults: [] } });
      expect(part.records).toHaveLength(6);
      expect(visited.filter((each) => each.startsWith('picture'))).toEqual(['picture 0', 'picture 1', 'picture 2']);
      expect(visited).toHaveLength(9);
    }
  });

  it('recovers a day of which the pack is gone, and the records of which single objects are gone', async () => {
    const [first] = office.keys.recovery;
    if (first === undefined) throw new Error('no recovery');
    store.objects.delete(made.keyOf(packName));
    const { part: fromSingles } = await opened(readerWith(first.identity));
    expect(fromSingles.records).toHaveLength(6);
    expect(fromSingles.report.faults).toMatchObject([{ kind: 'missing', name: packName }]);
    restore();
    const segment = 'activity/000001.ndjson.gz.age';
    store.objects.delete(made.keyOf(segment));
    const { part: fromPack, visited } = await opened(readerWith(first.identity));
    expect(fromPack.records).toHaveLength(6);
    expect(fromPack.report.faults).toMatchObject([{ kind: 'missing', name: segment }]);
    expect(visited).not.toContain(segment);
  });

  it('opens an organisation with post-quantum keys, whose every key is of that kind', async () => {
    const own = new MemoryStore();
    const hybrid = await openOffice(own, {}, 'hybrid');
    const second = await makeDevice(own, hybrid);
    await makeDay(own, hybrid, second, { day, links: 1 });
    const recipients = [
      ...hybrid.keys.document.recovery,
      hybrid.viewer.certificate.recipient,
      second.employee.recipient,
    ];
    expect(recipients.every((recipient) => recipient.startsWith('age1pq1'))).toBe(true);
    for (const { identity } of [hybrid.viewer, ...hybrid.keys.recovery]) {
      const reader = new Recovery({ store: own, prefix: '', identity, organisationKey: hybrid.keys.signing.publicKey });
      expect((await opened(reader)).part.records).toHaveLength(2);
    }
  });
});

describe('an identity without access', () => {
  it('is told so: no card, and of a day it is shown no record', async () => {
    const stranger = readerWith((await newKeyPair()).identity);
    expect(unwrap(await stranger.people()).people).toEqual([]);
    const viewer = readerWith(office.viewer.identity);
    const [found] = unwrap(await viewer.devices(unwrap(await viewer.card(device.person)), day)).devices;
    if (found === undefined) throw new Error('no device');
    const part = unwrap(await stranger.open(device, day, found));
    expect(part).toMatchObject({ records: null, problem: { code: 'no-access' }, report: { faults: [] } });
  });
});

describe('a person’s card', () => {
  const card = (person = device.person) =>
    ({
      format: 'plainsight-card/2',
      person,
      name: 'Somebody else',
      zone: null,
      devices: [],
    }) satisfies PersonCard;
  const viewers = () => viewersIn({ viewers: [{ ...office.viewer.certificate, spans: [{ from: null, to: null }] }] });

  it('is refused when another than the organisation signed it, however well it is sealed', async () => {
    const forger = { document: office.keys.document, signing: newSigningPair() };
    unwrap(await publishCard(card(), forger, viewers(), store, ''));
    const reader = readerWith(office.viewer.identity);
    const listed = unwrap(await reader.people());
    expect(listed.people).toEqual([]);
    expect(listed.unread.map(({ code }) => code)).toEqual(['card-foreign']);
    expect(codeOf(await reader.card(device.person))).toBe('card-foreign');
    // Recovery without the organisation's key takes it, and says so.
    const blind = new Recovery({ store, prefix: '', identity: office.viewer.identity, organisationKey: null });
    expect(unwrap(await blind.card(device.person)).name).toBe('Somebody else');
  });

  it('is refused when it is another person’s', async () => {
    const other = personIdSchema.parse('0'.repeat(26));
    unwrap(await publishCard(card(other), office.keys, viewers(), store, ''));
    store.objects.set(cardKey('', device.person), store.objects.get(cardKey('', other)) ?? new Uint8Array());
    expect(codeOf(await readerWith(office.viewer.identity).card(device.person))).toBe('card-foreign');
  });

  it('that cannot be read is not taken for nobody', async () => {
    const reader = readerWith(office.viewer.identity);
    store.refuse = (_, key) => (key === cardKey('', device.person) ? unreachable : null);
    expect(codeOf(await reader.people())).toBe('store-unreachable');
    store.refuse = (_, key) => (key === cardKey('', device.person) ? { ...refused, code: 'store-denied' } : null);
    expect(unwrap(await reader.people()).people).toEqual([]);
  });
});

describe('a device that nobody confirmed', () => {
  it.each<[string, (strange: MadeDevice) => void]>([
    ['asks with a card', () => {}],
    ['lies there without one', (strange) => store.objects.delete(deviceKey('', strange.person, strange.device))],
    [
      'has a card that is none',
      (strange) => store.objects.set(deviceKey('', strange.person, strange.device), Buffer.from('x')),
    ],
  ])('and that %s is named, and the confirmed one’s part of the day opens', async (_, change) => {
    const strange = await makeDevice(store, office, 'e', office.card, false);
    change(strange);
    await makeDay(store, office, strange);
    for (const identity of [office.keys.recovery[0]?.identity ?? ('' as never), office.viewer.identity]) {
      const reader = readerWith(identity);
      const found = unwrap(await reader.devices(unwrap(await reader.card(device.person)), day));
      expect(found.devices.map((each) => each.device)).toEqual([device.device]);
      expect(found.unconfirmed).toEqual([strange.device]);
      expect((await opened(reader)).part.report.state).toBe('verified');
    }
  });

  it('is none of the person’s, whatever its card in the bucket says', async () => {
    // A confirmed device's card may be gone or another: what the organisation signed counts.
    store.objects.delete(deviceKey('', device.person, device.device));
    expect((await opened(readerWith(office.viewer.identity))).part.report.state).toBe('verified');
  });
});
