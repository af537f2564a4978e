import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { keysFolders } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { accessOf } from '../../../org/administration.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import { bareClient } from '../../bucket/scratch.ts';
import { hasCeph } from '../../fixtures/ceph.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { confirmIn, type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { type StartServer, startEmbedded, startGateway } from '../../journeys/scenes/access-servers.ts';
import { startSealing } from '../../journeys/scenes/sealing-person.ts';

const day = daySchema.parse('2026-03-02');
const servers: readonly (readonly [string, StartServer, boolean])[] = [
  ['the embedded store', startEmbedded, true],
  ['Ceph RGW (Linux, as root or with Ceph installed)', startGateway, await hasCeph()],
];

/** What a copy of the bucket that was taken before, such as a backup, opens once the keys of a day were destroyed. */
for (const [name, startServer, isThere] of servers)
  it.skipIf(!isThere).each([
    { apart: true, opens: 'nothing', finds: 'day-key-missing' },
    { apart: false, opens: 'everything', finds: null },
  ])(
    `keys apart ($apart): an earlier copy opens $opens, on ${name}`,
    async ({ apart, finds }) => {
      const folder = await mkdtemp(join(tmpdir(), 'keys-apart-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
      const server = await startServer(folder);
      onTestFinished(() => server.close(), 60_000);
      const { keysBucket, ...one } = server.owner;
      const owner = apart ? server.owner : one;
      const store = openS3Store(owner);
      onTestFinished(() => store.close());
      const office = await openOffice(store);
      await recordOneDay(office, store, folder, server, apart);

      const keys = (await Promise.all(keysFolders('').map((folder) => store.list(folder)))).flatMap(unwrap);
      expect(keys.map(({ key }) => key.split('/').at(-1))).toEqual(['days.key.age', 'shots.key.age']);
      // As whoever keeps backups sees it: the content's bucket, whole.
      const content = openS3Store(one);
      onTestFinished(() => content.close());
      const copy = new MemoryStore();
      for (const { key } of unwrap(await content.list(''))) copy.objects.set(key, unwrap(await content.get(key)));
      const client = bareClient(owner);
      for (const { key } of keys)
        await client.send(
          new DeleteObjectCommand({ Bucket: (apart ? keysBucket : undefined) ?? one.bucket, Key: key }),
        );

      expect(await problemOf(office, store)).toBe('day-key-missing');
      expect(await problemOf(office, copy)).toBe(finds);
    },
    300_000,
  );

async function recordOneDay(
  office: Office,
  store: ObjectStore,
  folder: string,
  server: Awaited<ReturnType<StartServer>>,
  apart: boolean,
): Promise<void> {
  const { keysBucket, ...one } = server.owner;
  const { person } = office.card;
  const place = apart ? server.owner : one;
  const known = office.administration.people[0];
  if (known === undefined) throw new Error('nobody is enrolled');
  const grant = deviceGrant(place, person, 'd'.repeat(26) as never);
  const { keysBucket: _, ...reached } = await server.grant('device', grant);
  const bucket = apart && keysBucket !== undefined ? { ...reached, keysBucket } : reached;
  const access = () => accessOf(office.administration, person);
  const sealing = await startSealing({
    ...{ folder, card: known, organisation: office.keys.document, access, bucket, letter: 'd' },
  });
  await confirmIn(office, store, sealing.deviceCard);
  await sealing.record(day, 'a day');
  sealing.close();
}

/** Why the day does not open with a recovery key; null: it does, pictures too. */
async function problemOf(
  office: Office,
  store: Pick<MemoryStore, 'get' | 'list' | 'listFolders'>,
): Promise<string | null> {
  const identity = office.keys.recovery[0]?.identity ?? ('' as never);
  const recovery = new Recovery({ store: store as MemoryStore, prefix: '', identity, organisationKey: null });
  const card = unwrap(await recovery.card(office.card.person));
  const { devices } = unwrap(await recovery.devices(card, day));
  const [device] = devices;
  if (device === undefined) return 'no device';
  let pictures = 0;
  const opened = unwrap(
    await recovery.open(card, day, device, async ({ name }) => {
      if (name.startsWith('shots/')) pictures += 1;
    }),
  );
  if (opened.problem === null) expect(pictures).toBe(1);
  return opened.problem?.code ?? null;
}
