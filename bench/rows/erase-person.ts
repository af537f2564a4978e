import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import { classFolder, dayObjectKey, linkName } from '../../bucket/layout.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../bucket/s3/s3-version-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { daySchema, deviceIdSchema, type PersonId, personIdSchema } from '../../core/ids.ts';
import { ok, unwrap } from '../../core/result.ts';
import { daysAfter } from '../../core/time/calendar.ts';
import { eraseVersions } from '../../org/erasure/erase-versions.ts';
import { foldersOf } from '../../org/erasure/erasure-folders.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const days = 60;
const objectsADay = 60;
const [ours, theirs] = ['a', 'b'].map((letter) => personIdSchema.parse(letter.repeat(26))) as [PersonId, PersonId];
const first = daySchema.parse('2026-01-01');

/**
 * Requests to erase everything of one person of several from the embedded store over HTTPS, for each thousand objects that go:
 * every version listed, deleted and looked for once more; against one deletion after the other of what a plain listing names.
 */
export const erasePersonRow: Measurement = {
  id: 'erase-person',
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
    const store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
    try {
      const { endpoint, caCertificate, credentials } = store;
      const settings = unwrap(
        parseBucketSettings({ endpoint, caCertificate, bucket: 'plainsight', ...credentials.add(ownerGrant) }),
      );
      say(`${days} days of two people`);
      const objects = await fill(settings);
      const requests = {
        ours: await counted(() => eraseOurs(settings)),
        theirs: await counted(() => eraseTheirs(settings)),
      };
      const rates = { ours: requests.ours / (objects / 1_000), theirs: requests.theirs / (objects / 1_000) };
      const against = 'a deletion for each object that a plain listing names';
      return rowsAgainst(
        against,
        row('erase-person', rates, 'requests for 1,000 objects', 'at most 10', rates.ours <= 10),
      );
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** How many objects each of them has. */
async function fill(settings: BucketSettings): Promise<number> {
  const store = openS3Store(settings);
  const device = deviceIdSchema.parse('d'.repeat(26));
  for (let at = 0; at < days; at += 1)
    for (const person of [ours, theirs]) {
      const of = { person, day: daysAfter(first, at), device };
      const names = Array.from({ length: objectsADay }, (_, index) => linkName(index));
      await Promise.all(names.map((name) => store.put(dayObjectKey('', of, name), Buffer.alloc(500))));
    }
  store.close();
  return days * objectsADay;
}

/** How many requests of HTTP reached a server of this process meanwhile. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  let requests = 0;
  const count = (): void => {
    requests += 1;
  };
  subscribe('http.server.request.start', count);
  try {
    await work();
  } finally {
    unsubscribe('http.server.request.start', count);
  }
  return requests;
}

async function eraseOurs(settings: BucketSettings): Promise<void> {
  const store = openVersionStore(settings);
  const steps = foldersOf('', ours, { from: null, to: daysAfter(first, days), classes: ['days', 'shots', 'weeks'] });
  const journal = { note: async () => ok(undefined), noted: async () => ok({ versions: [] }) };
  const left = unwrap(await eraseVersions(steps, { store, journal }));
  store.close();
  if (left.length > 0) throw new Error(`${left.length} versions are left`);
}

async function eraseTheirs(settings: BucketSettings): Promise<void> {
  const { Agent } = await import('node:https');
  const client = new S3Client({
    ...{ endpoint: settings.endpoint, region: settings.region, forcePathStyle: true },
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey.reveal() },
    requestHandler: { httpsAgent: new Agent({ keepAlive: true, ca: settings.caCertificate }) },
  });
  const Prefix = classFolder('', 'days', theirs);
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: settings.bucket, Prefix }));
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: settings.bucket, Key }));
    if (Contents.length === 0) break;
  }
  client.destroy();
}
