import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayObjectKey, directoryKey, linkName } from '../../../bucket/layout.ts';
import { type Day, daySchema, personIdSchema } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { publishDirectory } from '../../../org/access.ts';
import { accessOf } from '../../../org/administration.ts';
import { newKeyPair, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { type MadeDevice, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice, passphrase } from '../../fixtures/organisation/offices.ts';

// Opening a key with a passphrase takes about a second of one core by design.

const now = Date.parse('2026-06-02T22:30:00Z');
const today = daySchema.parse('2026-06-02');
const yesterday = daySchema.parse('2026-06-01');
const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let laptop: MadeDevice;
let manager: Manager;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  laptop = await makeDevice(built, office);
});
beforeEach(() => {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  store.calls.length = 0;
  manager = openManagerOver(store, file, office, { clock: { now: () => now } });
});

describe('the list of people', () => {
  const listed = (name: string, change: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
    ...{ person: office.card.person, name, zone: 'UTC', teams: [] },
    devices: [...accessOf(office.administration, office.card.person).devices],
    spans: [{ from: null, to: null }],
    ...change,
  });
  const publish = async (version: number, people: DirectoryPerson[]) => {
    const { certificate } = office.viewer;
    const about = { format: 'plainsight-directory/2', viewer: certificate.viewer, version, at: 1 } as const;
    unwrap(await publishDirectory({ ...about, people }, certificate, office.keys, store, ''));
  };

  it('is by name, with the team of today in each person’s own zone', async () => {
    const teams = (until: Day | null) => [{ team: 'Support', from: yesterday, to: until }];
    const id = (digit: string) => personIdSchema.parse(digit.repeat(26));
    await publish(2, [
      listed('Person D', { person: id('1'), teams: teams(null) }),
      // In Berlin it is past midnight: the membership has ended.
      listed('Ärzte A', { person: id('2'), zone: 'Europe/Berlin', teams: teams(today) }),
      listed('Person B', { person: id('3'), zone: 'UTC', teams: teams(today) }),
      listed('Person C', { person: id('4'), zone: null }),
    ]);
    const people = unwrap(await manager.service.people({}));
    expect(people.map(({ name, team }) => [name, team])).toEqual([
      ['Ärzte A', null],
      ['Person B', 'Support'],
      ['Person C', null],
      ['Person D', 'Support'],
    ]);
  });

  it('is read anew each time, so that access that was given or taken since is known', async () => {
    expect(unwrap(await manager.service.people({}))).toHaveLength(1);
    await publish(2, []);
    expect(unwrap(await manager.service.people({}))).toEqual([]);
    expect(await manager.service.days({ person: office.card.person })).toMatchObject({
      problem: { code: 'no-access-to-person' },
    });
  });

  it('has only the days within the spans, and opens no other', async () => {
    for (const day of [daySchema.parse('2026-05-31'), yesterday, today])
      store.objects.set(dayObjectKey('', { ...laptop, day }, linkName(0)), new Uint8Array());
    await publish(2, [listed('Someone', { spans: [{ from: yesterday, to: yesterday }] })]);
    const days = unwrap(await manager.service.days({ person: laptop.person }));
    expect(days.map(({ day }) => day)).toEqual([yesterday]);
    store.calls.length = 0;
    const opened = await manager.service.openDay({ person: laptop.person, day: today, reason: 'test' });
    expect(opened).toMatchObject({ ok: false, problem: { code: 'no-access' } });
    expect(store.calls).toEqual([]);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['is not there', 'directory-missing', async () => store.objects.delete(key())],
    [
      'was signed by another key',
      'directory-foreign',
      () => forge(signDocument(directory(1), newSigningPair().privateKey)),
    ],
    [
      'is another viewer’s',
      'directory-foreign',
      () => forge(signDocument({ ...directory(1), viewer: '0'.repeat(26) }, office.keys.signing.privateKey)),
    ],
    [
      'says what no directory says',
      'directory-foreign',
      () => forge(signDocument({ ...directory(1), people: 'all' }, office.keys.signing.privateKey)),
    ],
    [
      'is sealed to somebody else',
      'directory-foreign',
      async () => {
        const { recipient } = await newKeyPair();
        store.objects.set(key(), await sealTo([recipient], signDocument(directory(1), office.keys.signing.privateKey)));
      },
    ],
    [
      'was cut short',
      'directory-foreign',
      async () => {
        store.objects.set(key(), (store.objects.get(key()) ?? new Uint8Array()).subarray(0, -1));
      },
    ],
  ])('that %s shows nobody: %s', async (_, code, change) => {
    await change();
    expect(await manager.service.people({})).toMatchObject({ ok: false, problem: { code } });
    expect(await manager.service.openDay({ person: laptop.person, day: today, reason: 'x' })).toMatchObject({
      ok: false,
      problem: { code },
    });
  });

  it('does not take an earlier list for the one that was there, not even after it was locked', async () => {
    const before = store.objects.get(key()) ?? new Uint8Array();
    await publish(3, []);
    expect(unwrap(await manager.service.people({}))).toEqual([]);
    store.objects.set(key(), before);
    expect(await manager.service.people({})).toMatchObject({ problem: { code: 'directory-outdated' } });
    manager.lockBecause('suspended');
    unwrap(await manager.service.lock({}));
    unwrap(await manager.service.unlock({ passphrase }));
    expect(await manager.service.people({})).toMatchObject({ problem: { code: 'directory-outdated' } });
  });

  const key = () => directoryKey('', office.viewer.certificate.viewer);
  const directory = (version: number) => ({
    ...({ format: 'plainsight-directory/2', viewer: office.viewer.certificate.viewer, version, at: 1 } as const),
    people: [listed('Someone')],
  });
  const forge = async (signed: Uint8Array) =>
    store.objects.set(key(), await sealTo([office.viewer.certificate.recipient], signed));
});
