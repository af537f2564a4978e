import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { activityName, dayKeyName, linkName } from '../../../bucket/layout.ts';
import { hashOf, writeLink } from '../../../core/day/chain.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import type { BesideProcess } from '../../../ipc/process/beside-process.ts';
import { identityFile, newKeyPair, sealTo } from '../../../seal/age.ts';
import { signerOf } from '../../../seal/signing.ts';
import { usualBudget, wholeBudget } from '../../../viewer/day/day-budget.ts';
import { readingProcess } from '../../../viewer/day/reading-process.ts';
import { readSegmentsHere } from '../../../viewer/day/segment-reading.ts';
import { segmentWorker } from '../../../viewer/day/segment-worker.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { dayPlace } from '../../fixtures/day/day-place.ts';
import { type MadeDevice, madeDay, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';

const large = daySchema.parse('2026-06-02');
const start = Date.parse(`${large}T08:00:00Z`);

let store: MemoryStore;
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let manager: Manager;
let started = 0;
const children: BesideProcess[] = [];

beforeAll(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  file = await parsedViewerFile(office);
  device = await makeDevice(store, office);
  await makeDay(store, office, device);
}, 60_000);

beforeEach(() => {
  started = 0;
  manager = openManagerOver(store, file, office, {
    startReading: () => {
      started += 1;
      const child = readingProcess();
      children.push(child);
      return child;
    },
  });
});
afterEach(() => manager.close());

const open = (day: typeof large) => manager.service.openDay({ person: device.person, day, reason: 'to see' });

/** A day whose segments hold these texts, one an hour, with a chain that vouches for each. */
async function putDay(segments: readonly Uint8Array[], by: MadeDevice = device): Promise<void> {
  const { person, signing, employee } = by;
  const { keyOf, nameOf } = dayPlace('', { person, day: large, device: by.device });
  for (const key of [...store.objects.keys()]) if (nameOf(key) !== null) store.objects.delete(key);
  const key = await newKeyPair();
  const opening = [employee.recipient, ...office.keys.document.recovery, office.viewer.certificate.recipient];
  store.objects.set(keyOf(dayKeyName('days')), await sealTo(opening, identityFile(key.identity)));
  const entries = [];
  for (const [at, packed] of segments.entries()) {
    const bytes = await sealTo([key.recipient], packed);
    store.objects.set(keyOf(activityName(at)), bytes);
    entries.push({ name: activityName(at), bytes: bytes.length, sha256: hashOf(bytes) });
  }
  const about = {
    format: 'plainsight-link/1',
    person,
    device: by.device,
    day: large,
    recipient: key.recipient,
  } as const;
  const link = { ...about, at: start, seq: 0, previous: null, entries, final: false };
  store.objects.set(keyOf(linkName(0)), writeLink(link, signerOf(signing.privateKey)));
}

const windowAt = (hour: number, title: string) =>
  `${JSON.stringify({ kind: 'window', start: start + hour * 3_600_000, end: start + hour * 3_600_000 + 60_000, appId: 'a', appName: 'A', title, site: null, withheld: null })}\n`;

