import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { Secret } from '../../bucket/secret.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';
import type { ContractServer } from './contract.ts';
import { codeOf, describeContract } from './contract.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../../scripts/ceph.sh');
const isInstallable = process.platform === 'linux' && process.getuid?.() === 0;
const isInstalled = await run('sh', ['-c', 'command -v radosgw ceph-mon ceph-osd']).then(
  () => true,
  () => false,
);

describe.skipIf(!isInstalled && !isInstallable)('Ceph RGW (Linux, as root or with Ceph installed)', () => {
  let folder: string;
  let server: ContractServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-ceph-'));
    const { stdout } = await run(script, ['start'], { env: { ...process.env, CEPH_DIR: folder } });
    const env = Object.fromEntries(
      (await readFile(stdout.trim(), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const common = {
      endpoint: env.CEPH_ENDPOINT,
      bucket: env.CEPH_BUCKET,
      caCertificate: await readFile(env.CEPH_CA, 'utf8'),
    };
    server = {
      owner: unwrap(
        parseBucketSettings({ ...common, accessKeyId: env.CEPH_OWNER_KEY, secretAccessKey: env.CEPH_OWNER_SECRET }),
      ),
      device: unwrap(
        parseBucketSettings({ ...common, accessKeyId: env.CEPH_DEVICE_KEY, secretAccessKey: env.CEPH_DEVICE_SECRET }),
      ),
      devicePrefix: env.CEPH_PREFIX,
    };
  }, 300_000);

  afterAll(async () => {
    await run(script, ['wipe'], { env: { ...process.env, CEPH_DIR: folder } });
  }, 60_000);

  it('exchanges no credential: it says so, and the one that came goes on', async () => {
    for (const settings of [server.device, server.owner]) {
      const client = openS3Store(settings);
      const key = `${server.devicePrefix}exchange`;
      expect(unwrap(await client.exchange(new Secret('n'.repeat(40))))).toBe('cannot');
      expect(codeOf(await client.put(key, Buffer.from('kept')))).toBe('ok');
      client.close();
      const other = openS3Store({ ...settings, secretAccessKey: new Secret('n'.repeat(40)) });
      expect(codeOf(await other.put(key, Buffer.from('taken')))).toBe('store-credential-secret');
      other.close();
    }
  });

  describeContract('Ceph RGW', () => server, 1100);
});
