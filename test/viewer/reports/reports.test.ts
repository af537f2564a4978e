import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deviceStatusKey, viewsFolder } from '../../../bucket/layout.ts';
import { type DeviceStatus, deviceStatusSchema } from '../../../core/day/summary.ts';
import { daySchema, type PersonId } from '../../../core/ids.ts';
import { viewReceiptSchema } from '../../../core/organisation/view-receipt.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { enrolPerson } from '../../../org/enrolment.ts';
import { openWith, sealTo } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import { readViewerWord } from '../../../seal/viewer-word.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { type MadeDevice, madeDay, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, refused } from '../../fixtures/memory-store.ts';
import { memberOf } from '../../fixtures/organisation/fake-viewers.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { codeOf, teamReportOf } from './reports-fixture.ts';

// The services with the real key, the real formats and five people; what each does by itself is in the tests beside this.

const now = Date.parse('2026-06-08T12:00:00Z');
const to = daySchema.parse('2026-06-07');
const reason = 'planning';
const built = new MemoryStore();
const devices: MadeDevice[] = [];
let office: Office;
let file: ViewerFile;
let store: MemoryStore;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(built);
  const { keys, viewer } = office;
  const viewers = [viewer.certificate];
  const cards = [office.card];
  for (const name of ['Two', 'Three', 'Four', 'Five'])
    cards.push(unwrap(await enrolPerson(keys, { name, zone: 'UTC', viewers }, built, '')));
  office.administration = {
    ...office.administration,
    people: cards,
    access: cards.map(({ person }) => firstAccess(person, viewers, 1)),
    teams: cards.map(({ person }) => ({ person, ...memberOf('sales') })),
  };
  for (const [at, card] of cards.entries()) {
    const device = await makeDevice(built, office, 'defgh'.charAt(at), card);
    devices.push(device);
    // A minute each link: an hour of them all, in whole hours.
    await makeDay(built, office, device, { links: 24, from: at * 100 });
  }
  file = await parsedViewerFile(office);
});
beforeEach(() => {
  store = new MemoryStore();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  manager = openManagerOver(store, file, office, { clock: { now: () => now } });
});
afterEach(() => manager.close());

function first(): MadeDevice {
  const [device] = devices;
  if (device === undefined) throw new Error('no device');
  return device;
}
const readsOf = (person: PersonId) =>
  store.calls.filter(({ verb, key }) => verb !== 'put' && new RegExp(`/${person}/(days|latest)/`).test(key));

/** What a person's device reads of who looked. */
async function receiptsOf({ person, employee }: MadeDevice) {
  const keys = [...store.objects.keys()].filter((key) => key.startsWith(viewsFolder('', person))).sort();
  const opened = keys.map((key) => openWith(employee.identity, store.objects.get(key) ?? new Uint8Array()));
  return (await Promise.all(opened)).map((bytes) =>
    readViewerWord(bytes ?? new Uint8Array(), viewReceiptSchema, office.keys.signing.publicKey),
  );
}

const period = () => manager.service.period({ person: first().person, from: madeDay, to, reason });
const report = () => teamReportOf(manager.service, { team: 'sales', weeks: 1, reason });
const search = (people = devices.map(({ person }) => person)) =>
  manager.service.startSearch({ people, from: madeDay, to, text: 'window 1', reason });

