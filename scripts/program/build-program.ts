import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'vite';
import { runtimePackages } from '../package/package-contents.ts';

/** What no bundle holds. */
export const external = [
  'electron',
  ...builtinModules,
  /^node:/,
  ...Object.values(runtimePackages).flatMap((names) => names.map((name) => new RegExp(`^${name}(/|$)`))),
];

interface ProgramOptions {
  readonly root: string;
  /** Where it goes. */
  readonly folder: string;
  /** Each program's name, and its source from the root. */
  readonly programs: Readonly<Record<string, string>>;
}

/** What runs beside any program of ours under Node: `ownProgram` finds it there. */
const beside = [
  'viewer/day/segment-process.ts',
  'agent/capture/beside/sensor-process.ts',
  'agent/sign/wayland/wayland-sign-process.ts',
  'agent/sign/windows/sign-process.ts',
];

/**
 * Programs as Node runs them, in a few files in place of seven hundred, without types and without comments: they start in half
 * of the time and keep a third of the memory less. Names stay, so that a trace can be read. A program that runs may still load
 * parts of itself: what the build before this one wrote stays, and what older ones left goes.
 */
export async function buildProgram({ root, folder, programs }: ProgramOptions): Promise<void> {
  const before = await writtenBefore(folder);
  const sources = { ...programs, ...Object.fromEntries(beside.map((source) => [basename(source, '.ts'), source])) };
  const built = await build({
    ...{ root, configFile: false, logLevel: 'warn', publicDir: false },
    plugins: [whereItWas(folder)],
    ssr: { noExternal: true },
    build: {
      ...{ outDir: folder, emptyOutDir: false, target: 'node24', ssr: true },
      rolldownOptions: {
        external,
        input: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, join(root, source)])),
        output: {
          ...{ format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  });
  const written = [built]
    .flat()
    .flatMap((each) => ('output' in each ? each.output.map(({ fileName }) => fileName) : []));
  for (const name of await readdir(folder))
    if (name.endsWith('.js') && !written.includes(name) && !before.includes(name)) await rm(join(folder, name));
  await writeFile(join(folder, writtenFile), written.join('\n'));
}

const writtenFile = '.written';

async function writtenBefore(folder: string): Promise<readonly string[]> {
  return (await readFile(join(folder, writtenFile), 'utf8').catch(() => '')).split('\n');
}

/** Each file of ours goes on to find what lies beside its source: pages, assets. Nothing of where the project lies goes into it. */
function whereItWas(folder: string): Plugin {
  return {
    name: 'where-it-was',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('import.meta.') || id.includes('node_modules')) return null;
      const file = relative(folder, id).replaceAll('\\', '/');
      return code
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(file)}, import.meta.url).href`)
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${dirname(file)}`)})`);
    },
  };
}
