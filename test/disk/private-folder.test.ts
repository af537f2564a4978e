import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrivateFile, takePrivateFolder } from '../../disk/private-folder.ts';
import { onlyOn } from '../fixtures/systems.ts';

let root: string;
let folder: string;
const before = process.umask();

beforeEach(() => {
  process.umask(0);
  root = mkdtempSync(join(tmpdir(), 'private-'));
  folder = join(root, 'own');
});
afterEach(() => {
  process.umask(before);
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (...path: string[]) => (statSync(join(...path)).mode & 0o7777).toString(8);
const isRoot = process.getuid?.() === 0;

describe.skipIf(onlyOn('linux', 'darwin'))('a folder of our own (Linux and macOS: modes)', () => {
  it('is made for this account alone, with what leads to it, whatever the umask', () => {
    expect(takePrivateFolder(join(folder, 'deep', 'er')).ok).toBe(true);
    expect([modeOf(folder), modeOf(folder, 'deep', 'er')]).toEqual(['700', '700']);
  });

  it.each([0o755, 0o750, 0o777, 0o2775, 0o711, 0o704])(
    'is narrowed where it stood open (%o), with all in it',
    (mode) => {
      mkdirSync(join(folder, 'a', 'b'), { recursive: true });
      chmodSync(folder, mode);
      for (const file of ['vault.db', 'a/key', 'a/b/object']) writeFileSync(join(folder, file), 'x', { mode: 0o644 });
      expect(takePrivateFolder(folder)).toEqual({ ok: true, value: undefined });
      expect([modeOf(folder), modeOf(folder, 'a'), modeOf(folder, 'a/b')]).toEqual(['700', '700', '700']);
      expect(['vault.db', 'a/key', 'a/b/object'].map((file) => modeOf(folder, file))).toEqual(['600', '600', '600']);
    },
  );

  it('narrows a file that was left open in a closed folder', () => {
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'vault.db'), 'x', { mode: 0o644 });
    expect(takePrivateFolder(folder).ok).toBe(true);
    expect(modeOf(folder, 'vault.db')).toBe('600');
  });

  it('leaves alone what else is in a folder that a person may use for other things', () => {
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'other'), 'x', { mode: 0o644 });
    expect(takePrivateFolder(folder, { whole: false }).ok).toBe(true);
    expect([modeOf(folder), modeOf(folder, 'other')]).toEqual(['700', '644']);
  });

  it('follows no link out of it', () => {
    writeFileSync(join(root, 'outside'), 'x', { mode: 0o644 });
    mkdirSync(folder, { mode: 0o755 });
    symlinkSync(join(root, 'outside'), join(folder, 'vault.db'));
    expect(takePrivateFolder(folder).ok).toBe(true);
    expect(modeOf(root, 'outside')).toBe('644');
    expect(() => makePrivateFile(join(folder, 'vault.db'))).toThrow();
    expect(modeOf(root, 'outside')).toBe('644');
  });

  it('is not one that is there for everybody', () => {
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    expect(takePrivateFolder(folder)).toMatchObject({ ok: false, problem: { code: 'folder-shared' } });
    expect(modeOf(folder)).toBe('1777');
  });

  it('says so where a file stands in its way', () => {
    writeFileSync(folder, '');
    expect(takePrivateFolder(folder)).toMatchObject({ ok: false, problem: { code: 'folder-failed' } });
  });

  it.runIf(isRoot)('is not another account’s, nor by their link, nor with something of theirs in it', () => {
    mkdirSync(folder, { mode: 0o755 });
    chownSync(folder, 4242, 4242);
    expect(takePrivateFolder(folder)).toMatchObject({ ok: false, problem: { code: 'folder-foreign' } });
    chownSync(folder, 0, 0);
    symlinkSync(folder, join(root, 'link'));
    lchownSync(join(root, 'link'), 4242, 4242);
    expect(takePrivateFolder(join(root, 'link'))).toMatchObject({ ok: false, problem: { code: 'folder-foreign' } });
    writeFileSync(join(folder, 'vault.db'), '');
    chownSync(join(folder, 'vault.db'), 4242, 4242);
    const found = takePrivateFolder(folder);
    expect(found).toMatchObject({ ok: false, problem: { code: 'folder-entry-foreign' } });
    expect(JSON.stringify(found)).toContain('vault.db');
  });
});

describe.skipIf(onlyOn('linux', 'darwin'))('a file of our own (Linux and macOS: modes)', () => {
  it('is closed from its first byte, and closed where it stood open, with its content', () => {
    makePrivateFile(join(root, 'new'));
    writeFileSync(join(root, 'old'), 'kept', { mode: 0o666 });
    makePrivateFile(join(root, 'old'));
    expect([modeOf(root, 'new'), modeOf(root, 'old'), statSync(join(root, 'old')).size]).toEqual(['600', '600', 4]);
  });
});
