// Builds out/: `node scripts/build.ts [electron|renderer|cli …] [--force]`. What is up to date is left alone.

import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import type { Contract } from '../ipc/contract.ts';
import { employeeContract } from '../ipc/employee.ts';
import { managerContract } from '../ipc/manager.ts';
import { isFresh, markFresh, withLock } from './build-state.ts';
import { buildProgram, external } from './program/build-program.ts';
import { commandFrom, hashOf, markOf } from './program/built.mjs';

const root = join(import.meta.dirname, '..');

export const buildParts = ['electron', 'renderer', 'cli'] as const;
export type BuildPart = (typeof buildParts)[number];

/** What each part is made from; a change in any of these files builds it again. */
export const builtFrom: Readonly<Record<BuildPart, readonly string[]>> = {
  electron: [
    'core',
    'ffi',
    'disk',
    'messages',
    'ipc',
    'seal',
    'bucket',
    'agent',
    'viewer',
    'org',
    'electron',
    'scripts/build.ts',
    'scripts/program',
    'package-lock.json',
  ],
  renderer: ['core', 'ipc', 'messages', 'renderer', 'assets/fonts', 'package-lock.json'],
  cli: commandFrom,
};

/** Builds the parts that are out of date; several processes may ask at once. Answers what was built. */
export async function ensureBuilt(parts: readonly BuildPart[] = buildParts, force = false): Promise<BuildPart[]> {
  mkdirSync(join(root, 'out'), { recursive: true });
  return withLock(join(root, 'out', 'build.lock'), async () => {
    const built: BuildPart[] = [];
    for (const part of parts) {
      if (!force && (await isFresh(root, part, builtFrom[part]))) continue;
      const from = hashOf(root, builtFrom[part]);
      await make(part);
      // What changed meanwhile may be in it or not: then it is built again.
      if (hashOf(root, builtFrom[part]) === from) await markFresh(root, part, builtFrom[part]);
      built.push(part);
    }
    return built;
  });
}

async function make(part: BuildPart): Promise<void> {
  const folder = join(root, 'out', part);
  // The mark goes first: nobody takes half of a build for a whole one.
  await rm(markOf(root, part), { force: true });
  if (part === 'cli') return buildProgram({ root, folder, programs: { plainsight: 'cli/main.ts' } });
  await rm(folder, { recursive: true, force: true });
  for (const config of configsOf(part)) await build(config);
}

/** Each a program of its own, or what one is given. */
const mains = [
  'electron/main',
  'electron/services',
  'viewer/day/segment-process',
  'agent/capture/beside/sensor-process',
  'agent/sign/wayland/wayland-sign-process',
  'agent/capture/windows/desk/desk-thread',
] as const;

function configsOf(part: Exclude<BuildPart, 'cli'>): InlineConfig[] {
  if (part === 'renderer') return [{ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'error' }];
  return [...mains.map(mainConfig), preloadConfig(employeeContract), preloadConfig(managerContract)];
}

/**
 * Main, the services and what runs in processes beside them as bundles of their own: main stays small enough to be read as built, and what main is given can be
 * replaced by what a test gives it, without a word about tests in main.
 */
function mainConfig(source: (typeof mains)[number]): InlineConfig {
  return {
    ...base,
    plugins: [{ name: 'services-apart', enforce: 'pre', resolveId: (id) => (id === './services.ts' ? apart : null) }],
    ssr: { noExternal: true },
    build: {
      ...output,
      ssr: true,
      rolldownOptions: {
        external,
        input: { [basename(source)]: join(root, `${source}.ts`) },
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  };
}

const apart = { id: './services.js', external: true } as const;

/** A sandboxed preload must be one CommonJS file. It gets the names of one contract's calls, and nothing else of it. */
function preloadConfig({ name, calls }: Contract): InlineConfig {
  return {
    ...base,
    define: { CONTRACT: JSON.stringify({ name, calls: Object.keys(calls) }) },
    build: {
      ...output,
      ssr: true,
      rolldownOptions: {
        external: ['electron'],
        input: { [`preload-${name}`]: join(root, 'electron', 'preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  };
}

const base = { root, configFile: false, logLevel: 'warn', publicDir: false } as const satisfies InlineConfig;
const output = {
  outDir: join(root, 'out', 'electron'),
  emptyOutDir: false,
  target: 'node24',
  minify: false,
  sourcemap: false,
} as const;

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const parts = buildParts.filter((part) => asked.includes(part));
  const started = performance.now();
  const built = await ensureBuilt(parts.length > 0 ? parts : buildParts, asked.includes('--force'));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(built.length === 0 ? 'out/ is up to date' : `Built ${built.join(' and ')} in ${seconds} s`);
}
