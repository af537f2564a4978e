import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..');

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      resolved: z.string().optional(),
    }),
  ),
});
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const { packages } = lockSchema.parse(read('package-lock.json'));

/** What a folder of packages holds, as the lock file names it: `node_modules/a`, `node_modules/@b/c`, and those within them. */
function installed(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      if (name.startsWith('@')) return readdirSync(join(root, path)).map((inner) => `${path}/${inner}`);
      return [path];
    })
    .flatMap((path) => [path, ...installed(`${path}/node_modules`)]);
}

describe('what runs', () => {
  it('is in the lock file with its hash, each package', () => {
    const loose = Object.entries(packages).filter(
      ([path, entry]) => path !== '' && !(entry.integrity?.startsWith('sha512-') && entry.version && !entry.link),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
    expect(Object.keys(packages).length).toBeGreaterThan(300);
  });

  it('is named with an exact version by package.json, from the registry', () => {
    const versions = z.record(z.string(), z.string());
    const own = z
      .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
      .parse(read('package.json'));
    const all = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('is installed from the lock file and from nowhere else', () => {
    const there = installed('node_modules');
    // A name for the locked Node, made by scripts/with-node.mjs: a link within the folder.
    const foreign = there.filter((path) => packages[path] === undefined && path !== 'node_modules/node');
    expect(foreign).toEqual([]);
    expect(there.length).toBeGreaterThan(200);
  });

  it('is Node itself too, of a locked package, by no script', () => {
    const path = `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
    expect(packages[path]?.integrity).toMatch(/^sha512-/);
    expect(relative(join(root, path), realpathSync(process.execPath))).toMatch(/^bin\/node/);
    expect(packages['node_modules/node']).toBeUndefined();
    const name = join(root, 'node_modules/node/bin/node');
    if (existsSync(name)) expect(lstatSync(name).isSymbolicLink()).toBe(true);
    if (existsSync(name)) expect(realpathSync(name)).toBe(realpathSync(process.execPath));
  });

  it('has no install script that may run', () => {
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    for (const file of ['scripts/with-node.mjs', 'package.json'])
      expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/ignore-scripts=false|npm rebuild|'rebuild'/);
  });
});
