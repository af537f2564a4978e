import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayKeyName, directoryKey, isPictureName, linkName, sheetName, shotName } from '../../../bucket/layout.ts';
import { daySchema, type PersonId, personIdSchema } from '../../../core/ids.ts';
import type { ErasedClass } from '../../../core/organisation/erasure.ts';
import { unwrap } from '../../../core/result.ts';
import { orderErasure } from '../../../org/erasure/erasure-order.ts';
import { publishChanges } from '../../../org/publication.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

/**
 * What the bucket's operator can make of a day that was erased on request, one that is too old, and one that is whole: none of it is passed off
 * as another. Each state of the objects is looked at with every word of the organisation's, before and after the notice's time is over.
 */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const day = daySchema.parse('2026-06-01');
const before = Date.parse('2026-06-20T00:00:00Z');
const picturesOver = Date.parse('2026-07-01T00:00:00Z');
const allOver = Date.parse('2026-08-30T00:00:00Z');
const orderedOn = '2026-06-10';

const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let made: MadeDay;
let stranger: PersonId;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day });
  stranger = personIdSchema.parse('8'.repeat(26));
});

const asBuilt = () => structuredClone(office.administration);
let administration: Office['administration'];

beforeEach(() => {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  administration = asBuilt();
});

const isPictures = (name: string) => isPictureName(name) || name === dayKeyName('shots');
const pictureNames = [...[0, 1, 2].map(sheetName), ...[0, 1, 2].map((each) => shotName(shotId(each)))];

function remove(is: (name: string) => boolean): void {
  for (const key of made.keys()) if (is(made.nameOf(key) ?? '')) store.objects.delete(key);
}

type Ordered = 'nothing' | 'pictures' | 'the day' | 'another day' | 'another person';
const classesOf: Readonly<Record<Ordered, readonly ErasedClass[]>> = {
  nothing: [],
  pictures: ['shots'],
  'the day': ['days', 'shots'],
  'another day': ['days', 'shots'],
  'another person': ['days', 'shots'],
};

/** The organisation orders it, and tells everybody. */
async function order(ordered: Ordered): Promise<void> {
  if (ordered === 'nothing') return;
  const classes = [...classesOf[ordered]];
  const on = ordered === 'another day' ? daySchema.parse('2026-05-31') : day;
  const person = ordered === 'another person' ? stranger : device.person;
  const at = Date.parse(`${orderedOn}T10:00:00Z`);
  const made = unwrap(orderErasure(administration, { person, from: on, to: on, classes, at }));
  administration = made.administration;
  const { viewer } = office.viewer.certificate;
  unwrap(await publishChanges(administration, { people: [person], viewers: [viewer] }, store, '', at));
}

/** What a manager is told: why the day does not open, else its faults, what is rightly gone, and whether a picture is shown. */
async function seen(now: number) {
  const { service, close } = openManagerOver(store, file, office, { clock: { now: () => now } });
  try {
    const opened = await service.openDay({ person: device.person, day, reason: 'test' });
    if (!opened.ok) return opened.problem.code;
    const picture = await service.picture({ person: device.person, day, device: device.device, id: shotId(0) });
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    const chain = found.devices[0]?.chain;
    const faults = new Map<string, number>();
    for (const { kind } of chain?.faults ?? []) faults.set(kind, (faults.get(kind) ?? 0) + 1);
    const said = [
      ...[...faults].map(([kind, count]) => `${count} ${kind}`),
      ...(chain?.erased === undefined ? [] : [`${chain.erased.objects} erased on ${chain.erased.on}`]),
      ...(chain?.expired === undefined ? [] : [`${chain.expired.objects} expired`]),
      codeOf(picture),
    ];
    return `${chain?.state}: ${said.join(', ')}`;
  } finally {
    close();
  }
}

/** What lies in the bucket of the day. */
const states: Readonly<Record<string, () => void>> = {
  whole: () => {},
  'without pictures': () => remove(isPictures),
  'without pictures but their key': () => remove(isPictureName),
  'without one picture': () => remove((name) => name === shotName(shotId(0))),
  'with one picture alone, put back': () => remove((name) => isPictures(name) && name !== shotName(shotId(0))),
  'with one picture, altered': () => {
    store.objects.set(made.keyOf(shotName(shotId(0))), new Uint8Array(9));
  },
  gone: () => remove(() => true),
  'gone but its keys, put back': () => remove((name) => name !== dayKeyName('days') && name !== dayKeyName('shots')),
  'gone but its sums, put back': () => remove((name) => name !== 'summary.age'),
  'gone but its pictures': () => remove((name) => !isPictures(name)),
};

