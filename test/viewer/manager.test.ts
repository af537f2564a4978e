import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accessKey, cardKey, deviceKey, directoryKey, orgKey, shotName, viewsFolder } from '../../bucket/layout.ts';
import { daySchema } from '../../core/ids.ts';
import { organisationSchema } from '../../core/organisation/organisation.ts';
import { viewReceiptSchema } from '../../core/organisation/view-receipt.ts';
import { unwrap } from '../../core/result.ts';
import { publishOrganisation } from '../../org/organisation.ts';
import { openWith } from '../../seal/age.ts';
import { readViewerWord } from '../../seal/viewer-word.ts';
import type { Manager } from '../../viewer/manager.ts';
import type { ViewerFile } from '../../viewer/session/viewer-file.ts';
import { shotId } from '../fixtures/agent/vaults.ts';
import { type MadeDay, type MadeDevice, madeDay, makeDay, makeDevice } from '../fixtures/day/made-days.ts';
import { MemoryStore, refused, unreachable } from '../fixtures/memory-store.ts';
import { managerOver, openManagerOver, parsedViewerFile } from '../fixtures/organisation/managers.ts';
import { confirmIn, type Office, openOffice, passphrase } from '../fixtures/organisation/offices.ts';

// Opening a key with a passphrase takes about a second of one core by design.

const laterDay = daySchema.parse('2026-06-02');
const built = new MemoryStore();
let office: Office;
let device: MadeDevice;
let made: MadeDay;
let file: ViewerFile;
let store: MemoryStore;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(built);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device);
  await makeDay(built, office, device, { day: laterDay, from: 10 });
  file = await parsedViewerFile(office);
});
beforeEach(() => {
  store = new MemoryStore();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
});
afterEach(() => manager.close());

const open = (reason = 'payroll') => manager.service.openDay({ person: device.person, day: madeDay, reason });
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const callsOf = (verb: string, prefix: string) =>
  store.calls.filter((call) => call.verb === verb && call.key.startsWith(prefix));

describe('a locked manager', () => {
  beforeEach(() => {
    manager = managerOver(store, file);
  });

  it('reads nothing, and asks the bucket for nothing', async () => {
    expect(unwrap(await manager.service.status({}))).toMatchObject({ phase: 'locked', viewer: 'Viewer', now: 77 });
    const { person } = device;
    const day = { person, day: madeDay };
    const asked = [
      manager.service.people({}),
      manager.service.presence({ people: [person] }),
      manager.service.days({ person }),
      open(),
      manager.service.checkDay(day),
      manager.service.sheet({ ...day, device: device.device, name: 'sheets/000000.webp.age' }),
      manager.service.picture({ ...day, device: device.device, id: shotId(0) }),
      manager.service.answers({ person }),
      manager.service.setStay({ stay: true }),
    ];
    for (const answer of asked) expect(codeOf(await answer)).toBe('viewer-locked');
    expect(store.calls).toEqual([]);
  });

  it('stays locked with another passphrase', async () => {
    expect(codeOf(await manager.service.unlock({ passphrase: 'another' }))).toBe('wrong-viewer-passphrase');
    expect(unwrap(await manager.service.status({})).phase).toBe('locked');
    unwrap(await manager.service.unlock({ passphrase }));
    expect(unwrap(await manager.service.status({})).phase).toBe('ready');
  });
});

