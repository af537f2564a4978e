import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasMarker, markerPath } from '../../../agent/consent/withdrawal-marker.ts';
import packaging from '../../../electron-builder.ts';
import { newFolder } from '../../fixtures/folders.ts';

const hook = packaging.deb?.fpm?.[0]?.replace('--before-remove=', '') ?? '';

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  return { code: code as number, err };
}

describe('installing and removing the program on Windows', () => {
  const script = readFileSync(packaging.nsis?.include ?? '', 'utf8');

  const code = script.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  /** The lines of a macro; those with a variable would look like mistakes in a template here, so that `$` is left out. */
  const macro = (name: string): string[] => {
    const lines = code.map((line) => line.trim().replaceAll('$', ''));
    const start = lines.indexOf(`!macro ${name}`);
    return lines.slice(start, lines.indexOf('!macroend', start) + 1);
  };
  const key = (rest: string) => `SHELL_CONTEXT "Software\\Classes\\plainsight${rest}"`;

  it('registers links when it is installed, and takes them back when it is removed', () => {
    const { schemes } = [packaging.protocols ?? []].flat()[0] ?? { schemes: [] };
    expect(schemes).toEqual(['plainsight']);
    expect(macro('customInstall')).toEqual([
      '!macro customInstall',
      `WriteRegStr ${key('')} "" "URL:Plainsight enrolment"`,
      `WriteRegStr ${key('')} "URL Protocol" ""`,
      `WriteRegStr ${key('\\DefaultIcon')} "" "INSTDIR\\{APP_EXECUTABLE_FILENAME},0"`,
      `WriteRegStr ${key('\\shell\\open\\command')} "" '"INSTDIR\\{APP_EXECUTABLE_FILENAME}" "%1"'`,
      '!macroend',
    ]);
    const section = readFileSync(
      join('node_modules', 'app-builder-lib', 'templates', 'nsis', 'installSection.nsh'),
      'utf8',
    );
    expect(section).toContain('!insertmacro customInstall\n');
  });

  it('runs the program to withdraw, for 15 s at most, and not for an update', () => {
    expect(macro('customUnInstall')).toEqual([
      '!macro customUnInstall',
      '{IfNot} {isUpdated}',
      `nsExec::Exec /TIMEOUT=15000 '"INSTDIR\\{APP_EXECUTABLE_FILENAME}" --withdraw'`,
      'Pop 0',
      `DeleteRegKey ${key('')}`,
      '{EndIf}',
      '!macroend',
    ]);
  });

  it('uses what electron-builder’s own uninstaller has, before it deletes the files', () => {
    const templates = join('node_modules', 'app-builder-lib', 'templates', 'nsis');
    const uninstaller = readFileSync(join(templates, 'uninstaller.nsh'), 'utf8');
    const called = uninstaller.indexOf('!insertmacro customUnInstall\n');
    expect(called).toBeGreaterThan(uninstaller.indexOf('Section "un.'));
    expect(called).toBeLessThan(uninstaller.indexOf('RMDir /r $INSTDIR'));
    expect(uninstaller).toMatch(/\$\{if\} \$\{isUpdated\}/);
    // An installer over an older version says so, whether it came by itself or by hand.
    expect(readFileSync(join(templates, 'include', 'installUtil.nsh'), 'utf8')).toContain('StrCpy $0 "$0 --updated"');
    expect(packaging.nsis?.deleteAppDataOnUninstall).toBe(false);
  });
});