const allKept = '6 erased on 2026-06-10, picture-erased';
/** By state: what is told before and after the time of pictures, and after that of the day. One word: the same at each time. */
const expected: Readonly<Record<Ordered, Readonly<Record<string, string | readonly [string, string, string]>>>> = {
  nothing: {
    whole: 'verified: ok',
    'without pictures': [
      'broken: 7 missing, day-key-missing',
      'verified: 6 expired, picture-expired',
      'verified: 6 expired, picture-expired',
    ],
    'without pictures but their key': [
      'broken: 6 missing, chain-missing',
      'verified: 6 expired, picture-expired',
      'verified: 6 expired, picture-expired',
    ],
    'without one picture': [
      'broken: 1 missing, chain-missing',
      'verified: 1 expired, picture-expired',
      'verified: 1 expired, picture-expired',
    ],
    'with one picture alone, put back': [
      'broken: 6 missing, day-key-missing',
      'verified: 5 expired, picture-expired',
      'verified: 5 expired, picture-expired',
    ],
    'with one picture, altered': 'broken: 1 altered, chain-altered',
    gone: ['day-empty', 'day-empty', 'day-expired'],
    'gone but its keys, put back': ['day-empty', 'day-empty', 'day-expired'],
    'gone but its sums, put back': ['day-empty', 'day-empty', 'day-expired'],
    'gone but its pictures': ['day-empty', 'day-empty', 'day-expired'],
  },
  pictures: {
    whole: 'broken: 7 not-erased, picture-erased',
    'without pictures': `verified: ${allKept}`,
    'without pictures but their key': `broken: 1 not-erased, ${allKept}`,
    'without one picture': 'broken: 6 not-erased, 1 erased on 2026-06-10, picture-erased',
    'with one picture alone, put back': 'broken: 1 not-erased, 5 erased on 2026-06-10, picture-erased',
    'with one picture, altered': 'broken: 7 not-erased, picture-erased',
    gone: ['day-empty', 'day-empty', 'day-expired'],
  },
  'the day': {
    ...Object.fromEntries(Object.keys(states).map((state) => [state, 'day-not-erased'])),
    gone: 'day-erased',
  },
  'another day': {},
  'another person': {},
};

describe.each(Object.keys(expected) as Ordered[])('where the organisation ordered %s to be erased', (ordered) => {
  // What was ordered of another day or person is no word about this one.
  const table = Object.keys(expected[ordered]).length === 0 ? expected.nothing : expected[ordered];
  it.each(Object.keys(table))('a day %s is told as what it is', async (state) => {
    states[state]?.();
    await order(ordered);
    const words = table[state];
    const told = [await seen(before), await seen(picturesOver), await seen(allOver)];
    expect(told).toEqual(typeof words === 'string' ? [words, words, words] : words);
  });
});

describe('a word of the organisation’s that the operator puts back', () => {
  it('as it was before the order is not taken by a program that has seen a later one', async () => {
    const earlier = store.objects.get(directoryKey('', office.viewer.certificate.viewer)) ?? new Uint8Array();
    await order('the day');
    const manager = openManagerOver(store, file, office, { clock: { now: () => before } });
    expect(codeOf(await manager.service.openDay({ person: device.person, day, reason: 'test' }))).toBe(
      'day-not-erased',
    );
    store.objects.set(directoryKey('', office.viewer.certificate.viewer), earlier);
    expect(codeOf(await manager.service.people({}))).toBe('directory-outdated');
    const again = await manager.service.openDay({ person: device.person, day, reason: 'test' });
    expect(codeOf(again)).toBe('directory-outdated');
    manager.close();
  });

  it('shows what was erased as missing to one that has not, and never the other way round', async () => {
    const earlier = store.objects.get(directoryKey('', office.viewer.certificate.viewer)) ?? new Uint8Array();
    await order('pictures');
    remove(isPictures);
    store.objects.set(directoryKey('', office.viewer.certificate.viewer), earlier);
    expect(await seen(before)).toBe('broken: 7 missing, day-key-missing');
  });

  it('about another person, copied over theirs, is not taken', async () => {
    await order('another person');
    const theirs = store.objects.get(`people/${stranger}/access.json`) ?? new Uint8Array();
    store.objects.set(`people/${device.person}/access.json`, theirs);
    remove(isPictures);
    expect(await seen(before)).toBe('broken: 7 missing, day-key-missing');
  });
});

describe('who recovers', () => {
  const recovery = () => {
    const identity = office.keys.recovery[0]?.identity ?? ('' as never);
    const { publicKey } = office.keys.signing;
    return new Recovery({ store, prefix: '', identity, organisationKey: publicKey, now: () => before });
  };

  it('is told by the person’s card, and is given no picture that is to be erased', async () => {
    await order('pictures');
    const reader = recovery();
    const card = unwrap(await reader.card(device.person));
    const [own] = unwrap(await reader.devices(card, day)).devices;
    if (own === undefined) throw new Error('no device');
    const visited: string[] = [];
    const opened = unwrap(await reader.open(card, day, own, async ({ name }) => void visited.push(name)));
    expect(visited.filter(isPictureName)).toEqual([]);
    expect(opened.report.faults.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      [...pictureNames, dayKeyName('shots')].sort().map((name) => `not-erased ${name}`),
    );
  });

  it.each([
    ['gone', () => remove(() => true), 'day-erased'],
    ['there', () => {}, 'day-not-erased'],
    ['gone but its first link', () => remove((name) => name !== linkName(0)), 'day-not-erased'],
  ])('is told of a day that is %s', async (_, change, code) => {
    await order('the day');
    change();
    const reader = recovery();
    const card = unwrap(await reader.card(device.person));
    expect(unwrap(await reader.erasedDay(card, day))).toMatchObject({ code, values: { day, on: orderedOn } });
  });
});

it('a search and sums open nothing of a day that is to be erased', async () => {
  await order('the day');
  const { service, close } = openManagerOver(store, file, office, { clock: { now: () => before } });
  const period = unwrap(await service.period({ person: device.person, from: day, to: day, reason: 'test' }));
  expect(period.days).toEqual([]);
  expect(period.missing.map(({ problem }) => problem.code)).toEqual(['day-not-erased']);
  close();
});