describe('a day that was made to fill memory', () => {
  it('of 12 segments that unpack to 9 MB each is shown as far as it can be, and says so; other days open as before', async () => {
    const filled = (hour: number) => gzipSync(windowAt(hour, 'x'.repeat(9000)).repeat(1000), { level: 1 });
    await putDay(Array.from({ length: 12 }, (_, hour) => filled(hour)));
    const [shown] = unwrap(await open(large)).devices;
    expect(shown?.problem?.code).toBe('day-cut-short');
    expect(english(shown?.problem).what).toMatch(/shown up to \d\d:\d\d\.$/);
    expect(shown?.view?.windows[0]?.title).toBe('x'.repeat(9000));
    expect(shown?.chain.faults).toEqual([]);
    expect(unwrap(await open(madeDay)).devices[0]?.view?.windows).toHaveLength(3);
    // What could be read is no sum of the day, and a search in it would say that nothing else is there.
    const reason = 'to see';
    const { search } = unwrap(
      await manager.service.startSearch({ people: [device.person], from: large, to: large, text: 'x', reason }),
    );
    const found = await manager.service.searchDay({ search, person: device.person, day: large });
    expect(found.ok ? 'ok' : found.problem.code).toBe('day-cut-short');
  }, 120_000);

  it('by one segment that unpacks to 300 MB shows what came before it', async () => {
    const before = gzipSync(windowAt(0, 'before'));
    await putDay([before, gzipSync(Buffer.alloc(300 * 1024 * 1024, '\n')), gzipSync(windowAt(2, 'after'))]);
    const [shown] = unwrap(await open(large)).devices;
    expect(english(shown?.problem).what).toBe('This day holds more than can be shown: it is shown up to 08:01.');
    expect(shown?.view?.windows.map(({ title }) => title)).toEqual(['before']);
  }, 120_000);

  it('over two devices has one budget', async () => {
    const second = await makeDevice(store, office, 'e');
    const half = () => gzipSync(windowAt(1, 'x'.repeat(9000)).repeat(1500), { level: 1 });
    await putDay([half(), half()]);
    await putDay([half(), half()], second);
    const { devices } = unwrap(await open(large));
    expect(devices.map(({ problem }) => problem?.code ?? null).sort()).toEqual(['day-cut-short', null]);
    for (const key of [...store.objects.keys()]) if (key.includes(second.device)) store.objects.delete(key);
  }, 120_000);
});

describe('the process that reads days', () => {
  it('is one, and kept for the next day', async () => {
    await putDay([gzipSync(windowAt(0, 'one'))]);
    await open(large);
    await open(madeDay);
    expect(started).toBe(1);
  }, 60_000);

  it('ends alone, is told as a problem of that day, and is started anew for the next', async () => {
    await putDay([gzipSync(windowAt(0, 'one'))]);
    unwrap(await open(large));
    const opening = open(madeDay);
    // Whatever ends it: it is gone before it has answered, or was when it was asked.
    children.at(-1)?.kill();
    const ended = unwrap(await opening).devices[0];
    expect([null, 'day-unreadable']).toContain(ended?.problem?.code ?? null);
    expect(unwrap(await open(large)).devices[0]?.view?.windows.map(({ title }) => title)).toEqual(['one']);
    expect((await manager.service.status({})).ok).toBe(true);
  }, 60_000);

  it('that ends over every job answers each, and the one that asked goes on', async () => {
    const worker = segmentWorker(() => {
      const child = readingProcess();
      return { ...child, send: () => child.kill() };
    });
    const { identity } = await newKeyPair();
    const job = { identity, day: large, zone: null, segments: [], budget: wholeBudget() };
    expect(await Promise.all([worker.read(job), worker.read(job)])).toEqual([null, null]);
    worker.close();
  }, 60_000);

  it('runs out of memory without the one that asked', async () => {
    const worker = segmentWorker(() => readingProcess(64));
    const { identity, recipient } = await newKeyPair();
    // Past every budget, as if one were forgotten: a million records of one segment after another.
    const packed = gzipSync(windowAt(0, 'x').repeat(140_000), { level: 1 });
    const bytes = await sealTo([recipient], packed);
    const segments = Array.from({ length: 4 }, (_, at) => ({ name: activityName(at), bytes }));
    const budget = { bytes: 1e12, records: 1e9, entries: 1e9, removals: 1e9 };
    expect(await worker.read({ identity, day: large, zone: null, segments, budget })).toBeNull();
    expect(await worker.read({ identity, day: large, zone: null, segments: [], budget })).toMatchObject({
      records: [],
    });
    worker.close();
  }, 120_000);
});

describe('the budget of a day', () => {
  const read = async (text: string) => {
    const { identity, recipient } = await newKeyPair();
    const segments = [{ name: activityName(0), bytes: await sealTo([recipient], gzipSync(text)) }];
    return readSegmentsHere({ identity, day: large, zone: null, segments, budget: wholeBudget() });
  };
  const removal = JSON.stringify({ kind: 'removed-span', at: 1, start: 1, end: 2 });

  it.each([
    ['records', `${windowAt(0, 'x')}`.repeat(usualBudget.records + 1)],
    ['removed spans', `${removal}\n`.repeat(usualBudget.removals + 1)],
  ])('counts %s', async (_, text) => expect(await read(text)).toMatchObject({ isCut: true, records: [] }), 60_000);
});
