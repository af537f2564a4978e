import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, matchesGlob } from 'node:path';
import { ensureBuilt } from '../../../scripts/build.ts';
import type { PackedFile } from '../../../scripts/package/package-check.ts';
import {
  neededModules,
  type PackagedSystem,
  packagedFiles,
  unpackedFiles,
} from '../../../scripts/package/package-contents.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const lockFile = join(root, 'package-lock.json');
export const arch = 'x64';

/** The first bytes of a program or library of each system. */
const magic: Readonly<Record<PackagedSystem, string>> = {
  linux: '7f454c46',
  darwin: 'cffaedfe',
  win32: '4d5a9000',
};

export interface PackedApp {
  readonly system: PackagedSystem;
  /** Holds `app.asar`, here a folder, and `app.asar.unpacked`. */
  readonly resources: string;
  /** The folder that is the app for Electron. */
  readonly app: string;
  remove(): Promise<void>;
}

/**
 * Lays the app out as electron-builder packs it for a system, from the same patterns, and with nothing around it that a module could be found
 * in. Of native modules for another system than this one stand-ins are there, which have the first bytes of the real ones.
 */
export async function layOutPacked(system: PackagedSystem): Promise<PackedApp> {
  await ensureBuilt(['electron']);
  const resources = await mkdtemp(join(tmpdir(), `plainsight-${system}-`));
  const app = join(resources, 'app.asar');
  const lay = async (path: string, write: (file: string) => Promise<void>): Promise<void> => {
    const isUnpacked = unpackedFiles.some((pattern) => matchesGlob(path, pattern));
    for (const folder of isUnpacked ? [app, `${app}.unpacked`] : [app]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await write(join(folder, path));
    }
  };
  for (const path of await packedPaths(system)) await lay(path, (file) => cp(join(root, path), file));
  for (const page of ['employee', 'manager'])
    await lay(`out/renderer/${page}.html`, (file) => writeFile(file, `<!doctype html><title>${page}</title>`));
  for (const module of neededModules(lockFile, system, arch))
    if ((await filesIn(join(root, module))).length === 0) {
      await lay(`${module}/package.json`, (file) => writeFile(file, '{}'));
      await lay(`${module}/lib/stand-in.node`, (file) => writeFile(file, Buffer.from(magic[system], 'hex')));
    }
  return { system, resources, app, remove: () => rm(resources, { recursive: true }) };
}

/** Puts a program of this machine in the place of one that was made for macOS, so that it can be started. */
export async function replaceProgram({ app }: PackedApp, path: string, script: string): Promise<void> {
  for (const folder of [app, `${app}.unpacked`]) {
    await writeFile(join(folder, path), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, path), 0o755);
  }
}

/** The laid out app, as the package check sees a package. */
export async function filesOf({ app }: PackedApp): Promise<PackedFile[]> {
  const beside = new Set(await filesIn(`${app}.unpacked`));
  return Promise.all(
    (await filesIn(app)).map(async (path) => ({
      path,
      unpacked: beside.has(path),
      head: (await readFile(join(app, path))).subarray(0, 4),
    })),
  );
}

/** What electron-builder takes for `system`, of what is in this folder: its patterns decide, the last one that matches a file. */
export async function packedPaths(system: PackagedSystem): Promise<string[]> {
  const patterns = packagedFiles(lockFile, system);
  const decides = (path: string): string | undefined =>
    patterns.findLast((pattern) => matchesGlob(path, pattern.replace(/^!/, '')));
  const modules = patterns.flatMap((pattern) => /^(node_modules\/.*?)\/(\*\*\/\*|[\w.]+)$/.exec(pattern)?.[1] ?? []);
  const candidates = ['package.json', 'LICENSE'];
  for (const folder of new Set(['out/electron', 'assets', ...modules]))
    for (const path of await filesIn(join(root, folder))) candidates.push(`${folder}/${path}`);
  return [...new Set(candidates)].filter((path) => decides(path)?.startsWith('!') === false);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
