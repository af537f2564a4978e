import { beforeEach, expect, it } from 'vitest';
import { dayKeyName, deviceKey } from '../../bucket/layout.ts';
import { unwrap } from '../../core/result.ts';
import { Reader } from '../../viewer/reader.ts';
import { MemoryStore } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/offices.ts';
import { firstDay, type SealedDays, sealDays, secondDay } from '../fixtures/sealed-days.ts';

/** A day with a missing, added, swapped or altered object is shown as such, and what is not whole is not shown. */
const store = new MemoryStore();
let whole: Map<string, Uint8Array> | undefined;
let office: Office;
let days: SealedDays;
let other: SealedDays;

beforeEach(async () => {
  // The vaults of these days close with the test that made them; what counts is in the bucket by then.
  if (whole === undefined) {
    office = await openOffice(store);
    days = await sealDays(store, office);
    other = await sealDays(store, office, 'e');
    whole = new Map(store.objects);
  }
  store.objects.clear();
  for (const [key, bytes] of whole) store.objects.set(key, Uint8Array.from(bytes));
});

/** The device's part of the first day, with every object fetched. */
async function opened() {
  const reader = new Reader({
    store,
    prefix: '',
    identity: office.viewer.identity,
    organisationKey: office.keys.signing.publicKey,
  });
  const card = unwrap(await reader.card(days.person));
  const device = unwrap(await reader.devices(card, firstDay)).find((each) => each.device === days.device);
  if (device === undefined) throw new Error('the device is gone');
  return unwrap(await reader.open(days.person, firstDay, device, async () => {}));
}
const faults = async () => (await opened()).report.faults.map(({ kind, name }) => `${kind} ${name}`);
const inDay = (name: string, day = firstDay) => days.folder(day) + name;
const named = (part: string, at = 0) => days.keysOf(firstDay).filter((key) => key.includes(part))[at] ?? '';
const get = (key: string) => store.objects.get(key) ?? new Uint8Array();
const swap = (a: string, b: string) => {
  const [first, second] = [get(a), get(b)];
  store.objects.set(a, second);
  store.objects.set(b, first);
};

it('an untouched day is verified, and all of it is there', async () => {
  const { report, records } = await opened();
  expect(report).toMatchObject({ state: 'verified', faults: [] });
  expect(records?.filter(({ kind }) => kind === 'window')).toHaveLength(2);
});

it('removing any object but the final link breaks the day; without that it is never called verified', async () => {
  const keys = days.keysOf(firstDay);
  expect(keys.length).toBeGreaterThan(6);
  const last = keys.filter((key) => key.includes('/chain/')).at(-1);
  for (const key of keys) {
    const bytes = get(key);
    store.objects.delete(key);
    const { report } = await opened();
    expect(report.state, key).toBe(key === last ? 'open' : 'broken');
    store.objects.set(key, bytes);
  }
});

it('altering any object is found, wherever the byte is', async () => {
  for (const key of days.keysOf(firstDay).filter((each) => !each.endsWith(dayKeyName))) {
    const bytes = get(key);
    for (const place of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const altered = Uint8Array.from(bytes);
      altered[place] = (altered[place] ?? 0) ^ 1;
      store.objects.set(key, altered);
      expect((await opened()).report.state, `${key} at ${place}`).toBe('broken');
    }
    store.objects.set(key, bytes);
  }
});

const table: [string, () => unknown, () => string[]][] = [
  [
    'two pictures swapped',
    () => swap(named('/shots/'), named('/shots/', 1)),
    () => [`altered ${named('/shots/').slice(inDay('').length)}`],
  ],
  [
    'two segments swapped',
    () => swap(named('/activity/'), named('/activity/', 1)),
    () => ['altered activity/000000.ndjson.gz.age', 'altered activity/000001.ndjson.gz.age'],
  ],
  [
    'a segment of another day',
    () => swap(inDay('activity/000000.ndjson.gz.age'), inDay('activity/000000.ndjson.gz.age', secondDay)),
    () => ['altered activity/000000.ndjson.gz.age'],
  ],
  [
    'a link of another day',
    () => swap(inDay('chain/000000.json'), inDay('chain/000000.json', secondDay)),
    () => ['wrong-day chain/000000.json'],
  ],
  [
    'a link of another device',
    () => store.objects.set(inDay('chain/000000.json'), get(`${other.folder(firstDay)}chain/000000.json`)),
    () => ['bad-signature chain/000000.json'],
  ],
  [
    'the key of another day',
    () => store.objects.set(inDay(dayKeyName), get(inDay(dayKeyName, secondDay))),
    () => [`altered ${dayKeyName}`],
  ],
  ['the key removed', () => store.objects.delete(inDay(dayKeyName)), () => [`missing ${dayKeyName}`]],
  [
    'an object added',
    () => store.objects.set(inDay('shots/x.webp.age'), new Uint8Array(3)),
    () => ['unexpected shots/x.webp.age'],
  ],
  [
    'a link replayed',
    () => store.objects.set(inDay('chain/000099.json'), get(inDay('chain/000000.json'))),
    () => ['out-of-order chain/000099.json'],
  ],
  [
    'two links swapped',
    () => swap(inDay('chain/000000.json'), inDay('chain/000001.json')),
    () => ['out-of-order chain/000000.json', 'out-of-order chain/000001.json'],
  ],
  [
    'a segment cut short',
    () =>
      store.objects.set(
        inDay('activity/000000.ndjson.gz.age'),
        get(inDay('activity/000000.ndjson.gz.age')).subarray(0, 50),
      ),
    () => ['altered activity/000000.ndjson.gz.age'],
  ],
];

it.each(table)('shows %s by name', async (_, tamper, expected) => {
  const names = expected();
  tamper();
  expect((await opened()).report.state).toBe('broken');
  expect(await faults()).toEqual(expect.arrayContaining(names));
});

it('shows nothing of a segment that was exchanged, and the rest', async () => {
  swap(inDay('activity/000000.ndjson.gz.age'), inDay('activity/000000.ndjson.gz.age', secondDay));
  const titles = (await opened()).records?.flatMap((record) => (record.kind === 'window' ? [record.title] : []));
  expect(titles).toEqual(['day 0 part 1']);
});

it('refuses a device whose card was made by somebody else', async () => {
  const key = deviceKey('', days.person, days.device);
  const bytes = get(key);
  for (const forged of [get(deviceKey('', other.person, other.device)), Buffer.from('{}'), bytes.subarray(1)]) {
    store.objects.set(key, forged);
    const reader = new Reader({
      store,
      prefix: '',
      identity: office.viewer.identity,
      organisationKey: office.keys.signing.publicKey,
    });
    const devices = await reader.devices(unwrap(await reader.card(days.person)), firstDay);
    expect(devices).toMatchObject({ ok: false, problem: { code: 'device-foreign' } });
  }
});
