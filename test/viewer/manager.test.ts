import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cardKey, viewsFolder } from '../../bucket/layout.ts';
import { personIdSchema } from '../../core/ids.ts';
import { viewReceiptSchema } from '../../core/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { publishCard } from '../../org/organisation.ts';
import { newKeyPair, openWith } from '../../seal/age.ts';
import { newSigningPair } from '../../seal/signing.ts';
import { createManager, type Manager } from '../../viewer/manager.ts';
import { Reader } from '../../viewer/reader.ts';
import { readViewerFile } from '../../viewer/viewer-file.ts';
import { MemoryStore, refused, unreachable } from '../fixtures/memory-store.ts';
import { type Office, openOffice, passphrase, viewerFile } from '../fixtures/offices.ts';
import { firstDay, type SealedDays, sealDays, secondDay } from '../fixtures/sealed-days.ts';
import { shotId } from '../fixtures/vaults.ts';

// Opening a key with a passphrase takes about a second of one core by design.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const built = new MemoryStore();
let office: Office | undefined;
let days: SealedDays;
let file: Record<string, unknown>;
let store: MemoryStore;
let manager: Manager;

async function ready(): Promise<Office> {
  if (office !== undefined) return office;
  office = await openOffice(built);
  days = await sealDays(built, office);
  file = await viewerFile(office);
  return office;
}
beforeEach(async () => {
  await ready();
  store = new MemoryStore();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  manager = createManager({ file: unwrap(readViewerFile(file)), openStore: () => store, clock: { now: () => 77 } });
});
afterEach(() => manager.close());

const unlock = () => manager.service.unlock({ passphrase });
const open = (reason = 'payroll') => manager.service.openDay({ person: days.person, day: firstDay, reason });
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

describe('a locked manager', () => {
  it('reads nothing, and asks the bucket for nothing', async () => {
    expect(unwrap(await manager.service.status({})).phase).toBe('locked');
    for (const answer of [manager.service.people({}), manager.service.days({ person: days.person }), open()])
      expect(codeOf(await answer)).toBe('locked');
    expect(store.calls).toEqual([]);
  });

  it('stays locked with another passphrase', async () => {
    expect(codeOf(await manager.service.unlock({ passphrase: 'another' }))).toBe('wrong-passphrase');
    expect(unwrap(await manager.service.status({})).phase).toBe('locked');
  });
});

