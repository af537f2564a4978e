import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { closeWindowsFile, fileAccess, takeWindowsFolder } from '../../disk/windows-folder.ts';
import { type FileSecurity, sidText, windowsSecurity } from '../../disk/windows-security.ts';
import { newFolder } from '../fixtures/folders.ts';
import { onlyOn } from '../fixtures/systems.ts';

const me = 'S-1-5-21-1-2-3-1001';
const closed = `O:${me}D:P(A;OICI;FA;;;${me})(A;OICI;FA;;;SY)`;

describe('a list of rights', () => {
  it.each([
    ['this account and the system', closed, me, [me, 'SY']],
    ['inherited', `O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)`, 'BA', ['SY', 'BA']],
    ['everybody', `O:${me}D:(A;;FR;;;WD)`, me, ['WD']],
    ['nobody', `O:${me}D:P`, me, []],
    ['whoever creates something in it', `O:${me}D:(A;OICIIO;GA;;;CO)`, me, ['CO']],
    ['a refusal, which gives nothing', `O:${me}D:(D;;FA;;;WD)(A;;FA;;;SY)`, me, ['SY']],
    ['audited too', `O:${me}D:(A;;FA;;;SY)S:AI(AU;SA;FA;;;WD)`, me, ['SY']],
    ['no list', `O:${me}D:NO_ACCESS_CONTROL`, me, null],
    ['no word of a list', `O:${me}`, me, null],
    ['a condition', `O:${me}D:(XA;;FR;;;WD;(@User.x == 1))`, me, null],
    ['a kind that is not known', `O:${me}D:(ZA;;FR;;;WD)`, me, null],
    ['an entry that is cut off', `O:${me}D:(A;;FR`, me, null],
    ['an entry without anybody', `O:${me}D:(A;;FR;;)`, me, null],
    ['nothing', '', '', null],
  ])('of %s', (_, sddl, owner, given) => expect(fileAccess(sddl)).toEqual({ owner, given }));
});

it('an account’s number is written as Windows writes it', () => {
  const sid = Buffer.from('0105000000000005150000000100000002000000fffffffff4010000', 'hex');
  expect(sidText(sid)).toBe('S-1-5-21-1-2-4294967295-500');
  expect(sidText(Buffer.from('010100000000000512000000', 'hex'))).toBe('S-1-5-18');
});

/** Rights by path, as NTFS keeps them; of what is not named, as a profile's folder gives them. */
function rightsOf(known: Record<string, string>, keeps = true) {
  const written: string[] = [];
  const security: FileSecurity = {
    self: () => me,
    read: (path) => known[path] ?? closed,
    write: (path, list) => {
      written.push(path);
      if (keeps) known[path] = `${/^O:[^:]+(?=D:)/.exec(known[path] ?? closed)?.[0]}${list}`;
    },
  };
  return { security, written };
}

