import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { OwnTerminal, type TerminalEnds } from '../../cli/own-terminal.ts';
import { printableLine } from '../../core/shown-text.ts';
import { english } from '../fixtures/problems.ts';

/** Both ends of one terminal of account 1000, but for `change`. */
function ends(change: Partial<TerminalEnds> & { input?: object; output?: object } = {}): TerminalEnds {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stdout = { isTTY: true, write: () => true };
  return {
    stdin: Object.assign(stdin, change.input) as unknown as TerminalEnds['stdin'],
    stdout: Object.assign(stdout, change.output) as unknown as TerminalEnds['stdout'],
    stat: change.stat ?? (() => ({ uid: 1000, rdev: 34816 })),
    account: change.account === undefined ? 1000 : change.account,
  };
}
const codeOf = (given: TerminalEnds): string => {
  const opened = OwnTerminal.open(given);
  return opened.ok ? 'ok' : opened.problem.code;
};

describe('a terminal of the person', () => {
  it.each<[string, TerminalEnds, string]>([
    ['both ends one terminal of this account', ends(), 'ok'],
    ['a system without accounts by number', ends({ account: null }), 'ok'],
    ['input from a pipe', ends({ input: { isTTY: false } }), 'no-terminal'],
    ['input that says nothing of itself', ends({ input: { isTTY: undefined } }), 'no-terminal'],
    ['output into a file', ends({ output: { isTTY: false } }), 'no-terminal'],
    [
      'two different terminals',
      ends({ stat: (descriptor) => ({ uid: 1000, rdev: 34816 + descriptor }) }),
      'no-terminal',
    ],
    ['one that another account opened', ends({ stat: () => ({ uid: 0, rdev: 34816 }) }), 'foreign-terminal'],
    ['root in the terminal of a person', ends({ account: 0 }), 'foreign-terminal'],
  ])('%s: %s', (_, given, code) => expect(codeOf(given)).toBe(code));

  it('ends a question where the terminal ends', async () => {
    const given = ends();
    const opened = OwnTerminal.open(given);
    if (!opened.ok) throw new Error(english(opened.problem).what);
    const asked = opened.value.ask('Well? ');
    (given.stdin as unknown as PassThrough).end();
    expect(await asked).toBeNull();
  });
});

describe('what an organisation wrote, in a terminal', () => {
  it.each([
    ['an escape sequence', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['a backspace', 'yes\b\b\bno', 'yes\\u{8}\\u{8}\\u{8}no'],
    ['a mark that turns the direction', 'a\u202eb', 'a\\u{202e}b'],
    ['something without width', 'a\u200bb', 'a\\u{200b}b'],
    ['a C1 control', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
    ['words of any language', 'Zählungen · 計測 · عدّ', 'Zählungen · 計測 · عدّ'],
  ])('%s is written out', (_, text, shown) => expect(printableLine(text)).toBe(shown));
});
