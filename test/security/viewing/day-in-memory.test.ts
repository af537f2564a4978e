import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { isActivityName, isLinkName, isShotName, packName } from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/** Who can write into the bucket puts many large objects where small ones were: no process of a viewer holds them all. */

const day = daySchema.parse('2026-06-01');
const built = new MemoryStore();
let store: MemoryStore;
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let made: MadeDay;
let manager: Manager;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
/** As many as are fetched at once, and those that the last of them are being looked at. */
const most = 24;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day, links: 64 });
});
beforeEach(() => {
  store = new MemoryStore();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  manager = openManagerOver(store, file, office);
});
afterEach(() => manager.close());

/** From now on what `isLarge` names is answered as something large. Answers how many these were, and how many were in memory at a time. */
function giveOutLarge(isLarge: (name: string) => boolean): () => { readonly given: number; readonly peak: number } {
  const given: WeakRef<Uint8Array>[] = [];
  let peak = 0;
  const get = store.get.bind(store);
  // No spy: it would hold every answer.
  store.get = async (key, signal) => {
    const name = made.nameOf(key);
    if (name === null || !isLarge(name)) return get(key, signal);
    // A weak reference keeps what it gave out until the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    peak = Math.max(peak, given.filter((each) => each.deref() !== undefined).length);
    const bytes = new Uint8Array(256 * 1024);
    given.push(new WeakRef(bytes));
    return ok(bytes);
  };
  return () => ({ given: given.length, peak });
}

const open = async () => unwrap(await manager.service.openDay({ person: device.person, day, reason: 'to see' }));

it.each([
  ['segments', isActivityName],
  ['links', isLinkName],
] as const)('opening holds no large %s', async (_, isLarge) => {
  store.objects.delete(made.keyOf(packName));
  const large = giveOutLarge(isLarge);
  const { devices } = await open();
  expect(devices[0]?.chain.state).toBe('broken');
  expect(large().given).toBe(64);
  expect(large().peak).toBeLessThan(most);
});

it.each([
  ['links', isLinkName],
  ['pictures', isShotName],
] as const)('checking holds no large %s', async (_, isLarge) => {
  await open();
  const large = giveOutLarge(isLarge);
  for (;;) {
    const { done, total, devices } = unwrap(await manager.service.checkDay({ person: device.person, day }));
    if (done < total) continue;
    expect(devices[0]?.chain.faults.filter(({ name }) => isLarge(name))).toHaveLength(64);
    break;
  }
  expect(large().given).toBe(64);
  expect(large().peak).toBeLessThan(most);
});
