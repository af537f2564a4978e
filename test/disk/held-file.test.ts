import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Vault } from '../../agent/vault/vault.ts';
import { unwrap } from '../../core/result.ts';
import { syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { moveFile, removeFile, removeTree, whileHeld } from '../../disk/held-file.ts';
import { foreignLibrary } from '../../ffi/library.ts';
import { newFolder } from '../fixtures/folders.ts';
import { onlyOn } from '../fixtures/systems.ts';

const failing = (code: string, times: number) => {
  let tried = 0;
  const work = async (): Promise<number> => {
    tried += 1;
    if (tried <= times) throw Object.assign(new Error(code), { code });
    return tried;
  };
  return { work, tried: () => tried };
};
const onWindows = { platform: 'win32', waitsMs: [0, 0, 0] } as const;

describe('a file that another program holds', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY'])(
    'is waited for on Windows (%s), and not for ever',
    async (code) => {
      expect(await whileHeld(failing(code, 3).work, onWindows)).toBe(4);
      const never = failing(code, 100);
      await expect(whileHeld(never.work, onWindows)).rejects.toMatchObject({ code });
      expect(never.tried()).toBe(4);
    },
  );

  it.each([
    ['another failure', 'ENOSPC', onWindows],
    ['another failure', 'ENOENT', onWindows],
    ['another system', 'EPERM', { ...onWindows, platform: 'linux' }],
    ['another system', 'EBUSY', { ...onWindows, platform: 'darwin' }],
  ] as const)('is not waited for: %s, %s', async (_, code, options) => {
    const { work, tried } = failing(code, 1);
    await expect(whileHeld(work, options)).rejects.toMatchObject({ code });
    expect(tried()).toBe(1);
  });
});

describe('files with long names and names in any letters', () => {
  it('are written, moved, synced and removed', async () => {
    // 300 letters and more: longer than what Windows takes without being asked for it.
    const deep = join(newFolder(), ...Array.from({ length: 4 }, (_, at) => `${at} Größe ñ 日本 ${'x'.repeat(60)}`));
    mkdirSync(deep, { recursive: true });
    unwrap(await writeDurably(join(deep, 'Schlüssel'), Buffer.from('one')));
    unwrap(await writeDurably(join(deep, 'Schlüssel'), Buffer.from('two')));
    await moveFile(join(deep, 'Schlüssel'), join(deep, 'clé'));
    await syncFolder(deep);
    expect([readdirSync(deep), readFileSync(join(deep, 'clé'), 'utf8')]).toEqual([['clé'], 'two']);
    await removeFile(join(deep, 'clé'));
    await removeFile(join(deep, 'clé'));
    const vault = unwrap(Vault.open(deep));
    unwrap(vault.setFact('fact', 'kept'));
    expect(vault.fact('fact')).toBe('kept');
    vault.close();
    await removeTree(deep);
    expect(existsSync(deep)).toBe(false);
  });
});

describe.skipIf(onlyOn('win32'))('a file that is held (Windows)', () => {
  const kernel32 = foreignLibrary('kernel32.dll');
  const createFile = kernel32.declare<
    (path: string, access: number, share: 0, security: null, how: number, flags: number, template: number) => number
  >(
    'intptr CreateFileW(str16 path, uint32 access, uint32 share, void *security, uint32 how, uint32 flags, intptr template)',
  );
  const closeHandle = kernel32.declare<(handle: number) => number>('int CloseHandle(intptr handle)');

  /** As a virus scanner does: nobody else may do anything with it. GENERIC_READ, OPEN_EXISTING. */
  function hold(path: string): () => void {
    const handle = createFile(path, 0x8000_0000, 0, null, 3, 0, 0);
    let isHeld = true;
    const release = (): void => {
      if (isHeld) closeHandle(handle);
      isHeld = false;
    };
    onTestFinished(release);
    return release;
  }

  it('is replaced, and removed, once it is let go', async () => {
    const path = join(newFolder(), 'vault');
    writeFileSync(path, 'before');
    for (const work of [() => writeDurably(path, Buffer.from('after')).then(unwrap), () => removeFile(path)]) {
      const release = hold(path);
      setTimeout(release, 150);
      await work();
    }
    expect(existsSync(path)).toBe(false);
  });

  it('stays as it is where it is never let go, and nothing lies beside it', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'vault'), 'before');
    const release = hold(join(folder, 'vault'));
    expect(await writeDurably(join(folder, 'vault'), Buffer.from('after'))).toMatchObject({
      problem: { code: 'disk-denied' },
    });
    release();
    expect([readdirSync(folder), readFileSync(join(folder, 'vault'), 'utf8')]).toEqual([['vault'], 'before']);
  });
});
