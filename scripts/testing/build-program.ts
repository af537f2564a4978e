import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'vite';
import { builtFrom, external } from '../build.ts';
import { isFresh, markFresh, withLock } from '../build-state.ts';
import { builtProgram } from './built-program.ts';

const root = join(import.meta.dirname, '..', '..');
const part = basename(dirname(builtProgram));
const source = join(root, 'test', 'fixtures', 'plainsight.ts');
const madeFrom = [...builtFrom.electron, 'web', 'cli', 'test/fixtures/plainsight.ts', 'test/fixtures/light-work.ts'];

/** Called by Vitest before the first test. */
export async function setup(): Promise<void> {
  mkdirSync(join(root, 'out'), { recursive: true });
  await withLock(join(root, 'out', `${part}.lock`), async () => {
    if (await isFresh(root, part, madeFrom)) return;
    await rm(dirname(builtProgram), { recursive: true, force: true });
    await build({
      ...{ root, configFile: false, logLevel: 'warn', publicDir: false },
      plugins: [whereItWas],
      ssr: { noExternal: true },
      build: {
        ...{ outDir: dirname(builtProgram), emptyOutDir: false, target: 'node24', minify: false, ssr: true },
        rolldownOptions: {
          external,
          input: { plainsight: source },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    });
    await markFresh(root, part, madeFrom);
  });
}

/** Each file of ours goes on to find what lies beside its source: programs that it starts, pages, assets. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  enforce: 'pre',
  transform(code, id) {
    if (!code.includes('import.meta.') || id.includes('node_modules')) return null;
    // All lies in one folder; nothing of where the project lies goes into it.
    const file = relative(dirname(builtProgram), id).replaceAll('\\', '/');
    return code
      .replaceAll('import.meta.url', `new URL(${JSON.stringify(file)}, import.meta.url).href`)
      .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(file)}`)})`);
  },
};
