import { beforeEach, describe, expect, it } from 'vitest';
import { dayKeyName, deviceKey, linkName } from '../../bucket/layout.ts';
import { type Day, daySchema, deviceIdSchema, personIdSchema, recordIdSchema } from '../../core/ids.ts';
import type { Access, DaySpan } from '../../core/organisation/access.ts';
import { problem } from '../../core/problem.ts';
import { unwrap } from '../../core/result.ts';
import { accessOf } from '../../org/administration.ts';
import { enrolPerson } from '../../org/enrolment.ts';
import { type RewrapOptions, rewrapDays } from '../../org/rewrap.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { type Identity, newKeyPair, openWith, readIdentityFile, sealTo } from '../../seal/age.ts';
import { dayKeyFile } from '../../seal/day-key.ts';
import { writeDeviceCard } from '../../seal/device-card.ts';
import { newSigningPair } from '../../seal/signing.ts';
import { firstDay, type SealedDays, sealDays, secondDay } from '../fixtures/day/sealed-days.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/organisation/offices.ts';

const everyDay: DaySpan = { from: null, to: null };
let store: MemoryStore;
let office: Office;
let sealed: SealedDays;
let given: NewViewer;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  sealed = await sealDays(store, office);
  given = await newViewer(office.keys, 'Given', 1);
});

const keyOf = (day: Day) => sealed.place(day).keyOf(dayKeyName('days'));
const sealedKey = (day: Day) => store.objects.get(keyOf(day)) ?? new Uint8Array();
const recovery = (at = 0): Identity => office.keys.recovery[at]?.identity ?? ('' as never);

async function opens(identity: Identity, day: Day): Promise<boolean> {
  const opened = await openWith(identity, sealedKey(day));
  return opened !== null && readIdentityFile(opened) !== null;
}

function access(...viewers: readonly (readonly [NewViewer, DaySpan])[]): Access {
  return {
    format: 'plainsight-access/2',
    person: sealed.person,
    version: 2,
    at: 1,
    devices: accessOf(office.administration, sealed.person).devices,
    viewers: viewers.map(([{ certificate }, span]) => ({
      viewer: certificate.viewer,
      recipient: certificate.recipient,
      spans: [span],
    })),
  };
}

function rewrap(to: Access, change: Partial<RewrapOptions> = {}, spans: readonly DaySpan[] = [everyDay]) {
  const options = { store, prefix: '', organisation: office.keys.document, identity: recovery(), ...change };
  return rewrapDays({ access: to, spans }, options);
}

async function alwaysOpen(day: Day): Promise<void> {
  for (const identity of [recovery(0), recovery(1), sealed.employee.identity])
    expect(await opens(identity, day)).toBe(true);
}

describe('sealing the keys of past days anew', () => {
  it('opens them to a viewer who was given access, and keeps them open to everybody else', async () => {
    expect(await opens(given.identity, firstDay)).toBe(false);
    const report = unwrap(await rewrap(access([office.viewer, everyDay], [given, everyDay])));
    // What was recorded and the pictures of two days.
    expect(report).toEqual({ sealed: 4, left: [] });
    for (const day of [firstDay, secondDay]) {
      expect(await opens(given.identity, day)).toBe(true);
      expect(await opens(office.viewer.identity, day)).toBe(true);
      await alwaysOpen(day);
    }
  });

  it('closes them to one from whom it was taken, and never to the person or recovery', async () => {
    expect(await opens(office.viewer.identity, firstDay)).toBe(true);
    unwrap(await rewrap(access()));
    for (const day of [firstDay, secondDay]) {
      expect(await opens(office.viewer.identity, day)).toBe(false);
      await alwaysOpen(day);
    }
  });

  it('gives each day to those whose spans hold it, and leaves days outside of the work alone', async () => {
    const until = { from: null, to: firstDay };
    const second = sealedKey(secondDay);
    unwrap(await rewrap(access([given, until]), {}, [until]));
    expect(await opens(given.identity, firstDay)).toBe(true);
    expect(sealedKey(secondDay)).toBe(second);
    unwrap(await rewrap(access([given, until])));
    expect(await opens(given.identity, secondDay)).toBe(false);
    expect(await opens(office.viewer.identity, secondDay)).toBe(false);
    await alwaysOpen(secondDay);
  });

  it('changes nothing but keys, and the same key opens what it opened', async () => {
    const before = new Map(store.objects);
    const [, day] = [firstDay, await openWith(recovery(), sealedKey(firstDay))];
    unwrap(await rewrap(access([given, everyDay])));
    for (const [key, bytes] of before) expect(store.objects.get(key) === bytes, key).toBe(!key.endsWith('key.age'));
    const after = await openWith(given.identity, sealedKey(firstDay));
    expect(readIdentityFile(after ?? new Uint8Array())).toBe(readIdentityFile(day ?? new Uint8Array()));
  });

  it('says how far it is, and can be done again', async () => {
    const said: string[] = [];
    const onProgress = (done: number, of: number) => said.push(`${done} of ${of}`);
    unwrap(await rewrap(access([given, everyDay]), { onProgress }));
    expect(said).toEqual(['1 of 2', '2 of 2']);
    expect(unwrap(await rewrap(access([given, everyDay]), { identity: recovery(1) })).sealed).toBe(4);
    expect(await opens(given.identity, secondDay)).toBe(true);
    await alwaysOpen(secondDay);
  });
});

