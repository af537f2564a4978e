import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessKey,
  classFolder,
  dayKeyName,
  orgKey,
  personFolder,
  recordClasses,
  viewsFolder,
} from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { deviceGrant, viewerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { type Day, daySchema, deviceIdSchema } from '../../core/ids.ts';
import type { DaySpan } from '../../core/organisation/access.ts';
import { unwrap } from '../../core/result.ts';
import { withAccess, withoutAccess } from '../../org/access-changes.ts';
import { type Administration, accessOf, administrationSchema, grantedTo } from '../../org/administration.ts';
import { concernedBy, confirmDevice } from '../../org/devices.ts';
import { enrolPerson } from '../../org/enrolment.ts';
import { createOrganisation, type OrganisationKeys, publishOrganisation } from '../../org/organisation.ts';
import { publishChanges } from '../../org/publication.ts';
import { rewrapDays } from '../../org/rewrap.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { openWith } from '../../seal/age.ts';
import { codeOf } from '../bucket/contract.ts';
import { hasCeph } from '../fixtures/ceph.ts';
import { isOfDays } from '../fixtures/day/day-place.ts';
import { controller } from '../fixtures/organisation/offices.ts';
import { type AccessServer, type StartServer, startEmbedded, startGateway } from './scenes/access-servers.ts';
import { type SealingPerson, startSealing } from './scenes/sealing-person.ts';
import { type OpenManager, openManager, seenBy } from './scenes/viewers-with-access.ts';

const everyDay: DaySpan = { from: null, to: null };
const dayOf = (date: number) => daySchema.parse(`2026-03-0${date}`);
const [first, second, third] = [dayOf(2), dayOf(3), dayOf(4)];
const keyOf = (of: SealingPerson, day: Day) => of.place(day).keyOf(dayKeyName('days'));

describe('access of managers over the embedded store', () => managersAccess(startEmbedded));

describe.skipIf(!(await hasCeph()))('access of managers over Ceph RGW (Linux, as root or with Ceph installed)', () =>
  managersAccess(startGateway),
);

/** Two people, each with a device and a viewer, and the owner: everybody with a credential of their own. The tests are one story. */
function managersAccess(startServer: StartServer): void {
  let folder: string;
  let server: AccessServer;
  let owner: ObjectStore;
  let keys: OrganisationKeys;
  let office: Administration;
  let a: NewViewer;
  let b: NewViewer;
  let personOne: SealingPerson;
  let personTwo: SealingPerson;
  const reach = new Map<NewViewer, BucketSettings>();
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manager-access-'));
    server = await startServer(folder);
    owner = openS3Store(server.owner);
    closing.push(() => owner.close());
    keys = await createOrganisation({ name: 'Example', controller });
    unwrap(await publishOrganisation(keys, owner, ''));
    [a, b] = [await newViewer(keys, 'Viewer A', 1), await newViewer(keys, 'Viewer B', 1)];
    const people = [];
    for (const name of ['One', 'Two']) people.push(unwrap(await enrolPerson(keys, { name, zone: 'UTC' }, owner, '')));
    const viewers = [a, b].map(({ certificate }) => ({ certificate, version: 1, accessKeyId: null, user: null }));
    const { signing, document } = keys;
    office = administrationSchema.parse({ signing, document, people, viewers });
    await give(a, 0);
    await give(b, 1);
    [personOne, personTwo] = [await startPerson(0, 'a'), await startPerson(1, 'b')];
    await personOne.record(first, 'first day of One');
    await personTwo.record(first, 'first day of Two');
  }, 300_000);

  afterAll(async () => {
    for (const close of closing.toReversed()) close();
    await server?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  const cardOf = (at: number) => office.people[at] ?? ('' as never);
  const idOf = (at: number) => cardOf(at).person;
  const classesOf = (at: number) => recordClasses.map((each) => classFolder('', each, idOf(at)));

  async function startPerson(at: number, letter: string): Promise<SealingPerson> {
    const device = deviceIdSchema.parse(letter.repeat(26));
    const bucket = await server.grant(`device-${letter}`, deviceGrant(server.owner, idOf(at), device));
    const organisation = keys.document;
    const access = () => accessOf(office, idOf(at));
    const person = await startSealing({ folder, card: cardOf(at), organisation, access, bucket, letter });
    closing.push(() => person.close());
    // As the command does, once the person has read out the code.
    office = confirmDevice(office, person.deviceCard, 2);
    const viewers = concernedBy(accessOf(office, idOf(at)));
    unwrap(await publishChanges(office, { people: [idOf(at)], viewers }, owner, '', 2));
    return person;
  }

  async function give(viewer: NewViewer, at: number): Promise<void> {
    const change = { viewer: viewer.certificate.viewer, people: [idOf(at)], span: everyDay, at: 2 };
    await publish(viewer, withAccess(office, change), at);
  }

  async function take(viewer: NewViewer, at: number): Promise<void> {
    const change = { viewer: viewer.certificate.viewer, people: [idOf(at)], span: everyDay, at: 3 };
    await publish(viewer, withoutAccess(office, change), at);
  }

  /** As the command does: the credential, and then what agents and viewers are told. */
  async function publish(viewer: NewViewer, changed: Administration, at: number): Promise<void> {
    office = changed;
    const id = viewer.certificate.viewer;
    const people = grantedTo(office, id).map(({ card }) => card.person);
    reach.set(viewer, await server.grant(`viewer-${id}`, viewerGrant(server.owner, id, people)));
    unwrap(await publishChanges(office, { people: [idOf(at)], viewers: [id] }, owner, '', 4));
  }

  const managerAt = (viewer: NewViewer, bucket: BucketSettings): OpenManager => {
    const opened = openManager(keys, viewer, bucket);
    closing.push(() => opened.manager.close());
    return opened;
  };
  const openFor = (viewer: NewViewer) => {
    const store = openS3Store(reach.get(viewer) ?? ('' as never));
    closing.push(() => store.close());
    return store;
  };
  const managerOf = (viewer: NewViewer) => managerAt(viewer, reach.get(viewer) ?? ('' as never));
  const seen = (person: SealingPerson, at: number) => seenBy(person, idOf(at), keys.signing.publicKey);

  async function opensKey({ identity }: Pick<NewViewer, 'identity'>, key: string): Promise<boolean> {
    return (await openWith(identity, unwrap(await owner.get(key)))) !== null;
  }

  it('opens a day to the viewer who was given it, and the person sees the look', async () => {
    const { manager, calls } = managerOf(a);
    const people = unwrap(await manager.service.people({}));
    expect(people.map(({ name }) => name)).toEqual(['One']);
    const days = unwrap(await manager.service.days({ person: idOf(0) }));
    expect(days.map(({ day }) => day)).toEqual([first]);
    calls.length = 0;
    const day = unwrap(await manager.service.openDay({ person: idOf(0), day: first, reason: 'a question' }));
    expect(calls.length).toBeLessThanOrEqual(8);
    expect(day.devices.map(({ problem, view }) => [problem, view?.windows.map(({ title }) => title)])).toEqual([
      [null, ['first day of One']],
    ]);
    expect(day.devices[0]?.chain.faults.filter(({ kind }) => kind === 'altered')).toEqual([]);
    const { entries, unreadable } = await seen(personOne, 0);
    expect(Object.values(unreadable)).toEqual([0, 0, 0, 0, 0, 0]);
    // The list of days leaves a receipt of presence before.
    expect(entries).toMatchObject([
      { look: 'day', day: first, viewer: 'Viewer A', reason: 'a question' },
      { look: 'presence', viewer: 'Viewer A' },
    ]);
    expect((await seen(personTwo, 1)).entries).toEqual([]);
  });

  it('writes the receipt before anything of the day is read', async () => {
    const { manager, calls } = managerOf(b);
    unwrap(await manager.service.openDay({ person: idOf(1), day: first, reason: 'to see the order' }));
    const receipt = calls.findIndex((call) => call.startsWith('put ') && call.includes('/views/'));
    const read = calls.findIndex((call) => call.startsWith('get ') && isOfDays(call));
    expect(receipt).toBeGreaterThanOrEqual(0);
    expect(read).toBeGreaterThan(receipt);
    expect((await seen(personTwo, 1)).entries).toMatchObject([{ viewer: 'Viewer B', reason: 'to see the order' }]);
  });

  it('does not open one person’s day to the other’s viewer, by directory, credential or key', async () => {
    const { manager } = managerOf(b);
    expect(unwrap(await manager.service.people({})).map(({ name }) => name)).toEqual(['Two']);
    const asked = { person: idOf(0), day: first, reason: 'not mine' };
    expect(await manager.service.openDay(asked)).toMatchObject({
      ok: false,
      problem: { code: 'no-access-to-person' },
    });
    const store = openFor(b);
    const folders = [personFolder('', idOf(0)), ...classesOf(0)];
    const objects = (await Promise.all(folders.map((each) => owner.list(each)))).flatMap(unwrap);
    expect(objects.length).toBeGreaterThan(10);
    for (const { key } of objects) expect([key, codeOf(await store.get(key))]).toEqual([key, 'store-denied']);
    for (const at of ['', 'people/', personFolder('', idOf(0)), personOne.place(first).folder, 'viewers/'])
      expect(codeOf(await store.list(at))).toBe('store-denied');
    // With the owner's credential in their hands, it is the keys that keep them out.
    const withOwners = managerAt(b, server.owner).manager;
    expect(await withOwners.service.openDay(asked)).toMatchObject({
      ok: false,
      problem: { code: 'no-access-to-person' },
    });
    for (const { key } of objects.filter(({ key }) => key.endsWith('.age')))
      expect([key, await opensKey(b, key)]).toEqual([key, false]);
    expect((await seen(personOne, 0)).entries.filter(({ viewer }) => viewer === 'Viewer B')).toEqual([]);
  });

  it('does not let a device read days, its own or another’s, nor write another’s or remove anything', async () => {
    for (const { key } of unwrap(await owner.list(personOne.place(first).folder)))
      for (const { store } of [personOne, personTwo])
        expect([key, codeOf(await store.get(key))]).toEqual([key, 'store-denied']);
    for (const at of ['', 'people/', personOne.place(first).folder, ...classesOf(0), viewsFolder('', idOf(1))])
      expect(codeOf(await personOne.store.list(at))).toBe('store-denied');
    expect(codeOf(await personOne.store.put(keyOf(personTwo, first), Buffer.from('x')))).toBe('store-denied');
    expect(codeOf(await personOne.store.put(accessKey('', idOf(0)), Buffer.from('x')))).toBe('store-denied');
    expect(codeOf(await personOne.store.create(`${viewsFolder('', idOf(0))}x.age`, Buffer.from('x')))).toBe(
      'store-denied',
    );
    for (const key of [orgKey(''), accessKey('', idOf(0))]) expect(codeOf(await personOne.store.get(key))).toBe('ok');
    expect(codeOf(await personOne.store.list(`${personFolder('', idOf(0))}requests/`))).toBe('ok');
  });

  it('shows nothing and reads nothing where the receipt cannot be written', async () => {
    const id = a.certificate.viewer;
    const full = viewerGrant(server.owner, id, [idOf(0)]);
    const isViews = (prefix: string) => prefix.startsWith(viewsFolder('', idOf(0)));
    const allow =
      full.role === 'limited' ? full.allow.filter((rule) => !('prefix' in rule && isViews(rule.prefix))) : [];
    await server.grant(`viewer-${id}`, { role: 'limited', allow });
    const receipts = unwrap(await owner.list(viewsFolder('', idOf(0)))).length;
    const { manager, calls } = managerOf(a);
    const opened = await manager.service.openDay({ person: idOf(0), day: first, reason: 'unseen' });
    expect(opened).toMatchObject({ ok: false, problem: { code: 'receipt-refused' } });
    const refused = calls.findIndex((call) => call.startsWith('put '));
    expect(calls.slice(refused + 1)).toEqual([]);
    expect(calls.filter((call) => call.startsWith('get ') && isOfDays(call))).toEqual([]);
    const presence = unwrap(await manager.service.presence({ people: [idOf(0)] }));
    expect(presence).toMatchObject([{ uploadedAt: null, latest: null, problem: { code: 'receipt-refused' } }]);
    expect(calls.filter((call) => call.startsWith('get ') && call.includes('/latest/'))).toEqual([]);
    expect(unwrap(await owner.list(viewsFolder('', idOf(0)))).length).toBe(receipts);
    await server.grant(`viewer-${id}`, full);
  });

  it('opens to a viewer who is given a person later the days that were there before, and no sooner', async () => {
    const key = keyOf(personTwo, first);
    await give(a, 1);
    const { manager } = managerOf(a);
    const asked = { person: idOf(1), day: first, reason: 'given later' };
    expect(unwrap(await manager.service.openDay(asked)).devices).toMatchObject([
      { view: null, problem: { code: 'no-access' } },
    ]);
    expect(unwrap(await rewrap(1))).toEqual({ sealed: 2, left: [] });
    const opened = unwrap(await managerOf(a).manager.service.openDay(asked));
    expect(opened.devices[0]?.view?.windows).toMatchObject([{ title: 'first day of Two' }]);
    // Nobody lost anything by it.
    for (const viewer of [a, b]) expect(await opensKey(viewer, key)).toBe(true);
    expect(await openWith(personTwo.employee.identity, unwrap(await owner.get(key)))).not.toBeNull();
  });

  it('opens nothing new to a viewer from whom a person was taken, and after sealing anew nothing old', async () => {
    await take(a, 0);
    await personOne.record(second, 'second day of One');
    const { manager } = managerOf(a);
    const asked = { person: idOf(0), day: second, reason: 'no longer mine' };
    expect(await manager.service.openDay(asked)).toMatchObject({
      ok: false,
      problem: { code: 'no-access-to-person' },
    });
    const store = openFor(a);
    for (const day of [first, second])
      for (const { key } of unwrap(await owner.list(personOne.place(day).folder)))
        expect(codeOf(await store.get(key))).toBe('store-denied');
    // Their key still opens what it opened, were somebody to hand them the objects; nothing that came after.
    expect(await opensKey(a, keyOf(personOne, first))).toBe(true);
    for (const { key } of unwrap(await owner.list(personOne.place(second).folder)))
      if (key.endsWith('.age')) expect([key, await opensKey(a, key)]).toEqual([key, false]);
    expect(unwrap(await rewrap(0))).toEqual({ sealed: 4, left: [] });
    for (const key of [first, second].map((day) => keyOf(personOne, day)))
      expect([await opensKey(a, key), await opensKey(personOne.employee, key)]).toEqual([false, true]);
    // What is left to them is theirs as before.
    const bens = { person: idOf(1), day: first, reason: 'still mine' };
    expect(unwrap(await manager.service.openDay(bens)).devices[0]?.view?.windows).toHaveLength(1);
  });

  it('lets a page that was open go on with nothing once everything was taken', async () => {
    const { manager } = managerOf(b);
    const asked = { person: idOf(1), day: first, reason: 'before' };
    unwrap(await manager.service.openDay(asked));
    await take(b, 1);
    await personTwo.record(third, 'third day of Two');
    for (const day of [first, third]) {
      const again = await manager.service.openDay({ ...asked, day, reason: 'after' });
      expect(again).toMatchObject({ ok: false });
    }
    expect(unwrap(await manager.service.people({}))).toEqual([]);
    const { entries } = await seen(personTwo, 1);
    expect(entries.filter(({ reason }) => reason === 'after')).toEqual([]);
    expect(entries.filter(({ reason }) => reason === 'before')).toHaveLength(1);
  });

  function rewrap(at: number) {
    const identity = keys.recovery[0]?.identity ?? ('' as never);
    const options = { store: owner, prefix: '', organisation: keys.document, identity };
    return rewrapDays({ access: accessOf(office, idOf(at)), spans: [everyDay] }, options);
  }
}
