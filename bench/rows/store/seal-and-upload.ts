import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Uploader } from '../../../agent/upload/uploader.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { shotIdSchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { randomId } from '../../../seal/random-id.ts';
import { type CephCredential, startCeph } from '../../../test/fixtures/ceph.ts';
import { type Measurement, median, row, rowsAgainst } from '../../row.ts';
import { openBenchVault } from '../../vault-fixture.ts';

const objects = 1_000;
const bytes = 60_000;
const rounds = 3;
const run = promisify(execFile);

/**
 * 1,000 pictures of 60 KB from memory until all are in the bucket, sealed: each is sealed to its day, durable in the vault, named by
 * a signed link, and sent. Against `restic backup` and `rclone copy` to a crypt remote, from files, to the same Ceph gateway, in turns.
 */
export const sealAndUpload: Measurement = {
  id: 'seal-and-upload',
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
    say('starting Ceph');
    const ceph = await startCeph(folder);
    const rates: Record<'ours' | 'restic' | 'rclone', number[]> = { ours: [], restic: [], rclone: [] };
    try {
      const env = await otherPrograms(ceph.owner, folder);
      await run('restic', ['init', ...resticOptions(folder)], { env });
      for (let round = 0; round < rounds; round++) {
        const source = join(folder, `source-${round}`);
        mkdirSync(source);
        for (let at = 0; at < objects; at++) writeFileSync(join(source, String(at)), randomBytes(bytes));
        say(`round ${round + 1} of ${rounds}: ours`);
        rates.ours.push(await ours(ceph.owner, `round-${round}`));
        say(`round ${round + 1} of ${rounds}: restic`);
        rates.restic.push(await rate(() => run('restic', ['backup', source, ...resticOptions(folder)], { env })));
        say(`round ${round + 1} of ${rounds}: rclone`);
        const copy = ['copy', source, `sealed:${round}`, '--ca-cert', join(folder, 'ca.pem'), '--transfers', '8'];
        rates.rclone.push(await rate(() => run('rclone', copy, { env })));
        rmSync(source, { recursive: true });
      }
    } finally {
      await ceph.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const own = median(rates.ours);
    const restic = { ours: own, theirs: median(rates.restic) };
    const rclone = { ours: own, theirs: median(rates.rclone) };
    const unit = 'objects a second';
    const target = 'at least 1.0 x';
    return [
      ...rowsAgainst('restic backup', row('seal-and-upload', restic, unit, target, own >= restic.theirs)),
      ...rowsAgainst(
        'rclone copy to a crypt remote, 8 transfers',
        row('seal-and-upload-rclone', rclone, unit, target, own >= rclone.theirs),
      ),
    ];
  },
};

async function rate(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return objects / ((performance.now() - startedAt) / 1000);
}

async function ours(reach: CephCredential, prefix: string): Promise<number> {
  const { vault, keeper, folder, close } = await openBenchVault();
  const store = openS3Store(unwrap(parseBucketSettings({ ...reach, prefix })));
  const { outbox } = vault;
  const clock = { now: Date.now };
  const uploader = new Uploader({ folder, outbox, store, clock, random: Math.random, onChange: () => {} });
  const pictures = Array.from({ length: objects }, () => randomBytes(bytes));
  try {
    const seconds = await rate(async () => {
      for (const webp of pictures) {
        const picture = { id: randomId(shotIdSchema), monitor: 'screen', width: 1920, height: 1080, covered: 0 };
        unwrap(await keeper.keepShot({ ...picture, at: Date.now(), sameAs: null, webp }));
      }
      unwrap(await keeper.advance(Date.now() + 1_000, 0, true));
      await uploader.flush();
    });
    const { waiting } = outbox.state();
    if (waiting > 0) throw new Error(`${waiting} objects were not uploaded: ${uploader.problem?.code}`);
    return seconds;
  } finally {
    await uploader.stop();
    store.close();
    close();
  }
}

function resticOptions(folder: string): readonly string[] {
  return ['--cacert', join(folder, 'ca.pem'), '-o', 's3.bucket-lookup=path', '-o', 's3.region=us-east-1', '--quiet'];
}

/** How restic and rclone reach the same bucket, with a password of their own. */
async function otherPrograms(reach: CephCredential, folder: string): Promise<NodeJS.ProcessEnv> {
  writeFileSync(join(folder, 'ca.pem'), reach.caCertificate);
  const password = randomBytes(16).toString('hex');
  const { stdout: obscured } = await run('rclone', ['obscure', password]);
  // rclone stops when that variable is set besides --ca-cert.
  const { AWS_CA_BUNDLE: _, ...own } = process.env;
  return {
    ...own,
    AWS_ACCESS_KEY_ID: reach.accessKeyId,
    AWS_SECRET_ACCESS_KEY: reach.secretAccessKey,
    RESTIC_REPOSITORY: `s3:${reach.endpoint}/${reach.bucket}/restic`,
    RESTIC_PASSWORD: password,
    RESTIC_CACHE_DIR: join(folder, 'restic-cache'),
    RCLONE_CONFIG: join(folder, 'rclone.conf'),
    RCLONE_CONFIG_BENCH_TYPE: 's3',
    RCLONE_CONFIG_BENCH_PROVIDER: 'Ceph',
    RCLONE_CONFIG_BENCH_ENDPOINT: reach.endpoint,
    RCLONE_CONFIG_BENCH_ACCESS_KEY_ID: reach.accessKeyId,
    RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY: reach.secretAccessKey,
    RCLONE_CONFIG_BENCH_NO_CHECK_BUCKET: 'true',
    RCLONE_CONFIG_SEALED_TYPE: 'crypt',
    RCLONE_CONFIG_SEALED_REMOTE: `bench:${reach.bucket}/rclone`,
    RCLONE_CONFIG_SEALED_PASSWORD: obscured.trim(),
  };
}
