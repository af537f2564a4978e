import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import pMap from 'p-map';
import { expect, test } from 'vitest';
import { fileOf, madeFileOf } from '../../bench/large-office/bucket/made-file.ts';
import { openOfficeStore } from '../../bench/large-office/bucket/open-store.ts';
import { gzipTo } from '../../bench/large-office/dated-day.ts';
import { lastDay, planOffice } from '../../bench/large-office/plan.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';
import { scratchFolder } from '../bucket/scratch.ts';

// Sealing thousands of objects takes its time on a busy machine.

const tiny = { people: 2, days: 2, seed: 'tiny' };

/** Every object of an office as a client reads it: its listed size and the hash of its bytes. */
async function contents(size: typeof tiny, order: (keys: string[]) => string[]) {
  const { store, reach } = await openOfficeStore(await scratchFolder(), size);
  const client = openS3Store(unwrap(parseBucketSettings(reach.owner)));
  try {
    const listed = unwrap(await client.list(''));
    const hashes = new Map<string, string>();
    await pMap(
      order(listed.map((each) => each.key)),
      async (key) => {
        const bytes = unwrap(await client.get(key));
        hashes.set(key, `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`);
      },
      { concurrency: 8 },
    );
    const sizes = new Map(listed.map(({ key, bytes }) => [key, bytes]));
    return { hashes, sizes, objects: reach.objects };
  } finally {
    client.close();
    await store.close();
  }
}

test('the same seed gives the same objects, in whatever order they are read, and each is as large as it is listed', async () => {
  const first = await contents(tiny, (keys) => keys);
  const second = await contents(tiny, (keys) => keys.toReversed());
  expect([...second.hashes].sort()).toEqual([...first.hashes].sort());
  for (const [key, hash] of first.hashes) expect(`${key} ${hash.split(' ')[0]}`).toBe(`${key} ${first.sizes.get(key)}`);
  expect(first.objects).toBe(first.hashes.size);
  const days = [...first.hashes.keys()].filter((key) => key.endsWith('/days.key.age'));
  expect(days).toHaveLength(tiny.people * tiny.days);
});

test('another seed gives other people', () => {
  const ids = (seed: string) => planOffice({ ...tiny, seed }).workers.map(({ person }) => person);
  expect(ids('one')).toEqual(ids('one'));
  expect(ids('one')).not.toEqual(ids('two'));
  expect(ids('one')).toEqual(ids('one').toSorted());
});

test('days end with the last one, and none is left out', () => {
  const { days } = planOffice({ ...tiny, days: 90 });
  expect(days).toHaveLength(90);
  expect(days.at(-1)).toBe(lastDay);
  expect(new Set(days.map((day, index) => Date.parse(day) - index * 24 * 3_600_000)).size).toBe(1);
});

test('names of made-up files say what they hold, and no other name does', async () => {
  const file = { kind: 'link', first: 999, second: 89, third: 64 } as const;
  expect(fileOf(file)).toMatch(/^[0-9a-f]{32}$/);
  expect(madeFileOf(fileOf(file))).toEqual(file);
  for (const name of [
    '',
    '0'.repeat(32),
    fileOf(file).replace(/.$/, '0'),
    `${fileOf(file)}0`,
    `da${fileOf(file).slice(2)}`,
  ])
    expect(madeFileOf(name)).toBeNull();
});

test('a text is packed to the size that was asked for, and unpacks to itself', async () => {
  const text = await readFile(import.meta.filename, 'utf8');
  for (const length of [5_000, 20_000, 60_000]) {
    const packed = gzipTo(length, text);
    expect(packed.length).toBe(length);
    expect(gunzipSync(packed).toString()).toBe(text);
  }
  for (const length of [0, 30, 1_000_000]) expect(() => gzipTo(length, text)).toThrow(RangeError);
});