describe('an unlocked manager', () => {
  beforeEach(async () => {
    unwrap(await unlock());
    store.calls.length = 0;
  });

  it('finds people and days, the latest first', async () => {
    expect(unwrap(await manager.service.people({}))).toEqual([{ person: days.person, name: 'Someone', zone: 'UTC' }]);
    const found = unwrap(await manager.service.days({ person: days.person }));
    expect(found.map(({ day }) => day)).toEqual([secondDay, firstDay]);
  });

  it('opens a day, verified, with what was recorded', async () => {
    const { devices, receiptAt } = unwrap(await open());
    expect(receiptAt).toBe(77);
    expect(devices).toMatchObject([{ device: days.device, chain: { state: 'verified' }, problem: null }]);
    expect(devices[0]?.view?.windows.map(({ title }) => title)).toEqual(['day 0 part 0', 'day 0 part 1']);
  });

  it('leaves a receipt that the person can read, before it asks for anything of the day', async () => {
    unwrap(await open('payroll'));
    const put = store.calls.findIndex(({ verb }) => verb === 'put');
    const first = store.calls.findIndex(({ verb, key }) => verb === 'get' && key.startsWith(days.folder(firstDay)));
    expect(put).toBeGreaterThanOrEqual(0);
    expect(first).toBeGreaterThan(put);
    const key = store.calls[put]?.key ?? '';
    expect(key.startsWith(viewsFolder('', days.person))).toBe(true);
    const receipt = await openWith(days.employee.identity, store.objects.get(key) ?? new Uint8Array());
    expect(viewReceiptSchema.parse(JSON.parse(Buffer.from(receipt ?? []).toString()))).toMatchObject({
      day: firstDay,
      at: 77,
      viewer: 'Viewer',
      reason: 'payroll',
    });
  });

  it('shows nothing when the receipt cannot be written, nor any picture', async () => {
    for (const why of [unreachable, refused]) {
      store.refuse = (verb) => (verb === 'put' ? why : null);
      store.calls.length = 0;
      expect(codeOf(await open())).toBe('receipt-refused');
      expect(store.calls.some(({ verb, key }) => verb === 'get' && key.startsWith(days.folder(firstDay)))).toBe(false);
      const picture = { person: days.person, day: firstDay, device: days.device, id: shotId(0) };
      expect(codeOf(await manager.service.picture(picture))).toBe('day-not-open');
    }
  });

  it('gives a picture of a day that is open, and of no other', async () => {
    unwrap(await open());
    const picture = { person: days.person, day: firstDay, device: days.device, id: shotId(0) };
    const { webp } = unwrap(await manager.service.picture(picture));
    expect(Buffer.from(webp, 'base64').toString()).toBe('picture 0 0');
    expect(codeOf(await manager.service.picture({ ...picture, day: secondDay }))).toBe('day-not-open');
    expect(codeOf(await manager.service.picture({ ...picture, id: shotId(2) }))).toBe('picture-missing');
  });

  it('shows no picture that was altered, exchanged or is gone', async () => {
    unwrap(await open());
    const [one, two] = days.keysOf(firstDay).filter((key) => key.includes('/shots/'));
    const picture = { person: days.person, day: firstDay, device: days.device, id: shotId(0) };
    const key = one ?? '';
    store.objects.set(key, built.objects.get(two ?? '') ?? new Uint8Array());
    expect(codeOf(await manager.service.picture(picture))).toBe('picture-altered');
    store.objects.delete(key);
    expect(codeOf(await manager.service.picture(picture))).toBe('object-missing');
  });

  it('says that a bucket cannot be reached, and does not call it an empty list', async () => {
    store.refuse = (verb, key) => (verb === 'get' && key === cardKey('', days.person) ? unreachable : null);
    expect(codeOf(await manager.service.people({}))).toBe('store-unreachable');
    expect(unwrap(await manager.service.status({})).problem?.code).toBe('store-unreachable');
    store.refuse = () => null;
    expect(unwrap(await manager.service.people({}))).toHaveLength(1);
    expect(unwrap(await manager.service.status({})).problem).toBeNull();
  });

  it('leaves out people whose card is not for this viewer', async () => {
    store.refuse = (_, key) => (key === cardKey('', days.person) ? { ...refused, code: 'store-denied' } : null);
    expect(unwrap(await manager.service.people({}))).toEqual([]);
  });

  it('says that a day is empty without leaving a receipt', async () => {
    const empty = { person: days.person, day: firstDay, reason: '' };
    for (const key of days.keysOf(firstDay)) store.objects.delete(key);
    expect(codeOf(await manager.service.openDay(empty))).toBe('day-empty');
    expect(store.calls.some(({ verb }) => verb === 'put')).toBe(false);
  });

  it('reads nothing any more once it is closed', async () => {
    unwrap(await open());
    manager.close();
    expect(codeOf(await manager.service.people({}))).toBe('locked');
    expect(store.closed).toBe(true);
  });
});

describe('a reader without access', () => {
  it('is told so: no card, and of a day it is shown no record', async () => {
    const stranger = new Reader({
      store,
      prefix: '',
      identity: (await newKeyPair()).identity,
      organisationKey: (await ready()).keys.signing.publicKey,
    });
    expect(unwrap(await stranger.people())).toEqual([]);
    const viewer = new Reader({
      store,
      prefix: '',
      identity: (await ready()).viewer.identity,
      organisationKey: (await ready()).keys.signing.publicKey,
    });
    const devices = unwrap(await viewer.devices(unwrap(await viewer.card(days.person)), firstDay));
    const part = unwrap(await stranger.open(days.person, firstDay, devices[0] ?? Object.assign({})));
    expect(part).toMatchObject({ records: null, identity: null, problem: { code: 'no-access' } });
  });
});

