import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { deviceStatusOf } from '../../agent/upload/derived-object.ts';
import { deviceStatusKey, monthSumsKey, monthTextsKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { daySchema, deviceIdSchema } from '../../core/ids.ts';
import type { Access, DaySpan } from '../../core/organisation/access.ts';
import { unwrap } from '../../core/result.ts';
import { monthOf } from '../../core/time/month.ts';
import { accessOf } from '../../org/administration.ts';
import type { RewrapOptions } from '../../org/rewrap.ts';
import { rewrapCopies } from '../../org/rewrap-copies.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { type Identity, openWith, sealTo } from '../../seal/age.ts';
import { newSigningPair, signDocument } from '../../seal/signing.ts';
import { type MadeDevice, makeDevice } from '../fixtures/day/made-days.ts';
import { monthTextsOf, textsOf } from '../fixtures/day/months.ts';
import { windowOf } from '../fixtures/day/worked-days.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/organisation/offices.ts';

const firstDay = daySchema.parse('2026-06-01');
const secondDay = daySchema.parse('2026-06-02');
const everyDay: DaySpan = { from: null, to: null };
const otherDevice = deviceIdSchema.parse('e'.repeat(26));
let store: MemoryStore;
let office: Office;
let made: MadeDevice;
let given: NewViewer;
let keys: { readonly sums: string; readonly texts: string; readonly latest: string };

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  made = await makeDevice(store, office);
  given = await newViewer(office.keys, 'Given', 1);
  keys = keysOf(made.device);
  const { person, device } = made;
  const views = [firstDay, secondDay].map((day) => viewOfDay(day, 'UTC', [atNoon(day)]));
  const days = [{ day: firstDay }, { day: secondDay }];
  const month = monthOf(firstDay);
  const texts = monthTextsOf(person, device, views.map(textsOf));
  await lay(keys.sums, { format: 'plainsight-month/1', person, device, month, version: 1, days }, gzipSync);
  await lay(keys.texts, texts, gzipSync);
  const last = viewOfDay(secondDay, 'UTC', [atNoon(secondDay)]);
  await lay(keys.latest, deviceStatusOf(last, 1, { person, device }, { entries: [], questions: [] }));
});

/** As the computer lays it, for the viewer of before. */
async function lay(key: string, document: unknown, pack: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) {
  const to = [...office.keys.document.recovery, made.employee.recipient, office.viewer.certificate.recipient];
  store.objects.set(key, await sealTo(to, pack(signDocument(document, made.signing.privateKey))));
}

function atNoon(day: string) {
  const noon = Date.parse(`${day}T12:00Z`);
  return windowOf(noon, noon + 1_000, 'office', { title: 'Invoice' });
}

function keysOf(device: typeof otherDevice) {
  const of = { person: made.person, month: monthOf(firstDay), device };
  return {
    sums: monthSumsKey('', of),
    texts: monthTextsKey('', of),
    latest: deviceStatusKey('', made.person, device),
  };
}

const bytesOf = (key: string) => store.objects.get(key) ?? new Uint8Array();
const opens = async (identity: Identity, key: string) => (await openWith(identity, bytesOf(key))) !== null;
const recovery = (at = 0): Identity => office.keys.recovery[at]?.identity ?? ('' as never);

function access(...viewers: readonly (readonly [NewViewer, DaySpan])[]): Access {
  return {
    ...{ format: 'plainsight-access/2', person: made.person, version: 2, at: 1 },
    devices: accessOf(office.administration, made.person).devices,
    viewers: viewers.map(([{ certificate }, span]) => ({
      ...{ viewer: certificate.viewer, recipient: certificate.recipient, spans: [span] },
    })),
  };
}

const rewrap = (to: Access, change: Partial<RewrapOptions> = {}, spans: readonly DaySpan[] = [everyDay]) =>
  rewrapCopies(
    { access: to, spans },
    { store, prefix: '', organisation: office.keys.document, identity: recovery(), ...change },
  );

