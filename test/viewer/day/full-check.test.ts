import { beforeAll, beforeEach, expect, it } from 'vitest';
import { packName, shotName, summaryName } from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { publishOrganisation } from '../../../org/organisation.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { manualAt } from '../../fixtures/day/entries.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/** The check of every object of a day that is open, some at a time. */

const day = daySchema.parse('2026-06-01');
const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let made: MadeDay;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day, links: 50 });
});
beforeEach(async () => {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  store.refuse = () => null;
  manager = openManagerOver(store, file, office);
  unwrap(await manager.service.openDay({ person: device.person, day, reason: 'test' }));
  store.calls.length = 0;
});

const check = async () => unwrap(await manager.service.checkDay({ person: device.person, day }));

/** Every object of the day by itself: 50 links, 50 segments, 50 pictures, 50 sheets, and the sums. */
const total = 202;

it('goes on by some objects a call, until each was fetched once and no more', async () => {
  const steps: number[] = [];
  for (;;) {
    const before = store.calls.length;
    const at = await check();
    expect(at.total).toBe(total);
    expect(store.calls.length - before).toBeLessThanOrEqual(64);
    steps.push(at.done);
    if (at.done === at.total) break;
  }
  expect(steps).toEqual([50, 51, 52, 116, 180, 202]);
  expect(store.calls).toHaveLength(total + 1);
  expect(new Set(store.calls.map(({ key }) => key)).size).toBe(total + 1);
  // Once it is complete it costs nothing more.
  expect(await check()).toMatchObject({ done: total, devices: [{ chain: { state: 'verified', faults: [] } }] });
  expect(store.calls).toHaveLength(total + 1);
});

it('does not fetch twice what was fetched by itself when the day was opened', async () => {
  store.objects.delete(made.keyOf(packName));
  unwrap(await manager.service.openDay({ person: device.person, day, reason: 'again' }));
  store.calls.length = 0;
  const first = await check();
  expect(first).toMatchObject({ total: 102, devices: [{ chain: { faults: [{ kind: 'missing', name: packName }] } }] });
  while ((await check()).done < 102);
  // Pictures are listed, and their key is fetched, in one step.
  expect(store.calls).toHaveLength(103);
});

it('says what opening found from the first call on, and what it finds as it goes', async () => {
  const name = shotName(shotId(49));
  store.objects.delete(made.keyOf(name));
  const first = await check();
  expect(first.devices[0]?.chain).toMatchObject({ state: 'verified', faults: [] });
  let at = first;
  while (at.done < at.total) at = await check();
  expect(at.devices[0]?.chain).toMatchObject({ state: 'broken', faults: [{ kind: 'missing', name }] });
});

it('stops where the bucket does not answer, and goes on from there', async () => {
  await check();
  store.refuse = (verb) => (verb === 'get' ? unreachable : null);
  expect(await manager.service.checkDay({ person: device.person, day })).toMatchObject({
    ok: false,
    problem: { code: 'store-unreachable' },
  });
  store.refuse = () => null;
  expect((await check()).done).toBe(51);
});

it('takes steps one after another when several are asked for at once', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, check));
  expect(answers.map(({ done }) => done)).toEqual([50, 51, 52, 116, 180, 202]);
  expect(store.calls).toHaveLength(total + 1);
});

it('is of a day that is open', async () => {
  const other = daySchema.parse('2026-06-09');
  expect(await manager.service.checkDay({ person: device.person, day: other })).toMatchObject({
    ok: false,
    problem: { code: 'day-not-open' },
  });
});

it('leaves categories out where the organisation has others now', async () => {
  const { keys } = office;
  const renewed = {
    ...keys.document,
    version: 2,
    categories: [{ id: 'work', name: { en: 'Work' }, match: [{ app: 'editor' }] }],
  };
  unwrap(await publishOrganisation({ ...keys, document: renewed }, store, ''));
  manager = openManagerOver(store, file, office);
  unwrap(await manager.service.openDay({ person: device.person, day, reason: 'again' }));
  let at = await check();
  while (at.done < at.total) at = await check();
  expect(at.devices[0]?.chain.faults).toEqual([]);
  expect(store.objects.has(made.keyOf(summaryName))).toBe(true);
});

it.each([
  ['an earlier agent did not say what an entry adds', () => ({}), []],
  ['somebody says of an entry that it adds more', () => ({ adds: [{ start: 0, end: 1 }] }), ['altered']],
])('compares the sums also where %s', async (_what, change, faults) => {
  const at = Date.parse('2026-06-03T10:00:00Z');
  const other = daySchema.parse('2026-06-03');
  await makeDay(store, office, device, {
    ...{ day: other, from: 500, entry: manualAt(at, at + 600_000) },
    sums: ({ entries, ...summary }) => ({
      ...summary,
      entries: entries.map(({ adds: _, ...entry }) => ({ ...entry, ...change() })),
    }),
  });
  unwrap(await manager.service.openDay({ person: device.person, day: other, reason: 'test' }));
  const step = async () => unwrap(await manager.service.checkDay({ person: device.person, day: other }));
  let found = await step();
  while (found.done < found.total) found = await step();
  expect(found.devices[0]?.chain.faults.map(({ kind }) => kind)).toEqual(faults);
});
