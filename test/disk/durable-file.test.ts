import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Vault } from '../../agent/vault/vault.ts';
import { unwrap } from '../../core/result.ts';
import { createDurably, diskProblem, writeDurably } from '../../disk/durable-file.ts';
import { newObject } from '../fixtures/agent/vaults.ts';
import { newFolder } from '../fixtures/folders.ts';
import { canMountDisks } from '../fixtures/small-disks.ts';

const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

describe('a durable file', () => {
  it('is whole, readable by its owner only, and leaves nothing beside it', async () => {
    const folder = newFolder();
    expect(codeOf(await writeDurably(join(folder, 'a'), new Uint8Array([1, 2])))).toBe('ok');
    expect(codeOf(await writeDurably(join(folder, 'a'), new Uint8Array([3])))).toBe('ok');
    expect([...readFileSync(join(folder, 'a'))]).toEqual([3]);
    expect(readdirSync(folder)).toEqual(['a']);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'a')).mode & 0o077).toBe(0);
  });

  it('that cannot be written leaves the one before as it was', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a'), 'before');
    // A folder in the place of the temporary file.
    mkdirSync(join(folder, 'a.tmp'));
    expect(codeOf(await writeDurably(join(folder, 'a'), new Uint8Array([3])))).toBe('disk-failed');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('before');
  });

  it('in a folder that is not there is a problem', async () =>
    expect(codeOf(await writeDurably(join(newFolder(), 'no', 'a'), new Uint8Array()))).toBe('disk-failed'));
});

describe('a file that is made durably', () => {
  it('is whole, readable by its owner only, and takes the place of what a crash left', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'a'), 'half of someth', { mode: 0o644 });
    expect(codeOf(await createDurably(join(folder, 'a'), new Uint8Array([3])))).toBe('ok');
    expect([...readFileSync(join(folder, 'a'))]).toEqual([3]);
    expect(readdirSync(folder)).toEqual(['a']);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'a')).mode & 0o077).toBe(0);
  });

  it('is never written where a link leads', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'other'), 'another');
    symlinkSync(join(folder, 'other'), join(folder, 'a'));
    expect(codeOf(await createDurably(join(folder, 'a'), new Uint8Array([3])))).toBe('ok');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('another');
  });

  it('in a folder that is not there is a problem', async () =>
    expect(codeOf(await createDurably(join(newFolder(), 'no', 'a'), new Uint8Array()))).toBe('disk-failed'));
});

describe('what a failed write means', () => {
  const failed = (code: string, message = '') => Object.assign(new Error(message), { code });
  it.each([
    [failed('ENOSPC'), 'disk-full'],
    [failed('EDQUOT'), 'disk-full'],
    [failed('ERR_SQLITE_ERROR', 'database or disk is full'), 'disk-full'],
    [failed('EACCES'), 'disk-denied'],
    [failed('EPERM'), 'disk-denied'],
    [failed('EROFS'), 'disk-denied'],
    [failed('EIO'), 'disk-failed'],
    [new Error('x'), 'disk-failed'],
    ['text', 'disk-failed'],
  ])('%s: %s', (error, code) => expect(diskProblem(error, '/f').code).toBe(code));
});

describe.skipIf(!canMountDisks())('a full disk (Linux, as root)', () => {
  function smallDisk(): string {
    const folder = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', folder]);
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    return folder;
  }

  it('is said to be one, and holds no half file', async () => {
    const folder = smallDisk();
    expect(codeOf(await writeDurably(join(folder, 'big'), new Uint8Array(2_000_000)))).toBe('disk-full');
    expect(readdirSync(folder)).toEqual([]);
    expect(codeOf(await writeDurably(join(folder, 'small'), new Uint8Array(10)))).toBe('ok');
  });

  it('is a problem of the vault as well, which goes on once there is room', async () => {
    const folder = smallDisk();
    const vault = unwrap(Vault.open(folder));
    onTestFinished(() => vault.close());
    expect(codeOf(await vault.addObject(newObject('big', { sealed: new Uint8Array(2_000_000) })))).toBe('disk-full');
    const batches = Array.from({ length: 20 }, (_, at) => codeOf(vault.setFact(`fact ${at}`, 'x'.repeat(100_000))));
    expect(batches).toContain('disk-full');
    execFileSync('mount', ['-o', 'remount,size=8m', folder]);
    expect(codeOf(vault.setFact('fact', 'y'))).toBe('ok');
    expect(vault.fact('fact')).toBe('y');
  });
});