describe('with a real key', () => {
  it('a period is what the device wrote, and the person reads of it', async () => {
    const { days, missing } = unwrap(await period());
    expect(days).toMatchObject([
      { day: madeDay, device: first().device, totals: { recordedMs: 24 * 60_000 }, final: true },
    ]);
    expect(missing).toEqual([]);
    const look = { look: 'period', day: madeDay, to, reason, detail: null };
    expect(await receiptsOf(first())).toMatchObject([{ name: 'Viewer', said: look }]);
    const read = store.calls.findIndex(({ key }) => isOfDays(key));
    expect(store.calls.slice(0, read).some(({ verb }) => verb === 'put')).toBe(true);
  });

  it('a team’s report counts five, and each of them reads of it', async () => {
    const { weeks } = unwrap(await report());
    expect(weeks).toEqual([
      {
        ...{ week: '2026-W23', shown: true, people: 5, recordedHours: 2, callHours: null },
        ...{ apps: [{ appId: 'editor', appName: 'Editor', hours: 2 }], categories: [] },
      },
    ]);
    for (const device of devices)
      expect(await receiptsOf(device)).toMatchObject([{ said: { look: 'team', detail: 'sales', day: madeDay, to } }]);
  });

  it('a search finds what was recorded, and each person reads what was searched for', async () => {
    const { search: id, days, skipped } = unwrap(await search());
    expect(skipped).toEqual([]);
    expect(days).toHaveLength(5);
    const { hits } = unwrap(await manager.service.searchDay({ search: id, person: first().person, day: madeDay }));
    expect(hits.map(({ text }) => text)).toContain('window 1');
    expect(hits.every(({ text }) => text.includes('1'))).toBe(true);
    expect(await receiptsOf(first())).toMatchObject([{ said: { look: 'search', detail: 'window 1' } }]);
  });

  it('what is open is taken along, and the person reads in which format', async () => {
    unwrap(await manager.service.openDay({ person: first().person, day: madeDay, reason }));
    const taken = { what: { kind: 'day', person: first().person, day: madeDay }, format: 'csv' } as const;
    const { files } = unwrap(await manager.service.exportView(taken));
    expect(files.map(({ name }) => name)).toContain('windows.csv');
    expect(files[0]?.text).toContain('window 1');
    const looks = (await receiptsOf(first())).map((read) => [read?.said.look, read?.said.detail]);
    expect(looks.sort()).toEqual([
      ['day', null],
      ['export', 'csv'],
    ]);
  });

  it.each([
    ['a period', period],
    ['a report', report],
  ])('%s reads nothing of anybody where a receipt cannot be written', async (_, ask) => {
    store.refuse = (verb, key) => (verb === 'put' && key.includes(first().person) ? refused : null);
    expect(codeOf(await ask())).toBe('receipt-refused');
    for (const { person } of devices) expect(readsOf(person)).toEqual([]);
  });

  it('a search reads nothing of whom it cannot tell', async () => {
    store.refuse = (verb, key) => (verb === 'put' && key.includes(first().person) ? refused : null);
    const { search: id, skipped } = unwrap(await search());
    expect(skipped).toMatchObject([{ person: first().person, problem: { code: 'receipt-refused' } }]);
    const found = await manager.service.searchDay({ search: id, person: first().person, day: madeDay });
    expect(codeOf(found)).toBe('search-unknown');
    expect(readsOf(first().person)).toEqual([]);
  });

  it('nothing is taken along where its receipt cannot be written', async () => {
    unwrap(await period());
    store.refuse = (verb) => (verb === 'put' ? refused : null);
    const what = { kind: 'period', person: first().person, from: madeDay, to } as const;
    for (const format of ['csv', 'json', 'pdf'] as const)
      expect(codeOf(await manager.service.exportView({ what, format }))).toBe('receipt-refused');
  });
});

describe('what waits for an answer, with a real key', () => {
  const entry: DeviceStatus['waiting'][number] = {
    ...{ id: recordId(1), request: recordId(1), at: 5, start: 0, end: 3_600_000, source: 'manual', day: madeDay },
    ...{ label: 'Dentist', category: null, note: null, isCall: false, isTakenBack: false, needsApproval: true },
  };
  async function ask(device: MadeDevice, signing = device.signing): Promise<void> {
    const latest: DeviceStatus = deviceStatusSchema.parse({
      ...{ format: 'plainsight-latest/1', person: device.person, device: device.device, at: 9, day: madeDay },
      ...{ zone: 'UTC', first: null, last: null, recordedMs: 0, stateMs: {}, waiting: [entry] },
    });
    const sealed = await sealTo([office.viewer.certificate.recipient], signDocument(latest, signing.privateKey));
    store.objects.set(deviceStatusKey('', device.person, device.device), sealed);
  }

  it('is listed after a receipt of presence, is answered though its day is not open, and waits no longer', async () => {
    await ask(first());
    const listed = unwrap(await manager.service.waiting({}));
    expect(listed).toMatchObject({ entries: [{ person: first().person, label: 'Dentist', day: madeDay }], unread: [] });
    expect(store.calls.filter(({ verb, key }) => verb === 'put' && key.includes('/views/'))).toHaveLength(1);
    const given = { person: first().person, request: recordId(1), approved: true, note: '' };
    unwrap(await manager.service.answer(given));
    expect(unwrap(await manager.service.waiting({})).entries).toEqual([]);
    // It is in neither list any more, and no day is open.
    expect(codeOf(await manager.service.answer(given))).toBe('day-not-open');
  });

  it('is not taken from another’s hand', async () => {
    const [, other] = devices;
    await ask(first(), other?.signing);
    const { entries, unread } = unwrap(await manager.service.waiting({}));
    expect(entries).toEqual([]);
    expect(unread).toMatchObject([{ person: first().person, problem: { code: 'latest-altered' } }]);
  });
});
