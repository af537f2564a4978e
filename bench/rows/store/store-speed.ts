import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { unwrap } from '../../../core/result.ts';
import { startCeph } from '../../../test/fixtures/ceph.ts';
import { type Measurement, medians, row, rowsAgainst } from '../../row.ts';
import { startEmbedded } from './embedded.ts';

const objects = 400;
const bytes = 60_000;
const atOnce = 8;
const rounds = 5;

/**
 * Puts and gets of 60 KB, eight at once, by the product's own client: the embedded store, which syncs each object to the disk before
 * it answers, against a real Ceph gateway on this machine, which keeps them in memory, in turns.
 */
export const storePut: Measurement = {
  id: 'store-put',
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
    const embedded = await startEmbedded(join(folder, 'store'));
    say('starting Ceph');
    const ceph = await startCeph(folder);
    const ours = openS3Store(unwrap(parseBucketSettings({ ...embedded.reach, bucket: 'ours' })));
    const theirs = openS3Store(unwrap(parseBucketSettings(ceph.owner)));
    const puts: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
    const gets: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
    try {
      for (let round = -1; round < rounds; round++) {
        say(`round ${round + 1} of ${rounds}`);
        const sides = [['ours', ours] as const, ['theirs', theirs] as const];
        // Whoever comes second finds a busier disk or a warmer client, so they take turns at that too.
        for (const [side, store] of round % 2 === 0 ? sides : sides.toReversed()) {
          const names = Array.from({ length: objects }, (_, at) => `people/bench/${round}/${at}`);
          const put = await rate(names, (name) => putOne(store, name));
          const got = await rate(names, (name) => getOne(store, name));
          // The first round pays for loading and connecting.
          if (round < 0) continue;
          puts[side].push(put);
          gets[side].push(got);
        }
      }
    } finally {
      ours.close();
      theirs.close();
      embedded.stop();
      await ceph.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const put = medians(puts.ours, puts.theirs);
    const get = medians(gets.ours, gets.theirs);
    return rowsAgainst(
      'a Ceph gateway that keeps objects in memory',
      row('store-put', put, 'objects a second', 'at least 1.5 x', put.ours >= 1.5 * put.theirs),
      row('store-get', get, 'objects a second', 'at least 1.25 x', get.ours >= 1.25 * get.theirs),
    );
  },
};

const body = randomBytes(bytes);

async function putOne(store: ObjectStore, name: string): Promise<void> {
  unwrap(await store.put(name, body));
}

async function getOne(store: ObjectStore, name: string): Promise<void> {
  if (unwrap(await store.get(name)).length !== bytes) throw new Error('another object came back');
}

async function rate(names: readonly string[], work: (name: string) => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await pMap(names, work, { concurrency: atOnce });
  return names.length / ((performance.now() - startedAt) / 1000);
}
