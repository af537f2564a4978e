import { describe, expect, it } from 'vitest';
import { archiveIn } from '../../../scripts/wine/debian-wine.ts';
import { sandboxed } from '../../../scripts/wine/sandbox.ts';
import { wineFolder } from '../../../scripts/wine/wine-folder.ts';

const key = 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg';
const stanza = (uri: string, rest = '') =>
  `Types: deb\nURIs: ${uri}\nSuites: bookworm bookworm-updates\nComponents: main\n${key}\n${rest}`;

describe('the archive that Wine comes from', () => {
  it.each([
    ['stanzas', [stanza('http://deb.example/debian')], '', 'http://deb.example/debian'],
    ['several addresses', [stanza('http://a.example/debian http://b.example/debian')], '', 'http://a.example/debian'],
    [
      'another vendor’s stanza before it',
      [
        'Types: deb\nURIs: https://node.example\nSuites: x\nComponents: main\nSigned-By: /usr/share/keyrings/node.gpg\n',
        stanza('http://deb.example/debian'),
      ],
      '',
      'http://deb.example/debian',
    ],
    [
      'one that is switched off',
      [stanza('http://off.example', 'Enabled: no\n')],
      'deb http://on.example/debian bookworm main\n',
      'http://on.example/debian',
    ],
    [
      'a line',
      [],
      '# deb http://no.example x main\ndeb http://deb.example/debian bookworm main contrib\n',
      'http://deb.example/debian',
    ],
    [
      'a line with options',
      [],
      'deb [arch=amd64 signed-by=/k.gpg] http://deb.example/debian bookworm main\n',
      'http://deb.example/debian',
    ],
    ['nothing', [], '', null],
  ])('is read from %s', (_, sources, list, archive) => expect(archiveIn(sources, list)).toBe(archive));
});

it.each([
  [{ PLAINSIGHT_WINE: '/srv/wine', HOME: '/home/a' }, '/srv/wine'],
  [{ XDG_CACHE_HOME: '/var/cache/a' }, '/var/cache/a/plainsight/wine'],
])('Wine is kept where the environment says', (env, folder) => expect(wineFolder(env)).toBe(folder));

it('programs see the session, the project and its modules for Windows, and nothing of this environment', () => {
  const view = { wine: '/w', session: '/s', project: '/p', modules: '/m' };
  const { command, args } = sandboxed(view, { DISPLAY: ':9', WINEDEBUG: 'warn' }, ['wine64', 'notepad']);
  expect([command, args[2]]).toEqual(['/bin/sh', '/w/lib64/ld-linux-x86-64.so.2']);
  expect(args.slice(-2)).toEqual(['wine64', 'notepad']);
  expect(args).toContain('--clearenv');
  const text = args.join(' ');
  expect(text).toContain('--bind /m /p/node_modules');
  expect(text).toContain('--setenv WINEPREFIX /s/prefix');
  expect(text).toContain('--setenv DISPLAY :9');
  expect(text).toContain('--setenv WINEDEBUG warn');
  expect(text).not.toContain('--setenv WINEDEBUG -all');
});