describe('work that is cut off', () => {
  it.each([1, 2, 3, 4, 6])(
    'after %i calls leaves every key open to whoever may always open it, and goes on',
    async (calls) => {
      let left = calls;
      store.refuse = () => (left-- > 0 ? null : unreachable);
      const done: string[] = [];
      const onDone = (key: string, recipients: string) => done.push(`${recipients} ${key}`);
      const cut = await rewrap(access([given, everyDay]), { onDone });
      expect(cut).toEqual({ ok: false, problem: unreachable });
      for (const day of [firstDay, secondDay]) await alwaysOpen(day);
      store.refuse = () => null;
      const before = store.puts.get(keyOf(firstDay)) ?? 0;
      const isDone = (key: string, recipients: string) => done.includes(`${recipients} ${key}`);
      expect(unwrap(await rewrap(access([given, everyDay]), { isDone })).sealed).toBe(4);
      expect((store.puts.get(keyOf(firstDay)) ?? 0) - before).toBe(
        done.some((each) => each.includes(firstDay)) ? 0 : 1,
      );
      for (const day of [firstDay, secondDay]) {
        expect(await opens(given.identity, day)).toBe(true);
        await alwaysOpen(day);
      }
    },
  );

  it('does not pass over a key that was sealed to others than now', async () => {
    const done = new Set<string>();
    const progress = {
      isDone: (key: string, recipients: string) => done.has(`${recipients} ${key}`),
      onDone: (key: string, recipients: string) => void done.add(`${recipients} ${key}`),
    };
    unwrap(await rewrap(access([given, everyDay]), progress));
    unwrap(await rewrap(access(), progress));
    expect(await opens(given.identity, firstDay)).toBe(false);
  });
});

