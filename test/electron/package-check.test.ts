import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackedFile, packageFaults } from '../../scripts/package/package-check.ts';
import { neededModules, type PackagedSystem } from '../../scripts/package/package-contents.ts';
import { arch, filesOf, layOutPacked, type PackedApp } from '../scripts/package/packed-app.ts';

const native = { linux: '7f454c46', darwin: 'cffaedfe', win32: '4d5a9000' } as const;

describe.each(['linux', 'darwin', 'win32'] as const)('a package for %s', { timeout: 120_000 }, (system) => {
  let packed: PackedApp;
  let files: PackedFile[] = [];
  beforeAll(async () => {
    packed = await layOutPacked(system);
    files = await filesOf(packed);
  }, 120_000);
  afterAll(() => packed.remove());

  const faults = (change: (file: PackedFile) => PackedFile | null, of: PackagedSystem = system) =>
    packageFaults({ system: of, arch, root: '.', files: files.flatMap((file) => change(file) ?? []) });

  it('is whole as it is laid out', () => {
    expect(faults((file) => file)).toEqual([]);
  });

  it('is refused without any of the modules that this system needs', () => {
    for (const module of neededModules('package-lock.json', system, arch)) {
      const named = module.slice(module.lastIndexOf('node_modules/'));
      const without = faults(({ path, ...rest }) =>
        path.startsWith(`${module}/`) || path.startsWith(`${named}/`) ? null : { path, ...rest },
      );
      expect(without[0], module).toContain('is missing');
    }
  });

  it('is refused without what a module reads or starts', () => {
    const needed = files.filter(
      ({ path }) => /\.(wasm|node|so[.\d]*)$|get-windows\/main$/.test(path) && existsSync(path),
    );
    expect(needed.length).toBeGreaterThan(1);
    for (const { path } of needed) {
      expect(faults((file) => (file.path === path ? null : file))).toContain(`${path} is missing.`);
      expect(faults((file) => (file.path === path ? { ...file, head: null } : file))).toContain(
        `${path} is packed without its content.`,
      );
    }
  });

  it('is refused where what calls the system has lost its native code, whatever else of it is there', () => {
    const modules = neededModules('package-lock.json', system, arch).filter((path) =>
      /@(img|koromix)\/.*(linux|darwin|win32)/.test(path),
    );
    expect(modules.length).toBeGreaterThan(0);
    for (const module of modules) {
      const isLost = (path: string) => path.startsWith(`${module}/`) && /\.(node|dylib|dll|so[.\d]*)$/.test(path);
      expect(faults((file) => (isLost(file.path) ? null : file)).join(), module).toMatch(/is missing|no native code/);
    }
  });

  it.each(['x64', 'arm64'])('needs what calls the system for %s', (processor) => {
    const needed = neededModules('package-lock.json', system, processor);
    expect(needed).toContain('node_modules/koffi');
    expect(needed).toContain(`node_modules/@koromix/koffi-${system}-${processor}`);
  });

  it('is refused with native code inside the archive, or of another system', () => {
    const code = files.filter(({ unpacked, path }) => unpacked && /\.node$|\.so|main$/.test(path));
    expect(code.length).toBeGreaterThan(0);
    for (const { path } of code)
      expect(faults((file) => (file.path === path ? { ...file, unpacked: false } : file)).join(' ')).toContain(
        'inside the archive',
      );
    for (const other of ['linux', 'darwin', 'win32'] as const)
      if (other !== system) {
        const head = Buffer.from(native[other], 'hex');
        expect(faults((file) => (file === code[0] ? { ...file, head } : file))).toEqual([
          `${code[0]?.path} is native code for another system (${other}).`,
        ]);
      }
  });
});
