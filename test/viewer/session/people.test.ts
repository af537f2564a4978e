import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deviceStatusFolder, deviceStatusKey, devicesFolder, viewsFolder } from '../../../bucket/layout.ts';
import type { DeviceStatus } from '../../../core/day/summary.ts';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import { viewReceiptSchema } from '../../../core/organisation/view-receipt.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { newKeyPair, openWith, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { readViewerWord } from '../../../seal/viewer-word.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { type MadeDevice, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, refused, unreachable } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/** The list of people, and whether they work today. */

const archived = problem('object-archived', { host: 'store.example.org', object: 'day.age', bucket: 'plainsight' });
const now = Date.parse('2026-06-02T22:30:00Z');
const today = daySchema.parse('2026-06-02');
const yesterday = daySchema.parse('2026-06-01');
const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let laptop: MadeDevice;
let desktop: MadeDevice;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  laptop = await makeDevice(built, office, 'd');
  desktop = await makeDevice(built, office, 'e');
  await putLatest(built, laptop, {});
});
beforeEach(() => {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  store.refuse = () => null;
  store.calls.length = 0;
  open();
});

function open(): void {
  manager = openManagerOver(store, file, office, { clock: { now: () => now } });
}

async function putLatest(
  to: MemoryStore,
  { person, device, signing }: MadeDevice,
  change: Partial<DeviceStatus>,
  { signedBy = signing.privateKey, sealedTo = office.viewer.certificate.recipient } = {},
): Promise<void> {
  const latest: DeviceStatus = {
    ...({ format: 'plainsight-latest/1', person, device, at: now - 60_000, day: today, zone: 'UTC' } as const),
    ...{ first: now - 3_600_000, last: now - 60_000, recordedMs: 3_000_000, waiting: [] },
    stateMs: { active: 2_000_000, idle: 1_000_000 },
    ...change,
  };
  to.objects.set(deviceStatusKey('', person, device), await sealTo([sealedTo], signDocument(latest, signedBy)));
}

const presence = async (...people: MadeDevice['person'][]) =>
  unwrap(await manager.service.presence({ people: people.length === 0 ? [laptop.person] : people }));
const receipts = () => [...store.objects.keys()].filter((key) => key.startsWith(viewsFolder('', laptop.person)));

