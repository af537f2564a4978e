import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../fixtures/folders.ts';
import { onlyOn } from '../fixtures/systems.ts';
import { openTerminal } from './person/person-terminal.ts';
import { productMain, run } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'completion-'));
afterAll(() => removeFolder(folder));

// On the PATH as a person of Linux has it, but for what it would do: that it prints.
const wrapper = `#!/bin/sh
case "$1" in complete|completion) exec '${process.execPath}' '${productMain}' "$@" ;; esac
printf 'RAN'; printf ' [%s]' "$@"; echo
`;
writeFileSync(join(folder, 'plainsight'), wrapper, { mode: 0o755 });
writeFileSync(join(folder, 'bucket-of-the-office.json'), '{}');

/** What the package bash-completion gives to scripts, where it is not installed. */
const words = `_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${words[cword]}; }`;
const bashCompletion = '/usr/share/bash-completion/bash_completion';

const shells = [
  [
    'bash',
    'bash --noprofile --norc -i',
    `${existsSync(bashCompletion) ? `. ${bashCompletion}` : words}; . <(plainsight completion bash)`,
  ],
  ['zsh', 'zsh -f -i', 'autoload -Uz compinit; compinit -u; source <(plainsight completion zsh)'],
  ['fish', 'fish --no-config -i', 'plainsight completion fish | source'],
] as const;
const path = [folder, ...(process.env.PATH ?? '').split(delimiter)];
const isThere = (shell: string): boolean => path.some((each) => existsSync(join(each, shell)));

describe.skipIf(onlyOn('linux'))('completion in a shell (Linux)', () => {
  // Debian has bash always; the others where somebody installed them.
  test.each(shells.filter(([shell]) => shell === 'bash' || isThere(shell)))(
    'by Tab in a real %s: commands, options, words of an option, and files',
    async (_, command, load) => {
      const env = { ...process.env, HOME: folder, PATH: path.join(delimiter), TERM: 'xterm' };
      const shell = openTerminal(`cd '${folder}' && ${command}`, env);
      shell.type(load);
      shell.type('echo LOAD"ED"');
      await shell.seen(/LOADED/);
      shell.type('plainsight org cre\t--buck\tbucket-of\t--keys hyb\t');
      await shell.seen(/RAN \[org\] \[create\] \[--bucket\] \[bucket-of-the-office\.json\] \[--keys\] \[hybrid\]/);
      shell.type('plainsight store credential rem\t');
      await shell.seen(/RAN \[store\] \[credential\] \[remove\]/);
      shell.type('exit');
      await shell.ended;
    },
    120_000,
  );
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish', 'powershell'])('the script for %s asks plainsight itself', async (shell) => {
    const { code, out, err } = await run(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/plainsight complete '?--/);
  });

  test('a shell that is none is refused with those that there are', async () => {
    const { code, out, err } = await run(['completion', 'csh']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('plainsight completion SHELL takes bash, zsh, fish or powershell.');
  });

  test.each<[string[], string[]]>([
    [['stor'], ['store']],
    [['org', 'gi'], ['give']],
    [
      ['org', 'give', '--re'],
      ['--recovery', '--recovery-passphrase-file'],
    ],
    [['store', '--p'], ['--port']],
    [
      ['store', 'credential', 'add', '--role', ''],
      ['owner', 'device', 'viewer'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['org', 'give', '--people', ''], []],
  ])('%j may become %j', async (typed, expected) => {
    const { out } = await run(['complete', '--', ...typed]);
    const lines = out.trimEnd().split('\n');
    expect(lines.pop()).toBe(':4');
    expect(lines.map((line) => line.split('\t')[0])).toEqual(expected);
  });

  test.each([[['org', 'give', '--folder', '']], [['agent', '--settings=']]])(
    'of %j the shell names files',
    async (typed) => {
      expect((await run(['complete', '--', ...typed])).out).toBe(':0\n');
    },
  );

  test('a secret among the words is no part of any answer', async () => {
    const { out } = await run(['complete', '--', 'open', '--identity', 'AGE-SECRET-KEY-1QQQQ', '']);
    expect(out).toBe('');
  });
});