describe('a person’s card', () => {
  it('is refused when another than the organisation signed it, however well it is sealed', async () => {
    const { keys } = await ready();
    const forger = { document: keys.document, signing: newSigningPair() };
    const card = { format: 'plainsight-card/1', person: days.person, name: 'Somebody else', zone: null } as const;
    unwrap(await publishCard({ ...card, enrolmentKey: Buffer.alloc(32).toString('base64') }, forger, store, ''));
    unwrap(await unlock());
    expect(codeOf(await manager.service.people({}))).toBe('card-foreign');
    expect(codeOf(await open())).toBe('card-foreign');
    expect(
      store.calls.filter(({ verb, key }) => verb === 'put' && key.startsWith(viewsFolder('', days.person))),
    ).toEqual([]);
  });

  it('is refused when it is another person’s', async () => {
    const { keys } = await ready();
    const other = personIdSchema.parse('0'.repeat(26));
    const card = { format: 'plainsight-card/1', person: other, name: 'Other', zone: null } as const;
    unwrap(await publishCard({ ...card, enrolmentKey: Buffer.alloc(32).toString('base64') }, keys, store, ''));
    const moved = store.objects.get(cardKey('', other));
    store.objects.delete(cardKey('', other));
    store.objects.set(cardKey('', days.person), moved ?? new Uint8Array());
    unwrap(await unlock());
    expect(codeOf(await open())).toBe('card-foreign');
  });
});

describe('an organisation with post-quantum keys', () => {
  it('has every key of that kind, and its days open', async () => {
    const own = new MemoryStore();
    const hybrid = await openOffice(own, {}, 'hybrid');
    const sealed = await sealDays(own, hybrid);
    expect([...hybrid.keys.document.recovery, ...hybrid.keys.document.viewers, sealed.employee.recipient]).toSatisfy(
      (recipients: string[]) => recipients.every((recipient) => recipient.startsWith('age1pq1')),
    );
    for (const { identity } of [hybrid.viewer, ...hybrid.keys.recovery]) {
      const organisationKey = hybrid.keys.signing.publicKey;
      const reader = new Reader({ store: own, prefix: '', identity, organisationKey });
      const [device] = unwrap(await reader.devices(unwrap(await reader.card(sealed.person)), firstDay));
      if (device === undefined) throw new Error('no device');
      expect(unwrap(await reader.open(sealed.person, firstDay, device)).records).toHaveLength(4);
    }
  });
});

describe('a recovery identity', () => {
  it('opens every day as a viewer does', async () => {
    const { keys } = await ready();
    for (const { identity } of keys.recovery) {
      const reader = new Reader({ store, prefix: '', identity, organisationKey: keys.signing.publicKey });
      const devices = unwrap(await reader.devices(unwrap(await reader.card(days.person)), firstDay));
      const [device] = devices;
      if (device === undefined) throw new Error('no device');
      expect(unwrap(await reader.open(days.person, firstDay, device)).records).toHaveLength(4);
    }
  });
});

describe('a viewer’s file', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['another format', { format: 'plainsight-viewer/2' }],
    ['a field that nobody reads', { more: 1 }],
    ['no name', { viewer: '' }],
    ['an identity that is no base64', { identity: '*' }],
    ['no bucket', { bucket: undefined }],
    [
      'a bucket over plain HTTP',
      { bucket: { endpoint: 'http://x', bucket: 'abc', accessKeyId: 'a', secretAccessKey: 'b' } },
    ],
  ])('is refused: %s', (_, change) => {
    const isChange = typeof change === 'object' && change !== null && !Array.isArray(change);
    expect(readViewerFile(isChange ? { ...file, ...change } : change).ok).toBe(false);
  });
});