/** What lies in the place of the first day's key is named and stays as it is; the second day's is sealed anew. */
describe('a key that is left as it is', () => {
  async function onlySecond(code: string): Promise<void> {
    const before = store.objects.get(keyOf(firstDay));
    const report = unwrap(await rewrap(access([given, everyDay])));
    expect(report.sealed).toBe(3);
    expect(report.left.map(({ place, why }) => [place.day, why.code])).toEqual([[firstDay, code]]);
    expect(store.objects.get(keyOf(firstDay))).toBe(before);
    expect(await opens(given.identity, secondDay)).toBe(true);
  }

  it('does not open with this recovery key', async () => {
    store.objects.set(keyOf(firstDay), await sealTo([(await newKeyPair()).recipient], Buffer.from('x')));
    await onlySecond('day-key-closed');
  });

  it('is archived, and hides no other', async () => {
    const archived = problem('object-archived', { host: 'store.example.org', object: 'day.age', bucket: 'plainsight' });
    store.refuse = (verb, key) => (verb === 'get' && key === keyOf(firstDay) ? archived : null);
    const report = unwrap(await rewrap(access([given, everyDay])));
    expect(report).toMatchObject({ sealed: 3, left: [{ place: { day: firstDay, keyClass: 'days' }, why: archived }] });
  });

  it('goes while the work is going on', async () => {
    store.refuse = (verb, key) => {
      if (verb === 'get' && key === keyOf(firstDay)) store.objects.delete(key);
      return null;
    };
    const report = unwrap(await rewrap(access([given, everyDay])));
    expect(report).toMatchObject({
      sealed: 3,
      left: [{ place: { day: firstDay }, why: { code: 'rewrap-key-missing' } }],
    });
    expect(store.objects.has(keyOf(firstDay))).toBe(false);
  });

  it('holds no key', async () => {
    store.objects.set(keyOf(firstDay), await sealTo(office.keys.document.recovery, Buffer.from('no key')));
    await onlySecond('day-key-closed');
  });

  it('is the key of another day, or of another person, which somebody put there to have it given away', async () => {
    const other = dayKeyFile((await newKeyPair()).identity, {
      keyClass: 'days',
      person: personIdSchema.parse('2'.repeat(26)),
      day: firstDay,
      device: sealed.device,
    });
    store.objects.set(keyOf(firstDay), await sealTo(office.keys.document.recovery, other));
    await onlySecond('day-key-foreign');
    const opened = await openWith(recovery(), sealedKey(secondDay));
    store.objects.set(keyOf(firstDay), await sealTo(office.keys.document.recovery, opened ?? new Uint8Array()));
    await onlySecond('day-key-foreign');
  });

  it('does not say whose it is, and the chain of the day names another', async () => {
    const plain = Buffer.from(`${(await newKeyPair()).identity}\n`);
    store.objects.set(keyOf(firstDay), await sealTo(office.keys.document.recovery, plain));
    await onlySecond('day-key-foreign');
  });

  it('does not say whose it is, and no link is there yet', async () => {
    const plain = Buffer.from(`${(await newKeyPair()).identity}\n`);
    store.objects.set(keyOf(firstDay), await sealTo(office.keys.document.recovery, plain));
    store.objects.delete(sealed.place(firstDay).keyOf(linkName(0)));
    await onlySecond('day-unsigned');
  });

  it.each([
    'made with the enrolment file',
    'a stranger’s',
    'another person’s',
    'of no form',
    'of the other kind of key',
  ])('is of a device that nobody confirmed, whose card is %s', async (kind) => {
    const device = deviceIdSchema.parse('e'.repeat(26));
    const strange = keyOf(firstDay).replace(sealed.device, device);
    const key = kind === 'a stranger’s' ? `${'A'.repeat(43)}=` : office.card.enrolmentKey;
    const person = kind === 'another person’s' ? '2'.repeat(26) : sealed.person;
    const { recipient } = await newKeyPair(kind === 'of the other kind of key' ? 'hybrid' : 'x25519');
    const { publicKey, privateKey } = newSigningPair();
    const format = 'plainsight-device/2';
    const card = { format, person: personIdSchema.parse(person), device, publicKey, recipient, at: 1 } as const;
    const bytes = kind === 'of no form' ? Buffer.from('x') : writeDeviceCard(card, privateKey, key);
    store.objects.set(deviceKey('', sealed.person, device), bytes);
    store.objects.set(strange, sealedKey(firstDay));
    const before = store.objects.get(strange);
    const report = unwrap(await rewrap(access([given, everyDay])));
    expect(report.left.map(({ why }) => why.code)).toContain('rewrap-device-unconfirmed');
    expect(store.objects.get(strange)).toBe(before);
  });
});

it('seals the keys of a person’s second device to both', async () => {
  const second = await sealDays(store, office, 'f');
  unwrap(await rewrap(access([given, everyDay])));
  const key = store.objects.get(second.place(firstDay).keyOf(dayKeyName('days'))) ?? new Uint8Array();
  for (const identity of [second.employee.identity, sealed.employee.identity, given.identity])
    expect(await openWith(identity, key)).not.toBeNull();
});

it('has nothing to do for a person without days', async () => {
  const card = unwrap(await enrolPerson(office.keys, { name: 'New', zone: null }, store, ''));
  const options = { store, prefix: '', organisation: office.keys.document, identity: recovery() };
  const about = {
    access: { ...access(), person: card.person },
    spans: [{ from: daySchema.parse('2026-01-01'), to: null }],
  };
  expect(unwrap(await rewrapDays(about, options))).toEqual({ sealed: 0, left: [] });
});

it('tells of a day that has no key, unless it was erased', async () => {
  store.objects.delete(keyOf(firstDay));
  const first = { person: sealed.person, day: firstDay, keyClass: 'days' };
  const report = unwrap(await rewrap(access([office.viewer, everyDay])));
  expect(report.left).toMatchObject([{ place: first, why: { code: 'rewrap-key-missing' } }]);
  const order = { id: recordIdSchema.parse('1'.repeat(26)), at: 1, from: firstDay, to: firstDay };
  const erasures: Access['erasures'] = [{ ...order, classes: ['days', 'shots'] }];
  expect(unwrap(await rewrap({ ...access([office.viewer, everyDay]), erasures })).left).toEqual([]);
});
