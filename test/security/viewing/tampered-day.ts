import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { activityName, packName, sheetName, shotName } from '../../../bucket/layout.ts';
import { readPack, writePack } from '../../../bucket/pack.ts';
import type { ChainReport } from '../../../core/day/chain-report.ts';
import { type Day, daySchema, personIdSchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { OpenDays } from '../../../viewer/day/open-days.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { parsedViewerFile, sessionOver } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const days = {
  closed: daySchema.parse('2026-06-01'),
  open: daySchema.parse('2026-06-02'),
  other: daySchema.parse('2026-06-03'),
};
type Which = 'closed' | 'open';
/** Pictures are kept for longer. */
const today = daySchema.parse('2026-06-05');

export const store = new MemoryStore();
export let office: Office;
let file: ViewerFile;
export let device: MadeDevice;
export let made: Record<Which | 'other' | 'device' | 'person', MadeDay>;
/** The pack and the sums of each day as they were when one link less was there. */
const earlier = new Map<string, Uint8Array>();
let whole: Map<string, Uint8Array>;

/** Makes the days once, and makes them whole again before each case. */
export function prepareDays(): void {
  beforeAll(makeDays);
  beforeEach(() => {
    store.objects.clear();
    for (const [key, bytes] of whole) store.objects.set(key, bytes);
  });
}

async function makeDays(): Promise<void> {
  office = await openOffice(store);
  file = await parsedViewerFile(office);
  device = await makeDevice(store, office);
  const neighbour = await makeDevice(store, office, 'e');
  const enrolmentKey = Buffer.alloc(32, 7).toString('base64');
  const stranger = await makeDevice(store, office, 'f', { person: personIdSchema.parse('8'.repeat(26)), enrolmentKey });
  const day = async (of: MadeDevice, on: Day, isClosed: boolean, from: number) => {
    const remember = (link: number): void => {
      if (link !== 1 || of !== device) return;
      for (const [key, bytes] of store.objects) if (key.includes(on)) earlier.set(key, bytes);
    };
    return makeDay(store, office, of, { day: on, isClosed, from, onLink: remember });
  };
  made = {
    closed: await day(device, days.closed, true, 0),
    open: await day(device, days.open, false, 10),
    other: await day(device, days.other, true, 20),
    device: await day(neighbour, days.other, true, 30),
    person: await day(stranger, days.closed, true, 40),
  };
  whole = new Map(store.objects);
}

/** What is done to the objects of one day, by name. */
export class Tampering {
  readonly which: Which;
  readonly number: number;

  constructor(which: Which) {
    this.which = which;
    this.number = which === 'closed' ? 0 : 10;
  }

  get(name: string, of: keyof typeof made = this.which): Uint8Array {
    return whole.get(made[of].keyOf(name)) ?? new Uint8Array();
  }
  put(name: string, bytes: Uint8Array): void {
    store.objects.set(made[this.which].keyOf(name), bytes);
  }
  remove(...names: string[]): void {
    for (const name of names) store.objects.delete(made[this.which].keyOf(name));
  }
  swap(a: string, b: string): void {
    this.put(a, this.get(b));
    this.put(b, this.get(a));
  }
  /** One bit of the byte at `place`; from the end where that is negative. */
  flip(name: string, place: (bytes: Uint8Array) => number): void {
    const bytes = Uint8Array.from(this.get(name));
    const at = place(bytes);
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    this.put(name, bytes);
  }
  /** Another letter of base64 in the place of the one that is there: a bit alone can make it none. */
  changeLetter(name: string, place: (bytes: Uint8Array) => number): void {
    const bytes = this.get(name);
    const at = place(bytes);
    this.put(name, bytes.with(at, bytes[at] === 0x41 ? 0x42 : 0x41));
  }
  cut(name: string, size: (length: number) => number): void {
    this.put(name, this.get(name).subarray(0, size(this.get(name).length)));
  }
  replay(...names: string[]): void {
    for (const name of names) this.put(name, earlier.get(made[this.which].keyOf(name)) ?? new Uint8Array());
  }
  repack(change: (packed: Map<string, Uint8Array>) => void): void {
    const packed = new Map(readPack(this.get(packName)) ?? []);
    change(packed);
    this.put(packName, writePack([...packed].map(([name, bytes]) => ({ name, bytes }))));
  }
  shot(index: number): string {
    return shotName(shotId(this.number + index));
  }
}

export const [first, middle, last] = [0, 1, 2] as const;
export const inText = (part: string) => (bytes: Uint8Array) => Buffer.from(bytes).indexOf(part) + part.length;

interface Outcome {
  /** Kind and name of every fault, once each object was checked. */
  readonly faults: readonly string[];
  readonly state: ChainReport['state'];
  /** Which of the three windows are shown. */
  readonly shown: readonly number[];
  readonly problem: string | null;
}

/** Opens the day and checks every object of it, as the page does. */
export async function outcomeOf({ which, number }: Tampering): Promise<Outcome> {
  const viewer = sessionOver(store, file, office);
  const person = unwrap(await viewer.person(device.person));
  const opened = unwrap(await viewer.openDay(person, unwrap(await viewer.listDay(person, days[which]))));
  const open = new OpenDays();
  const day = { person, day: days[which], reason: 'test', devices: opened };
  open.open(day);
  for (;;) {
    const { done, total, devices } = unwrap(await open.check(day, { organisation: office.keys.document, today }));
    if (done < total) continue;
    const chain = devices[0]?.chain;
    if (chain === undefined) throw new Error('the day has no device');
    const records = opened[0]?.records ?? [];
    const titles = records.flatMap((record) => (record.kind === 'window' ? [record.title] : []));
    return {
      faults: chain.faults.map(({ kind, name }) => `${kind} ${name}`),
      state: chain.state,
      shown: [first, middle, last].filter((index) => titles.includes(`window ${number + index}`)),
      problem: opened[0]?.problem?.code ?? null,
    };
  }
}

type Faults = readonly string[] | ((day: Tampering) => readonly string[]);

export interface Row {
  readonly what: string;
  readonly tamper: (day: Tampering) => unknown;
  readonly closed: Faults;
  /** The same as on a closed day unless given. */
  readonly open?: Faults;
  /** All three unless given. */
  readonly shown?: readonly number[];
  readonly problem?: string;
  /** Unless given: broken where there is a fault, else verified or open as the day is. */
  readonly state?: ChainReport['state'];
}

export function runTable(rows: readonly Row[]): void {
  for (const which of ['closed', 'open'] as const)
    describe(which === 'closed' ? 'of a closed day' : 'of a day that goes on', () => {
      it.each(rows)('$what', async ({ tamper, closed, open, shown, problem, state }) => {
        const day = new Tampering(which);
        await tamper(day);
        const expected = which === 'closed' ? closed : (open ?? closed);
        const faults = typeof expected === 'function' ? expected(day) : expected;
        const usual = faults.length > 0 ? 'broken' : which === 'closed' ? 'verified' : 'open';
        expect(await outcomeOf(day)).toEqual({
          faults: [...faults].sort((a, b) => (byName(a) < byName(b) ? -1 : 1)),
          state: state ?? usual,
          shown: shown ?? [first, middle, last],
          problem: problem ?? null,
        });
      });
    });
}

function byName(fault: string): string {
  const [kind = '', ...name] = fault.split(' ');
  return `${name.join(' ')} ${kind}`;
}

/** One object of every kind. */
export const every = (day: Tampering) => [activityName(middle), day.shot(middle), sheetName(middle)];