describe('a folder of our own by rights (a double of Windows)', () => {
  const wide = `O:${me}D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;${me})(A;OICIID;0x1200a9;;;BU)`;

  function tree() {
    const folder = join(newFolder(), 'own');
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    for (const file of ['vault.db', 'a/key', 'a/b/object']) writeFileSync(join(folder, file), 'x');
    return { folder, at: (...path: string[]) => join(folder, ...path) };
  }

  it('is closed where it stood open, with all in it', () => {
    const { folder, at } = tree();
    const paths = [folder, at('vault.db'), at('a'), at('a', 'key'), at('a', 'b', 'object')];
    const known = Object.fromEntries(paths.map((path) => [path, wide]));
    const { security } = rightsOf(known);
    expect(takeWindowsFolder(folder, true, security)).toBeNull();
    expect(paths.map((path) => fileAccess(known[path] ?? '').given)).toEqual(paths.map(() => [me, 'SY']));
    expect([known[folder], known[at('vault.db')]]).toEqual([closed, `O:${me}D:P(A;;FA;;;${me})(A;;FA;;;SY)`]);
  });

  it('is left as it is where it is closed, but for what was left open in it', () => {
    const { folder, at } = tree();
    const { security, written } = rightsOf({ [at('vault.db')]: wide, [at('a', 'key')]: wide });
    expect(takeWindowsFolder(folder, true, security)).toBeNull();
    expect(written).toEqual([at('vault.db')]);
    expect(takeWindowsFolder(folder, true, security)).toBeNull();
    expect(written).toHaveLength(1);
  });

  it('leaves alone what else is in a folder that a person may use for other things', () => {
    const { folder, at } = tree();
    const { security, written } = rightsOf({ [folder]: wide, [at('vault.db')]: wide });
    expect(takeWindowsFolder(folder, false, security)).toBeNull();
    expect(written).toEqual([folder]);
  });

  it.each([
    ['another account’s', `O:S-1-5-21-1-2-3-1002D:P(A;;FA;;;${me})`, 'folder-foreign'],
    ['the system’s', `O:SYD:P(A;;FA;;;${me})`, 'folder-foreign'],
    ['nobody’s that is named', `D:P(A;;FA;;;${me})`, 'folder-foreign'],
  ])('is not %s', (_, sddl, code) => {
    const { folder } = tree();
    const { security, written } = rightsOf({ [folder]: sddl });
    expect(takeWindowsFolder(folder, true, security)).toMatchObject({ code });
    expect(written).toEqual([]);
  });

  it('may be the administrators’, as what one of them makes is', () => {
    const { folder } = tree();
    const { security } = rightsOf({ [folder]: 'O:BAD:P(A;OICI;FA;;;SY)' });
    expect(takeWindowsFolder(folder, true, security)).toBeNull();
  });

  it('is none with something of another account in it', () => {
    const { folder, at } = tree();
    const { security } = rightsOf({ [at('a')]: `O:S-1-5-21-1-2-3-1002D:P(A;;FA;;;${me})` });
    expect(takeWindowsFolder(folder, true, security)).toMatchObject({
      code: 'folder-entry-foreign',
      values: { path: at('a') },
    });
  });

  it('is refused on a disk that keeps no rights, and as a whole disk', () => {
    const { folder, at } = tree();
    const none = `O:${me}D:NO_ACCESS_CONTROL`;
    expect(takeWindowsFolder(folder, true, rightsOf({ [folder]: none }, false).security)).toMatchObject({
      code: 'folder-unprotected',
    });
    const { security } = rightsOf({ [at('vault.db')]: none }, false);
    expect(takeWindowsFolder(folder, true, security)).toMatchObject({
      code: 'folder-unprotected',
      values: { folder: at('vault.db') },
    });
    expect(() => closeWindowsFile(at('vault.db'), security)).toThrow();
    expect(takeWindowsFolder(parse(folder).root, true, security)).toMatchObject({ code: 'folder-shared' });
  });

  it.skipIf(onlyOn('linux', 'darwin'))(
    'follows no link out of it (Linux and macOS: links need a right on Windows)',
    () => {
      const { folder, at } = tree();
      const outside = join(newFolder(), 'outside');
      writeFileSync(outside, 'x');
      symlinkSync(outside, at('link'));
      const { security, written } = rightsOf({ [at('link')]: wide, [outside]: wide });
      expect(takeWindowsFolder(folder, true, security)).toBeNull();
      expect(written).toEqual([]);
    },
  );
});

describe.skipIf(onlyOn('win32'))('a folder of our own (Windows)', () => {
  const others = (path: string) =>
    fileAccess(windowsSecurity.read(path)).given?.filter((each) => ![windowsSecurity.self(), 'SY'].includes(each));
  const open = (path: string) => {
    windowsSecurity.write(path, `D:P(A;OICI;FA;;;${windowsSecurity.self()})(A;OICI;FR;;;WD)`);
    expect(others(path)).toEqual(['WD']);
  };

  it('is made for this account alone, and stays so, whatever its name', () => {
    for (const name of ['own', 'Prüfung', '日本', 'a b']) {
      const folder = join(newFolder(), name);
      for (let turn = 0; turn < 2; turn++) expect(takePrivateFolder(folder)).toEqual({ ok: true, value: undefined });
      writeFileSync(join(folder, 'vault.db'), 'x');
      expect([others(folder), others(join(folder, 'vault.db'))]).toEqual([[], []]);
    }
  });

  it('is closed where it stood open, with all in it', () => {
    const folder = join(newFolder(), 'own');
    mkdirSync(join(folder, 'a'), { recursive: true });
    const paths = [join(folder, 'a', 'object'), join(folder, 'vault.db'), join(folder, 'a'), folder];
    for (const path of paths.slice(0, 2)) writeFileSync(path, 'x');
    for (const path of paths) open(path);
    expect(takePrivateFolder(folder)).toEqual({ ok: true, value: undefined });
    expect(paths.map(others)).toEqual([[], [], [], []]);
    // Still ours to use.
    writeFileSync(join(folder, 'a', 'object'), 'y');
  });

  it('says so where a file stands in its way, and of what is not there', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(takePrivateFolder(file)).toMatchObject({ ok: false, problem: { code: 'folder-failed' } });
    expect(() => windowsSecurity.read(join(file, 'none'))).toThrow(/answers \d+/);
  });
});