describe('an unlocked manager', () => {
  beforeEach(async () => {
    manager = openManagerOver(store, file, office);
    await vi.waitFor(() => expect(callsOf('get', orgKey(''))).toHaveLength(1));
    store.calls.length = 0;
  });

  it('finds people with two requests at once, and days, the latest first', async () => {
    const [person] = unwrap(await manager.service.people({}));
    expect(person).toMatchObject({ person: device.person, name: 'Someone', zone: 'UTC', team: null });
    expect(store.calls).toEqual([
      { verb: 'get', key: orgKey('') },
      { verb: 'get', key: directoryKey('', office.viewer.certificate.viewer) },
    ]);
    const found = unwrap(await manager.service.days({ person: device.person }));
    expect(found.map(({ day }) => day)).toEqual([laterDay, madeDay]);
  });

  it('opens a day, verified, with what was recorded and the sheets that there are', async () => {
    const opened = unwrap(await open());
    expect(opened).toMatchObject({ receiptAt: 77, day: madeDay, person: { name: 'Someone' } });
    expect(opened.devices).toMatchObject([
      { device: device.device, chain: { state: 'verified', links: 3, faults: [] }, objects: 9, problem: null },
    ]);
    expect(opened.devices[0]?.view?.windows.map(({ title }) => title)).toEqual(['window 0', 'window 1', 'window 2']);
    expect(opened.devices[0]?.sheets.map(({ name, cells }) => [name, cells])).toEqual(
      [0, 1, 2].map((seq) => [`sheets/00000${seq}.webp.age`, [shotId(seq)]]),
    );
  });

  it('leaves a receipt that only the person can read and this viewer signed, before it asks for anything of the day', async () => {
    unwrap(await open('payroll'));
    const put = store.calls.findIndex(({ verb }) => verb === 'put');
    const first = store.calls.findIndex(({ verb, key }) => verb === 'get' && made.nameOf(key) !== null);
    expect(put).toBeGreaterThanOrEqual(0);
    expect(first).toBeGreaterThan(put);
    const key = store.calls[put]?.key ?? '';
    expect(key.startsWith(viewsFolder('', device.person))).toBe(true);
    const sealed = store.objects.get(key) ?? new Uint8Array();
    expect(await openWith(office.viewer.identity, sealed)).toBeNull();
    const receipt = await openWith(device.employee.identity, sealed);
    expect(readViewerWord(receipt ?? new Uint8Array(), viewReceiptSchema, office.keys.signing.publicKey)).toMatchObject(
      {
        name: 'Viewer',
        said: { look: 'day', day: madeDay, to: madeDay, at: 77, reason: 'payroll', detail: null },
      },
    );
  });

  it('shows nothing when the receipt cannot be written, nor any picture, sheet or check', async () => {
    for (const why of [unreachable, refused]) {
      store.refuse = (verb) => (verb === 'put' ? why : null);
      store.calls.length = 0;
      expect(codeOf(await open())).toBe('receipt-refused');
      expect(store.calls.filter(({ verb, key }) => verb === 'get' && made.nameOf(key) !== null)).toEqual([]);
      const day = { person: device.person, day: madeDay };
      expect(codeOf(await manager.service.picture({ ...day, device: device.device, id: shotId(0) }))).toBe(
        'day-not-open',
      );
      const sheet = { ...day, device: device.device, name: 'sheets/000000.webp.age' };
      expect(codeOf(await manager.service.sheet(sheet))).toBe('day-not-open');
      expect(codeOf(await manager.service.checkDay(day))).toBe('day-not-open');
    }
  });

  it('gives pictures and sheets of a day that is open, and of no other', async () => {
    unwrap(await open());
    const text = (webp: string) => Buffer.from(webp, 'base64').toString();
    const picture = { person: device.person, day: madeDay, device: device.device, id: shotId(0) };
    expect(text(unwrap(await manager.service.picture(picture)).webp)).toBe('picture 0');
    expect(codeOf(await manager.service.picture({ ...picture, day: laterDay }))).toBe('day-not-open');
    expect(codeOf(await manager.service.picture({ ...picture, id: shotId(10) }))).toBe('picture-missing');
    const { id: _, ...place } = picture;
    const sheet = (name: string) => manager.service.sheet({ ...place, name });
    expect(text(unwrap(await sheet('sheets/000001.webp.age')).webp)).toBe('sheet 1');
    expect(codeOf(await sheet('sheets/000009.webp.age'))).toBe('picture-missing');
    // What is no sheet is not given as one.
    expect(codeOf(await sheet('activity/000000.ndjson.gz.age'))).toBe('picture-missing');
    expect(codeOf(await sheet('../key.age'))).toBe('picture-missing');
  });

  it('shows no picture that was altered, exchanged or is gone', async () => {
    unwrap(await open());
    const picture = { person: device.person, day: madeDay, device: device.device, id: shotId(0) };
    const [key, other] = [0, 1].map((id) => made.keyOf(shotName(shotId(id))));
    store.objects.set(key ?? '', built.objects.get(other ?? '') ?? new Uint8Array());
    expect(codeOf(await manager.service.picture(picture))).toBe('chain-altered');
    store.objects.delete(key ?? '');
    expect(codeOf(await manager.service.picture(picture))).toBe('chain-missing');
  });

  it('says that a bucket cannot be reached, and does not call it an empty list', async () => {
    const directory = directoryKey('', office.viewer.certificate.viewer);
    store.refuse = (verb, key) => (verb === 'get' && key === directory ? unreachable : null);
    expect(codeOf(await manager.service.people({}))).toBe('store-unreachable');
    expect(unwrap(await manager.service.status({})).problem?.code).toBe('store-unreachable');
    store.refuse = () => null;
    expect(unwrap(await manager.service.people({}))).toHaveLength(1);
    expect(unwrap(await manager.service.status({})).problem).toBeNull();
  });

  it('needs neither the list of all people nor anybody’s card', async () => {
    store.refuse = (_, key) =>
      key === 'people/' || key.endsWith('card.age') ? { ...refused, code: 'store-denied' } : null;
    store.objects.delete(cardKey('', device.person));
    store.objects.delete(accessKey('', device.person));
    unwrap(await manager.service.people({}));
    expect(unwrap(await open()).devices[0]?.chain.state).toBe('verified');
  });

  it('seals the receipt to every device of the person, also to those that did not record that day', async () => {
    const second = await makeDevice(store, office, 'e');
    unwrap(await open());
    const [put] = callsOf('put', viewsFolder('', device.person));
    const sealed = store.objects.get(put?.key ?? '') ?? new Uint8Array();
    for (const { identity } of [device.employee, second.employee])
      expect(await openWith(identity, sealed)).not.toBeNull();
  });

  it('opens what the confirmed devices recorded, and names one that nobody confirmed: nothing of it is fetched, sealed to or counted', async () => {
    const strange = await makeDevice(store, office, 'f', office.card, false);
    const left = await makeDay(store, office, strange, { from: 50 });
    store.calls.length = 0;
    const opened = unwrap(await open());
    expect(opened.devices.map((each) => [each.device, each.chain.state])).toEqual([[device.device, 'verified']]);
    expect(opened.unconfirmed).toMatchObject([
      { device: strange.device, chain: { state: 'broken', faults: [{ kind: 'unconfirmed', name: strange.device }] } },
    ]);
    expect(callsOf('get', left.folder)).toEqual([]);
    expect(callsOf('get', deviceKey('', device.person, strange.device))).toEqual([]);
    const [put] = callsOf('put', viewsFolder('', device.person));
    const sealed = store.objects.get(put?.key ?? '') ?? new Uint8Array();
    expect(await openWith(device.employee.identity, sealed)).not.toBeNull();
    expect(await openWith(strange.employee.identity, sealed)).toBeNull();
  });

  it('takes a device that was confirmed since the directory was read', async () => {
    unwrap(await open());
    const later = await makeDevice(store, office, 'g');
    await makeDay(store, office, later, { from: 60 });
    const opened = unwrap(await open());
    expect(opened.devices.map((each) => each.device).sort()).toEqual([device.device, later.device]);
    expect(opened.unconfirmed).toEqual([]);
  });

  it('opens nothing of a person none of whose devices is confirmed, and says so', async () => {
    const fresh = new MemoryStore();
    const other = await openOffice(fresh);
    const theirs = await makeDevice(fresh, other, 'd', other.card, false);
    await makeDay(fresh, other, theirs);
    const own = openManagerOver(fresh, await parsedViewerFile(other), other);
    const asked = { person: other.card.person, day: madeDay, reason: 'x' };
    expect(codeOf(await own.service.openDay(asked))).toBe('device-none');
    expect(unwrap(await own.service.presence({ people: [other.card.person] }))).toMatchObject([
      { latest: null, problem: { code: 'device-none' } },
    ]);
    const { publicKey } = theirs.signing;
    await confirmIn(other, fresh, { ...theirs, publicKey, recipient: theirs.employee.recipient });
    expect(codeOf(await own.service.openDay(asked))).toBe('ok');
    own.close();
  });

  it('knows the organisation’s categories once the key is open, and the page is told', async () => {
    const categories = [{ id: 'work', name: { en: 'Work' }, match: [{ app: 'editor' }] }];
    const document = organisationSchema.parse({ ...office.keys.document, version: 2, categories });
    unwrap(await publishOrganisation({ ...office.keys, document }, store, ''));
    manager.close();
    manager = openManagerOver(store, file, office);
    let told = 0;
    manager.onChange(() => told++);
    await vi.waitFor(async () => expect(unwrap(await manager.service.status({})).categories).toMatchObject(categories));
    expect(told).toBeGreaterThan(0);
  });

  it('says that a day is empty after its receipt, because that tells something too', async () => {
    for (const key of made.keys()) store.objects.delete(key);
    expect(codeOf(await open())).toBe('day-empty');
    expect(callsOf('put', '')).toHaveLength(1);
  });

  it('reads nothing any more once it is closed', async () => {
    unwrap(await open());
    manager.close();
    expect(codeOf(await manager.service.people({}))).toBe('viewer-locked');
    expect(store.closed).toBe(true);
  });
});