describe.skipIf(process.platform !== 'linux')('removing the package on Linux', () => {
  /** Homes, and a system that knows them and becomes another user only in what it writes down. */
  function homes() {
    const folder = newFolder();
    const bin = join(folder, 'bin');
    const accounts: string[] = [];
    const home = (name: string, files: readonly string[] = ['enrolment.json']) => {
      const data = join(folder, name, '.config', 'plainsight');
      mkdirSync(data, { recursive: true });
      for (const file of files) writeFileSync(join(data, file), '{}');
      accounts.push(
        `${name.replaceAll(' ', '')}:x:${1000 + accounts.length}:${2000 + accounts.length}::${join(folder, name)}:/bin/sh`,
      );
      return data;
    };
    mkdirSync(bin);
    const program = (name: string, text: string) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('getent', `cat '${join(folder, 'passwd')}'`);
    const become = (text = 'shift 3; exec "$@"') =>
      program('setpriv', `echo "$1 $2 $3" >> '${join(folder, 'became')}'\n${text}`);
    become();
    const remove = (...args: string[]) => {
      accounts.push(`gone:x:1:1::${join(folder, 'gone')}:/bin/sh`);
      writeFileSync(join(folder, 'passwd'), `${accounts.join('\n')}\n`);
      return run('/bin/sh', [hook, ...args], { ...process.env, PATH: `${bin}:${process.env.PATH}` });
    };
    const became = () => readFileSync(join(folder, 'became'), 'utf8').trim().split('\n');
    return { folder, home, become, became, remove };
  }

  it('is a script that the shells can read, given by its whole path', async () => {
    expect(isAbsolute(hook)).toBe(true);
    for (const shell of ['bash', 'sh']) expect(await run(shell, ['-n', hook])).toEqual({ code: 0, err: '' });
    expect(readFileSync(hook, 'utf8').startsWith('#!/bin/sh\n')).toBe(true);
  });

  it.each([['remove'], ['0']])(
    'at “%s” marks each folder where somebody is enrolled, as that person, and no other',
    async (why) => {
      const { home, remove, became } = homes();
      const first = home('first');
      const second = home('with a space');
      const nobody = home('nobody', []);
      expect(await remove(why)).toEqual({ code: 0, err: '' });
      expect([first, second, nobody].map(hasMarker)).toEqual([true, true, false]);
      expect(statSync(markerPath(first)).mode & 0o777).toBe(0o600);
      expect(readFileSync(markerPath(second), 'utf8')).toBe('Everything is withdrawn.\n');
      expect(became()).toEqual([
        '--reuid=1000 --regid=2000 --clear-groups',
        '--reuid=1001 --regid=2001 --clear-groups',
        '--reuid=1002 --regid=2002 --clear-groups',
      ]);
    },
  );

  it('takes what it put into GNOME Shell with it, and no other extension', async () => {
    const { folder, home, remove } = homes();
    home('first');
    home('nobody', []);
    const extensions = (name: string): string => join(folder, name, '.local/share/gnome-shell/extensions');
    for (const name of ['first', 'nobody'])
      for (const id of ['plainsight@plainsight.app', 'other@example.org'])
        mkdirSync(join(extensions(name), id), { recursive: true });
    expect(await remove('upgrade', '0.2.0')).toEqual({ code: 0, err: '' });
    expect(readdirSync(extensions('first'))).toHaveLength(2);
    expect(await remove('remove')).toEqual({ code: 0, err: '' });
    for (const name of ['first', 'nobody']) expect(readdirSync(extensions(name))).toEqual(['other@example.org']);
  });

  it.each([[['upgrade', '0.2.0']], [['1']], [['deconfigure']], [['failed-upgrade']], [[]]])(
    'at %j leaves no mark',
    async (args) => {
      const { home, remove } = homes();
      const data = home('first');
      expect(await remove(...args)).toEqual({ code: 0, err: '' });
      expect(hasMarker(data)).toBe(false);
    },
  );

  it('says where it could not, goes on, and never keeps the package from being removed', async () => {
    const { home, remove, become } = homes();
    become('case $1 in *=1000) exit 127 ;; esac; shift 3; exec "$@"');
    const [first, second] = [home('first'), home('second')];
    const removed = await remove('remove');
    expect(removed.code).toBe(0);
    expect(removed.err).toMatch(/^plainsight: no mark could be left in \S+\/first\n$/);
    expect([first, second].map(hasMarker)).toEqual([false, true]);
  });

  it.skipIf(process.getuid?.() !== 0)('really becomes that person, and follows no link as root', async () => {
    const { folder, home, become, remove } = homes();
    become('exec /usr/bin/setpriv "$@"');
    const data = home('first');
    const trapped = home('second');
    const system = join(folder, 'system');
    writeFileSync(system, 'untouched', { mode: 0o600 });
    symlinkSync(system, markerPath(trapped));
    chmodSync(folder, 0o755);
    chownSync(data, 1000, 2000);
    chownSync(trapped, 1001, 2001);
    expect((await remove('remove')).code).toBe(0);
    expect(statSync(markerPath(data))).toMatchObject({ uid: 1000, gid: 2000 });
    expect(readFileSync(system, 'utf8')).toBe('untouched');
  });
});
