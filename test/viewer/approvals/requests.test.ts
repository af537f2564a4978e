import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packName } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/** How many requests a day costs before its timeline shows: few, and no more for a long day than for a short one. */

const short = daySchema.parse('2026-06-01');
const long = daySchema.parse('2026-06-02');
const shared = daySchema.parse('2026-06-03');
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(store);
  file = await parsedViewerFile(office);
  device = await makeDevice(store, office);
  await makeDay(store, office, device, { day: short, links: 1 });
  await makeDay(store, office, device, { day: long, links: 100 });
  await makeDay(store, office, device, { day: shared, links: 3 });
});
beforeEach(() => {
  store.calls.length = 0;
  manager = openManagerOver(store, file, office);
});

async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  return store.calls.length;
}
const opening = (day: Day) => async () => {
  const opened = unwrap(await manager.service.openDay({ person: device.person, day, reason: 'test' }));
  for (const { chain } of opened.devices) expect(chain).toMatchObject({ state: 'verified', faults: [] });
};

describe('the first day after the key was opened, with everything that goes before it', () => {
  it.each([
    ['of one link', short],
    ['of a hundred segments, pictures and sheets', long],
  ])('%s: six requests', async (_, day) => {
    // The organisation and the directory; then the day's listing, receipt, key and pack.
    expect(await requestsOf(opening(day))).toBe(6);
  });

  it('each further day: four', async () => {
    await opening(short)();
    store.calls.length = 0;
    expect(await requestsOf(opening(long))).toBe(4);
  });
});

describe('a person with two devices', () => {
  it('costs a key and a pack a day more', async () => {
    const second = await makeDevice(store, office, 'e');
    await makeDay(store, office, second, { day: shared, links: 40 });
    // As the page does: people first, and whether they work today.
    unwrap(await manager.service.people({}));
    unwrap(await manager.service.presence({ people: [device.person] }));
    store.calls.length = 0;
    expect(await requestsOf(opening(shared))).toBe(6);
    const other = openManagerOver(store, file, office);
    store.calls.length = 0;
    unwrap(await other.service.openDay({ person: device.person, day: shared, reason: 'test' }));
    expect(store.calls).toHaveLength(8);
  });
});

it('a day that goes on fetches one by one only what its pack lacks', async () => {
  const going = daySchema.parse('2026-06-04');
  const packs: Uint8Array[] = [];
  const made = await makeDay(store, office, device, {
    day: going,
    links: 5,
    isClosed: false,
    onLink: () =>
      packs.push(
        store.objects.get(
          [...store.objects.keys()].find((key) => key.includes(`${going}/`) && key.endsWith(packName)) ?? '',
        ) ?? new Uint8Array(),
      ),
  });
  await opening(short)();
  const cost = async () => {
    store.calls.length = 0;
    const opened = unwrap(await manager.service.openDay({ person: device.person, day: going, reason: 'test' }));
    expect(opened.devices[0]?.chain).toMatchObject({ state: 'open', links: 5, faults: [] });
    expect(opened.devices[0]?.view?.windows).toHaveLength(5);
    return store.calls.length;
  };
  expect(await cost()).toBe(4);
  store.objects.set(made.keyOf(packName), packs[3] ?? new Uint8Array());
  // The last link and its segment.
  expect(await cost()).toBe(6);
  store.objects.delete(made.keyOf(packName));
  expect(await cost()).toBe(3 + 10);
});

it('a day that went on while it was opened is listed once more, and nothing of it is called missing', async () => {
  const going = daySchema.parse('2026-06-05');
  const before = new Map<string, Uint8Array>();
  const remember = (link: number) => {
    if (link === 1) for (const [key, bytes] of store.objects) before.set(key, bytes);
  };
  await makeDay(store, office, device, { day: going, links: 3, isClosed: false, onLink: remember });
  const after = new Map(store.objects);
  const restore = (objects: ReadonlyMap<string, Uint8Array>) => {
    store.objects.clear();
    for (const [key, bytes] of objects) store.objects.set(key, bytes);
  };
  await opening(short)();
  restore(before);
  store.refuse = (verb, key) => {
    // The agent uploads on after the day was listed.
    if (verb === 'get' && key.endsWith(packName)) restore(after);
    return null;
  };
  store.calls.length = 0;
  const opened = unwrap(await manager.service.openDay({ person: device.person, day: going, reason: 'test' }));
  store.refuse = () => null;
  expect(opened.devices[0]?.chain).toMatchObject({ state: 'open', links: 3, faults: [] });
  expect(store.calls).toHaveLength(5);
});
