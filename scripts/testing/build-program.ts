import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFresh, markFresh, withLock } from '../build-state.ts';
import { buildProgram } from '../program/build-program.ts';
import { commandFrom } from '../program/built.mjs';
import { builtProgram } from './built-program.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = dirname(builtProgram);
const part = basename(folder);
const source = 'test/fixtures/plainsight.ts';
const madeFrom = [...commandFrom, source, 'test/fixtures/light-work.ts'];

/** Called by Vitest before the first test. */
export async function setup(): Promise<void> {
  mkdirSync(join(root, 'out'), { recursive: true });
  await withLock(join(root, 'out', `${part}.lock`), async () => {
    if (await isFresh(root, part, madeFrom)) return;
    await buildProgram({ root, folder, programs: { plainsight: source } });
    await markFresh(root, part, madeFrom);
  });
}