describe('presence', () => {
  it('is the day so far and the last upload', async () => {
    expect(await presence()).toEqual([
      {
        person: laptop.person,
        uploadedAt: now - 60_000,
        latest: {
          ...{ day: today, zone: 'UTC', first: now - 3_600_000, last: now - 60_000, recordedMs: 3_000_000 },
          stateMs: { active: 2_000_000, idle: 1_000_000 },
        },
        waiting: 0,
        revoked: 0,
        unconfirmed: 0,
        problem: null,
      },
    ]);
  });

  it('leaves a receipt before anything is read, one a day while the key is open', async () => {
    await presence();
    const put = store.calls.findIndex(({ verb }) => verb === 'put');
    const read = store.calls.findIndex(({ key }) => key.startsWith(deviceStatusFolder('', laptop.person)));
    expect([put >= 0, read > put]).toEqual([true, true]);
    await Promise.all([presence(), presence()]);
    expect(receipts()).toHaveLength(1);
    const opened = await openWith(laptop.employee.identity, store.objects.get(receipts()[0] ?? '') ?? new Uint8Array());
    expect(readViewerWord(opened ?? new Uint8Array(), viewReceiptSchema, office.keys.signing.publicKey)).toMatchObject({
      name: 'Viewer',
      said: { look: 'presence', day: today, to: today, reason: '' },
    });
    // A key that was opened anew looks anew.
    open();
    await presence();
    expect(receipts()).toHaveLength(2);
  });

  it('of an earlier day, the newest there is, is told after a receipt that names that day', async () => {
    await putLatest(store, laptop, { day: yesterday, strip: [] });
    await presence();
    const said: unknown[] = [];
    for (const key of receipts()) {
      const opened = await openWith(laptop.employee.identity, store.objects.get(key) ?? new Uint8Array());
      said.push(readViewerWord(opened ?? new Uint8Array(), viewReceiptSchema, office.keys.signing.publicKey));
    }
    expect(said).toMatchObject([{ said: { day: today } }, { said: { day: yesterday } }]);
    open();
    store.refuse = (verb) => (verb === 'put' && receipts().length > 2 ? refused : null);
    expect(await presence()).toMatchObject([{ uploadedAt: null, latest: null, problem: { code: 'receipt-refused' } }]);
  });

  it('is not told without a receipt', async () => {
    store.refuse = (verb) => (verb === 'put' ? refused : null);
    expect(await presence()).toMatchObject([{ uploadedAt: null, latest: null, problem: { code: 'receipt-refused' } }]);
    expect(store.calls.filter(({ key }) => key.startsWith(deviceStatusFolder('', laptop.person)))).toEqual([]);
    store.refuse = () => null;
    expect(await presence()).toMatchObject([{ problem: null }]);
  });

  it('costs the same however many days there are: three requests for the first look, two for each further one', async () => {
    unwrap(await manager.service.people({}));
    const { person } = laptop;
    for (const key of [...store.objects.keys()]) if (key.includes(desktop.device)) store.objects.delete(key);
    for (let index = 0; index < 500; index++)
      store.objects.set(`days/${person}/2026-01-01/x${index}`, new Uint8Array());
    store.calls.length = 0;
    await presence();
    expect(store.calls.map(({ verb }) => verb).sort()).toEqual(['get', 'list', 'put']);
    store.calls.length = 0;
    await presence();
    expect(store.calls.map(({ verb }) => verb)).toEqual(['list', 'get']);
  });

  it('adds up what several devices recorded of the latest day, and leaves earlier days out', async () => {
    await putLatest(store, desktop, {
      at: now - 1000,
      first: now - 7_200_000,
      recordedMs: 60_000,
      stateMs: { call: 5 },
    });
    expect(await presence()).toMatchObject([
      {
        uploadedAt: now - 1000,
        latest: {
          first: now - 7_200_000,
          last: now - 60_000,
          recordedMs: 3_060_000,
          stateMs: { active: 2_000_000, idle: 1_000_000, call: 5 },
        },
      },
    ]);
    await putLatest(store, desktop, { at: now, day: yesterday, recordedMs: 1 });
    expect(await presence()).toMatchObject([{ uploadedAt: now, latest: { day: today, recordedMs: 3_000_000 } }]);
  });

  it('tells the states of the latest day by the quarter of an hour, where its devices do, and of no other day', async () => {
    const quarter = (number: number, state: string) => {
      const start = Math.floor(now / 900_000) * 900_000 + number * 900_000;
      return { start, end: start + 900_000, state };
    };
    expect((await presence())[0]?.latest).not.toHaveProperty('strip');
    await putLatest(store, laptop, { strip: [quarter(-400, 'active'), quarter(-3, 'idle'), quarter(-2, 'active')] });
    expect((await presence())[0]?.latest?.strip).toEqual([quarter(-3, 'idle'), quarter(-2, 'active')]);
    await putLatest(store, desktop, { at: now - 1000, strip: [quarter(-3, 'call')] });
    expect((await presence())[0]?.latest?.strip).toEqual([quarter(-3, 'call'), quarter(-2, 'active')]);
  });

  it('counts what waits for an answer, and asks for answers only where something does', async () => {
    const entry = (number: number) => ({
      ...({
        id: recordId(number),
        request: recordId(number),
        at: number,
        start: 0,
        end: 3_600_000,
        day: today,
      } as const),
      ...({ source: 'manual', label: null, category: null, note: null, isCall: false } as const),
      ...{ isTakenBack: false, needsApproval: true },
    });
    const { person } = laptop;
    await putLatest(store, laptop, { waiting: [entry(1), entry(2), { ...entry(3), isTakenBack: true }] });
    store.calls.length = 0;
    expect(await presence()).toMatchObject([{ waiting: 2 }]);
    expect(store.calls.some(({ key }) => key.startsWith(`people/${person}/requests/`))).toBe(true);
    store.refuse = (_, key) => (key.includes('/requests/') ? refused : null);
    open();
    expect(await presence()).toMatchObject([{ waiting: null, problem: null }]);
  });

  it('is nothing where nothing was ever uploaded', async () => {
    store.objects.delete(deviceStatusKey('', laptop.person, laptop.device));
    expect(await presence()).toMatchObject([{ uploadedAt: null, latest: null, problem: null }]);
  });

  it.each<[string, string, () => unknown]>([
    [
      'is signed by another key',
      'latest-altered',
      () => {
        const { privateKey } = newSigningPair();
        return putLatest(store, laptop, {}, { signedBy: privateKey });
      },
    ],
    [
      'is another person’s',
      'latest-altered',
      () => putLatest(store, laptop, { person: personIdSchema.parse('0'.repeat(26)) }),
    ],
    ['is another device’s', 'latest-altered', () => putLatest(store, laptop, { device: desktop.device })],
    [
      'is sealed to others alone',
      'no-access',
      async () => {
        const { recipient } = await newKeyPair();
        return putLatest(store, laptop, {}, { sealedTo: recipient });
      },
    ],
    [
      'cannot be fetched',
      'store-unreachable',
      () => {
        store.refuse = (verb, key) =>
          verb === 'get' && key.startsWith(deviceStatusFolder('', laptop.person)) ? unreachable : null;
      },
    ],
  ])('is not told of what %s: %s', async (_, code, change) => {
    await change();
    expect(await presence()).toMatchObject([{ uploadedAt: null, latest: null, problem: { code } }]);
  });

  it.each<[string, () => unknown]>([
    ['was altered', () => putLatest(store, desktop, {}, { signedBy: newSigningPair().privateKey })],
    ['is no age file', () => store.objects.set(deviceStatusKey('', desktop.person, desktop.device), new Uint8Array(9))],
    [
      'is too large or archived',
      () => {
        const key = deviceStatusKey('', desktop.person, desktop.device);
        store.objects.set(key, new Uint8Array(9));
        store.refuse = (verb, asked) => (verb === 'get' && asked === key ? archived : null);
      },
    ],
  ])('tells what one device wrote where what another one wrote %s', async (_, change) => {
    const [before] = await presence();
    await change();
    const [after] = await presence();
    expect({ ...after, problem: null }).toEqual(before);
  });

  it('names the device’s object that was altered beside what the others wrote', async () => {
    await putLatest(store, desktop, {}, { signedBy: newSigningPair().privateKey });
    expect(await presence()).toMatchObject([{ uploadedAt: now - 60_000, problem: { code: 'latest-altered' } }]);
  });

  it('counts what is of a device that nobody confirmed, and tells nothing of it', async () => {
    const [before] = await presence();
    const key = deviceStatusKey('', laptop.person, laptop.device);
    const strange = key.replace(/d{26}/, 'x'.repeat(26));
    store.objects.set(strange, store.objects.get(key) ?? new Uint8Array());
    store.calls.length = 0;
    expect(await presence()).toEqual([{ ...before, unconfirmed: 1 }]);
    expect(store.calls.filter((call) => call.key === strange)).toEqual([]);
  });

  it('does not take an earlier upload for the last one', async () => {
    await putLatest(store, laptop, { at: now });
    expect(await presence()).toMatchObject([{ uploadedAt: now }]);
    await putLatest(store, laptop, { at: now - 1 });
    expect(await presence()).toMatchObject([{ latest: null, problem: { code: 'latest-outdated' } }]);
  });

  it('reads a device that was enrolled while the key was open', async () => {
    const card = [...built.objects].find(
      ([key]) => key === `${devicesFolder('', desktop.person)}${desktop.device}.json`,
    );
    store.objects.delete(card?.[0] ?? '');
    await presence();
    store.objects.set(card?.[0] ?? '', card?.[1] ?? new Uint8Array());
    await putLatest(store, desktop, { at: now });
    expect(await presence()).toMatchObject([{ uploadedAt: now, problem: null }]);
  });

  it('fails for one person alone, and for who is not in the directory', async () => {
    const stranger = personIdSchema.parse('0'.repeat(26));
    expect(await presence(stranger, laptop.person)).toMatchObject([
      { person: stranger, problem: { code: 'no-access-to-person' } },
      { person: laptop.person, problem: null },
    ]);
    expect(store.calls.filter(({ key }) => key.includes(stranger))).toEqual([]);
  });
});
