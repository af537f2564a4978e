import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Uploader } from '../../../agent/upload/uploader.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { type Measurement, medians, row, rowsAgainst } from '../../row.ts';
import { openBenchVault } from '../../vault-fixture.ts';
import { type StoreReach, startEmbedded } from './embedded.ts';

const objects = 1_000;
const bytes = 60_000;
const rounds = 3;

/** 1,000 objects of 60 KB from the vault, by the product's uploader, against `rclone copy` of the same bytes to the same server, in turns. */
export const upload: Measurement = {
  id: 'upload',
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
    const { reach, stop } = await startEmbedded(join(folder, 'store'));
    try {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < rounds; round++) {
        say(`round ${round + 1} of ${rounds}: ours`);
        ours.push(await uploadOurs(reach, round));
        say(`round ${round + 1} of ${rounds}: rclone`);
        // With rclone's own default of 4 transfers and with as many as we use; the better one counts.
        const four = await uploadTheirs(reach, folder, `four-${round}`, 4);
        const eight = await uploadTheirs(reach, folder, `eight-${round}`, 8);
        theirs.push(Math.max(four, eight));
      }
      const rates = medians(ours, theirs);
      const against = 'rclone copy, the better of 4 and 8 transfers';
      const met = rates.ours >= rates.theirs;
      return rowsAgainst(against, row('upload', rates, 'objects a second', 'at least 1.0 x', met));
    } finally {
      stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function uploadOurs(reach: StoreReach, round: number): Promise<number> {
  const { vault, folder, close } = await openBenchVault();
  const day = daySchema.parse('2026-01-01');
  const names = Array.from({ length: objects }, (_, index) => `round-${round}/${index}`);
  for (const key of names) {
    unwrap(
      await vault.addObject({
        day: null,
        kind: 'other',
        name: key,
        key,
        sealed: randomBytes(bytes),
        at: Date.parse(day),
        releaseAt: 0,
      }),
    );
  }
  const store = openS3Store(unwrap(parseBucketSettings({ ...reach, bucket: 'ours' })));
  const { outbox } = vault;
  const uploader = new Uploader({
    folder,
    outbox,
    store,
    clock: { now: Date.now },
    random: Math.random,
    onChange: () => {},
  });
  const startedAt = performance.now();
  await uploader.flush();
  const seconds = (performance.now() - startedAt) / 1000;
  const { waiting } = outbox.state();
  await uploader.stop();
  store.close();
  close();
  if (waiting > 0) throw new Error(`${waiting} objects were not uploaded: ${uploader.problem?.code}`);
  return objects / seconds;
}

async function uploadTheirs(reach: StoreReach, folder: string, name: string, transfers: number): Promise<number> {
  const source = join(folder, name);
  mkdirSync(source);
  for (let index = 0; index < objects; index++) writeFileSync(join(source, String(index)), randomBytes(bytes));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, reach.caCertificate);
  const { AWS_CA_BUNDLE: _, ...own } = process.env;
  // rclone stops when that variable is set besides --ca-cert.
  const env = {
    ...own,
    RCLONE_CONFIG: join(folder, 'rclone.conf'),
    RCLONE_CONFIG_BENCH_TYPE: 's3',
    RCLONE_CONFIG_BENCH_PROVIDER: 'Other',
    RCLONE_CONFIG_BENCH_ENDPOINT: reach.endpoint,
    RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: reach.accessKeyId,
    RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: reach.secretAccessKey,
    RCLONE_CONFIG_BENCH_REGION: 'us-east-1',
    RCLONE_CONFIG_BENCH_NO_CHECK_BUCKET: 'true',
    RCLONE_CONFIG_BENCH_LIST_VERSION: '2',
  };
  const startedAt = performance.now();
  await promisify(execFile)(
    'rclone',
    ['copy', source, `bench:theirs/${name}`, '--ca-cert', ca, '--transfers', String(transfers)],
    { env },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  rmSync(source, { recursive: true });
  return objects / seconds;
}
