import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { dayKeyName, dayObjectKey, monthTextsKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant, viewerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { type Day, type DeviceId, daySchema } from '../../../core/ids.ts';
import { expiresOn } from '../../../core/organisation/retention.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { monthOf } from '../../../core/time/month.ts';
import { accessOf } from '../../../org/administration.ts';
import { erasePerson } from '../../../org/erasure/erase-person.ts';
import { ErasureRecord } from '../../../org/erasure/erasure-record.ts';
import { publishChanges } from '../../../org/publication.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { confirmIn, type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { type AccessServer, startEmbedded } from '../../journeys/scenes/access-servers.ts';
import { type SealingPerson, startSealing } from '../../journeys/scenes/sealing-person.ts';

const [first, second, third] = ['2026-03-02', '2026-03-03', '2026-03-04'].map((day) => daySchema.parse(day)) as [
  Day,
  Day,
  Day,
];
const march = monthOf(first);
const device = 'd'.repeat(26) as DeviceId;

let folder: string;
let server: AccessServer;
let store: ObjectStore;
let office: Office;
let sealing: SealingPerson;
let manager: Manager;
/** The agent's clock. */
let now: number;
/** Names of what the viewer got, in order. */
let got: string[];

const textsKey = () => monthTextsKey('', { person: office.card.person, month: march, device });

/** The agent's own parts record, upload and lay together over HTTPS, each side with its own credential. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'month-search-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  server = await startEmbedded(folder);
  onTestFinished(() => server.close(), 60_000);
  store = openS3Store(server.owner);
  office = await openOffice(store);
  const { person } = office.card;
  const bucket = await server.grant('device', deviceGrant(server.owner, person, device));
  const access = () => accessOf(office.administration, person);
  now = Date.parse('2026-03-06T12:00:00Z');
  const besideAt = () => now;
  const { card } = office;
  sealing = await startSealing({
    ...{ folder, card, organisation: office.keys.document, access, bucket, letter: 'd', besideAt },
  });
  await confirmIn(office, store, sealing.deviceCard);
  await sealing.record(first, 'Invoice 17');
  await sealing.record(second, 'Letter');
  await sealing.record(third, 'Invoice 18');
  await openManager();
}, 120_000);

async function openManager(): Promise<void> {
  const { viewer } = office.viewer.certificate;
  const settings = await server.grant('viewer', viewerGrant(server.owner, viewer, [office.card.person]));
  const own = openS3Store(settings);
  got = [];
  const watched: ObjectStore = {
    ...own,
    get: (key, ...rest) => {
      got.push(key);
      return own.get(key, ...rest);
    },
  };
  manager = openManagerOver(watched as MemoryStore, await parsedViewerFile(office), office);
}

/** What a page finds of the month, how many days it had to open, and what it could not search. */
async function search(text = 'INVOICE') {
  const { person } = office.card;
  const args = { people: [person], from: first, to: third, text, reason: 'to see' };
  const { search: id, days } = unwrap(await manager.service.startSearch(args));
  got.length = 0;
  const asked = await manager.service.searchMonth({ search: id, person, month: march });
  const { found, left } = asked.ok ? asked.value : { found: [], left: [] };
  const hits = found.flatMap((each) => each.hits.map(({ text: title }) => title));
  const opened: string[] = [];
  const refused: string[] = [];
  for (const day of left) {
    const read = await manager.service.searchDay({ search: id, person, day });
    if (read.ok) opened.push(...read.value.hits.map(({ text: title }) => title));
    else refused.push(`${day} ${read.problem.code}`);
  }
  return { days: days.length, hits, left, opened, refused };
}

it('finds in days that are over without opening one, and the same as opening them', { timeout: 120_000 }, async () => {
  expect(await search()).toEqual({ days: 3, hits: ['Invoice 18', 'Invoice 17'], left: [], opened: [], refused: [] });
  expect(got).toEqual([textsKey()]);
  unwrap(await store.put(textsKey(), Buffer.from('altered')));
  const { hits, opened } = await search();
  expect([hits, opened]).toEqual([[], ['Invoice 18', 'Invoice 17']]);
});

it('opens no month of which the viewer may open a part, and names no text of the rest', {
  timeout: 120_000,
}, async () => {
  const whole = unwrap(await store.get(textsKey()));
  const { person } = office.card;
  office.administration = {
    ...office.administration,
    access: office.administration.access.map((each) => ({
      ...each,
      version: each.version + 1,
      viewers: each.viewers.map((viewer) => ({ ...viewer, spans: [{ from: second, to: null }] })),
    })),
  };
  const changes = { people: [person], viewers: [office.viewer.certificate.viewer] };
  unwrap(await publishChanges(office.administration, changes, store, '', 2));
  await sealing.record(daySchema.parse('2026-03-05'), 'Other');
  await openManager();
  expect(await search()).toEqual({ days: 2, hits: [], left: [third, second], opened: ['Invoice 18'], refused: [] });
  // Put back as it was while the viewer could open all of it: still nothing of the first day.
  unwrap(await store.put(textsKey(), whole));
  await openManager();
  expect(await search()).toMatchObject({ days: 2, hits: ['Invoice 18'], left: [] });
});

it('tells nothing of what was erased, also where the month is put back', { timeout: 120_000 }, async () => {
  const whole = unwrap(await store.get(textsKey()));
  const key = dayObjectKey('', { person: office.card.person, day: third, device }, dayKeyName('days'));
  const dayKey = unwrap(await store.get(key));
  const versions = openVersionStore(server.owner);
  onTestFinished(() => versions.close());
  const settings = server.owner;
  unwrap(
    await erasePerson(
      office.administration,
      office.card,
      { from: third, to: third, classes: ['days', 'shots'], at: Date.now() },
      { by: 'Ada', program: '0', copiesUntil: null },
      {
        file: {
          write: async (after) => {
            office.administration = after;
            return ok(after);
          },
          settle: async () => ok(undefined),
        },
        ...{ prefix: '', withStore: (work) => work(store), versions, settings, now: Date.now, onOrder: () => {} },
        recordOf: ({ id }) => new ErasureRecord(folder, id),
      },
    ),
  );
  expect(await store.get(textsKey())).toMatchObject({ ok: false, problem: { code: 'object-missing' } });
  sealing.forget(third);
  await sealing.record(daySchema.parse('2026-03-05'), 'Other');
  await openManager();
  expect(await search()).toMatchObject({ days: 2, hits: ['Invoice 17'], left: [] });
  expect(await search('18')).toMatchObject({ hits: [], opened: [] });
  // Key and month put back from a copy.
  unwrap(await store.put(textsKey(), whole));
  unwrap(await store.put(key, dayKey));
  await openManager();
  expect(await search('18')).toMatchObject({ hits: [], opened: [] });
});

it('is without days that the notice keeps no longer, as long as the store has not let them go', {
  timeout: 120_000,
}, async () => {
  const on = expiresOn(office.keys.document, 'days', second);
  now = Date.parse(`${on}T12:00:00Z`);
  await sealing.record(daySchema.parse('2026-03-05'), 'Other');
  await openManager();
  expect(await search()).toMatchObject({
    days: 3,
    hits: ['Invoice 18'],
    left: [second, first],
    opened: ['Invoice 17'],
  });
});

it('tells nothing of a day whose key is gone: it is opened, which says so', { timeout: 120_000 }, async () => {
  const versions = openVersionStore(server.owner);
  onTestFinished(() => versions.close());
  const key = dayObjectKey('', { person: office.card.person, day: first, device }, dayKeyName('days'));
  const found = unwrap(await versions.list({ prefix: key }));
  unwrap(await versions.remove(found));
  expect(await search()).toMatchObject({ hits: ['Invoice 18'], left: [first], opened: [] });
  expect((await search()).refused).toEqual([`${first} day-key-missing`]);
});
