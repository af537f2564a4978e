import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildParts, builtFrom } from '../../scripts/build.ts';
import { isFresh, markFresh, withLock } from '../../scripts/build-state.ts';
import { mayImport } from '../../scripts/layering/rules.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plainsight-build-'));
  await mkdir(join(root, 'core', 'deep'), { recursive: true });
  await mkdir(join(root, 'out', 'electron'), { recursive: true });
  await writeFile(join(root, 'core', 'deep', 'a.ts'), 'a');
});
afterEach(() => rm(root, { recursive: true }));

const sources = ['core', 'missing', 'lock.json'];

describe('whether a part is up to date', () => {
  it.each([
    ['a file changed', (): Promise<unknown> => writeFile(join(root, 'core', 'deep', 'a.ts'), 'b')],
    ['a file came', () => writeFile(join(root, 'core', 'b.ts'), '')],
    ['a file went', () => rm(join(root, 'core', 'deep', 'a.ts'))],
    ['a single source came', () => writeFile(join(root, 'lock.json'), '{}')],
    ['the output went', () => rm(join(root, 'out', 'electron'), { recursive: true })],
  ])('notices that %s', async (_what, change) => {
    expect(await isFresh(root, 'electron', sources)).toBe(false);
    await markFresh(root, 'electron', sources);
    expect(await isFresh(root, 'electron', sources)).toBe(true);
    await change();
    expect(await isFresh(root, 'electron', sources)).toBe(false);
  });
});

describe('the lock', () => {
  it('lets one at a time in, and frees itself after a failure', async () => {
    const lock = join(root, 'out', 'build.lock');
    let inside = 0;
    let most = 0;
    const work = () =>
      withLock(lock, async () => {
        most = Math.max(most, ++inside);
        await writeFile(join(root, 'x'), 'x');
        inside--;
      });
    await expect(withLock(lock, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await Promise.all([work(), work(), work()]);
    expect(most).toBe(1);
  });

  it('takes over from a process that is gone', async () => {
    const lock = join(root, 'out', 'build.lock');
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), '2147483646');
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });
});

it.each(buildParts)('%s is built again after a change in any folder that it may import', (part) => {
  expect(builtFrom[part]).toEqual(expect.arrayContaining([part, ...(mayImport[part] ?? [])]));
});
