import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dayFolder, recordClasses } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import type { BucketSettings } from '../../../bucket/settings.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import type { ErasedClass } from '../../../core/organisation/erasure.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { accessOf } from '../../../org/administration.ts';
import type { Certificate } from '../../../org/erasure/certificate.ts';
import { erasePerson } from '../../../org/erasure/erase-person.ts';
import { ErasureRecord } from '../../../org/erasure/erasure-record.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import { hasCeph } from '../../fixtures/ceph.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { confirmIn, type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { type StartServer, startEmbedded, startGateway } from '../../journeys/scenes/access-servers.ts';
import { startSealing } from '../../journeys/scenes/sealing-person.ts';

const [first, second, third] = ['2026-03-02', '2026-03-03', '2026-03-04'].map((each) => daySchema.parse(each)) as [
  Day,
  Day,
  Day,
];
const servers: readonly (readonly [string, StartServer, boolean])[] = [
  ['the embedded store', startEmbedded, true],
  ['Ceph RGW (Linux, as root or with Ceph installed)', startGateway, await hasCeph()],
];

/**
 * A span, a purpose and a person are erased one after the other. What a copy of the content's bucket that was taken before opens then with a
 * recovery key, which opens everything, and what the certificate says of it.
 */
for (const [name, startServer, isThere] of servers)
  it.skipIf(!isThere).each([{ apart: true }, { apart: false }])(
    `what was erased on request opens to nobody (keys apart: $apart), on ${name}`,
    async ({ apart }) => {
      const folder = await mkdtemp(join(tmpdir(), 'erased-copies-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
      const server = await startServer(folder);
      onTestFinished(() => server.close(), 60_000);
      const { keysBucket, ...one } = server.owner;
      const settings = apart ? server.owner : one;
      const store = openS3Store(settings);
      onTestFinished(() => store.close());
      const office = await openOffice(store);
      await recordDays(office, store, folder, server, apart);
      // As whoever keeps backups sees it: the content's bucket, whole.
      const content = openS3Store(one);
      onTestFinished(() => content.close());
      const copy = new MemoryStore();
      for (const { key } of unwrap(await content.list(''))) copy.objects.set(key, unwrap(await content.get(key)));
      const opens = async (from: ObjectStore) =>
        Promise.all([first, second, third].map((day) => whatOpens(office, from, day)));
      const untouched = apart ? 'no key' : 'all';
      expect(await opens(store)).toEqual(['all', 'all', 'all']);

      const span = await erase(office, store, settings, folder, { from: first, to: first, classes: ['days', 'shots'] });
      expect(await opens(store)).toEqual(['gone', 'all', 'all']);
      expect(await opens(copy)).toEqual([untouched, untouched, untouched]);
      expect(await leftOf(office, store, first)).toEqual([]);

      await erase(office, store, settings, folder, { from: null, to: third, classes: ['shots'] });
      expect(await opens(store)).toEqual(['gone', 'no pictures', 'no pictures']);

      const all = await erase(office, store, settings, folder, {
        from: null,
        to: third,
        classes: ['days', 'shots', 'weeks'],
      });
      expect(await opens(store)).toEqual(['gone', 'gone', 'gone']);
      expect(await opens(copy)).toEqual([untouched, untouched, untouched]);
      for (const day of [first, second, third]) expect(await leftOf(office, store, day)).toEqual([]);
      for (const { copies, left, order } of [span, all]) {
        expect({ left, open: copies.open }).toEqual({ left: [], open: !apart });
        const text = await readFile(join(folder, 'erasures', `${order.id}.txt`), 'utf8');
        expect(text).toMatch(
          apart ? /no segment, no picture, no sum/ : /taken before, such as a backup or a replica, still opens/,
        );
      }
    },
    300_000,
  );

async function erase(
  office: Office,
  store: ObjectStore,
  settings: BucketSettings,
  folder: string,
  wanted: { readonly from: Day | null; readonly to: Day; readonly classes: ErasedClass[] },
): Promise<Certificate> {
  const versions = openVersionStore(settings);
  const certificate = unwrap(
    await erasePerson(
      office.administration,
      office.card,
      { ...wanted, at: Date.now() },
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
  versions.close();
  return certificate;
}

async function recordDays(
  office: Office,
  store: ObjectStore,
  folder: string,
  server: Awaited<ReturnType<StartServer>>,
  apart: boolean,
): Promise<void> {
  const { keysBucket, ...one } = server.owner;
  const { person } = office.card;
  const known = office.administration.people[0];
  if (known === undefined) throw new Error('nobody is enrolled');
  const grant = deviceGrant(apart ? server.owner : one, person, 'd'.repeat(26) as never);
  const { keysBucket: _, ...reached } = await server.grant('device', grant);
  const bucket = apart && keysBucket !== undefined ? { ...reached, keysBucket } : reached;
  const access = () => accessOf(office.administration, person);
  const sealing = await startSealing({
    ...{ folder, card: known, organisation: office.keys.document, access, bucket, letter: 'd' },
  });
  await confirmIn(office, store, sealing.deviceCard);
  for (const day of [first, second, third]) await sealing.record(day, 'a day');
  sealing.close();
}

async function leftOf(office: Office, store: ObjectStore, day: Day): Promise<string[]> {
  const folders = recordClasses.map((each) =>
    each === 'months' ? `months/${office.card.person}/` : dayFolder('', each, office.card.person, day),
  );
  const listed = await Promise.all(folders.map((each) => store.list(each)));
  return listed.flatMap(unwrap).map(({ key }) => key);
}

/** What of the day opens with a recovery key by whoever looks past every order. */
async function whatOpens(office: Office, from: ObjectStore, day: Day): Promise<string> {
  const identity = office.keys.recovery[0]?.identity ?? ('' as never);
  const recovery = new Recovery({ store: from, prefix: '', identity, organisationKey: null });
  const { erasures: _, ...card } = unwrap(await recovery.card(office.card.person));
  const [device] = unwrap(await recovery.devices(card, day)).devices;
  if (device === undefined) return 'gone';
  let pictures = 0;
  const opened = unwrap(
    await recovery.open(card, day, device, async ({ name }) => {
      if (name.startsWith('shots/')) pictures += 1;
    }),
  );
  if (opened.problem?.code === 'day-key-missing') return 'no key';
  if (opened.problem !== null) return opened.problem.code;
  return pictures === 0 ? 'no pictures' : 'all';
}