describe('sealing anew what opens without the keys of days', () => {
  it('closes months and what was written last to one from whom access was taken', async () => {
    for (const key of Object.values(keys)) expect(await opens(office.viewer.identity, key), key).toBe(true);
    const before = new Map(
      await Promise.all(Object.values(keys).map(async (key) => [key, await content(key)] as const)),
    );
    expect(unwrap(await rewrap(access([given, everyDay])))).toEqual({ sealed: 3, left: [] });
    for (const key of Object.values(keys)) {
      expect(await opens(office.viewer.identity, key), key).toBe(false);
      for (const identity of [given.identity, made.employee.identity, recovery(0), recovery(1)])
        expect(await opens(identity, key), key).toBe(true);
      // Byte for byte what the computer signed.
      expect(await content(key)).toEqual(before.get(key));
    }
  });

  it('leaves them open to those alone who may open every day in them', async () => {
    unwrap(await rewrap(access([office.viewer, { from: secondDay, to: null }], [given, everyDay])));
    expect(await opens(office.viewer.identity, keys.sums)).toBe(false);
    expect(await opens(office.viewer.identity, keys.texts)).toBe(false);
    expect(await opens(given.identity, keys.texts)).toBe(true);
    // What was written last is of the second day.
    expect(await opens(office.viewer.identity, keys.latest)).toBe(true);
  });

  it('leaves months alone of which no day is meant', async () => {
    const july: DaySpan = { from: daySchema.parse('2026-07-01'), to: null };
    expect(unwrap(await rewrap(access(), {}, [july])).sealed).toBe(1);
    expect(await opens(office.viewer.identity, keys.sums)).toBe(true);
    expect(unwrap(await rewrap(access(), {}, [{ from: null, to: firstDay }])).sealed).toBe(3);
    expect(await opens(office.viewer.identity, keys.sums)).toBe(false);
  });

  it('names what no confirmed computer signed, and leaves it', async () => {
    const other = keysOf(otherDevice);
    store.objects.set(other.sums, bytesOf(keys.sums));
    const { privateKey } = newSigningPair();
    const forged = gzipSync(signDocument({ person: made.person }, privateKey));
    store.objects.set(keys.texts, await sealTo(office.keys.document.recovery, forged));
    store.objects.set(`${keys.latest}.more`, new Uint8Array(3));
    const forgedBytes = bytesOf(keys.texts);
    const { sealed: count, left } = unwrap(await rewrap(access()));
    expect(count).toBe(2);
    expect(left.map(({ key, why }) => [key, why.code]).sort()).toEqual(
      [
        [other.sums, 'rewrap-device-unconfirmed'],
        [keys.texts, 'rewrap-copy-closed'],
      ].sort(),
    );
    expect(bytesOf(keys.texts)).toBe(forgedBytes);
  });

  it('puts no older one over what the computer puts meanwhile', async () => {
    const { privateKey } = newSigningPair();
    const newer = await sealTo(office.keys.document.recovery, gzipSync(signDocument({}, privateKey)));
    let reads = 0;
    const racing: ObjectStore = {
      put: (...args) => store.put(...args),
      create: (...args) => store.create(...args),
      list: (...args) => store.list(...args),
      listFolders: (...args) => store.listFolders(...args),
      close: () => {},
      async get(key) {
        const got = await store.get(key);
        // Between the first look and the second.
        if (key === keys.sums && ++reads === 1) store.objects.set(key, newer);
        return got;
      },
    };
    const { left } = unwrap(await rewrap(access(), { store: racing }));
    expect(left).toMatchObject([{ key: keys.sums, why: { code: 'rewrap-copy-closed' } }]);
    expect(bytesOf(keys.sums)).toBe(newer);
  });

  it('ends where the store fails, and goes on', async () => {
    const done: string[] = [];
    const onDone = (key: string, recipients: string) => void done.push(`${recipients} ${key}`);
    let left = 5;
    store.refuse = () => (left-- > 0 ? null : unreachable);
    expect(await rewrap(access(), { onDone })).toEqual({ ok: false, problem: unreachable });
    store.refuse = () => null;
    const isDone = (key: string, recipients: string) => done.includes(`${recipients} ${key}`);
    expect(unwrap(await rewrap(access(), { isDone, onDone })).sealed).toBe(3);
    for (const key of Object.values(keys)) expect(await opens(office.viewer.identity, key), key).toBe(false);
  });
});

async function content(key: string): Promise<string> {
  const opened = (await openWith(recovery(), bytesOf(key))) ?? new Uint8Array();
  return Buffer.from(key === keys.latest ? opened : gunzipSync(opened)).toString();
}
