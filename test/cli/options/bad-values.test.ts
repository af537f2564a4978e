import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CliCommand } from '../../../cli/cli-command.ts';
import { asked } from './asked.ts';
import { badForAll } from './bad-values.ts';
import { at, commands, scene, table } from './bad-values-table.ts';

beforeAll(() => vi.stubEnv('PLAINSIGHT_PASSPHRASE', 'four plain words here'));
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await scene.remove();
});

const byName = commands.map((command) => [command.called, command] as const);

const requestedPurposes = (called: string, args: readonly string[]) => asked([...called.split(' ').slice(1), ...args]);

const switchesOf = ({ options, kinds }: CliCommand): string[] =>
  options.map((option) => option.name()).filter((name) => !kinds.has(name));

const orgOptions = commands
  .filter(({ called }) => called.startsWith('plainsight org '))
  .flatMap(({ kinds }) => [...kinds.keys()]);

/** One message about `--option`: what is right, what is wrong, where more stands; nothing else is named, and nothing of it drives a terminal. */
function expectRefused(
  { code, out, err }: Awaited<ReturnType<typeof asked>>,
  command: CliCommand,
  option: string,
  value: string,
) {
  expect({ code, out }).toEqual({ code: 2, out: '' });
  const [what = '', remedy, ...more] = err.trimEnd().split('\n');
  expect(what).toMatch(
    new RegExp(`^plainsight: --${option} takes .{8,200}\\. What was given (is|has|holds|names) .+\\.$`),
  );
  expect(remedy?.trim()).toBe(`See ${command.called} --help.`);
  expect(more).toEqual([]);
  expect(err).not.toMatch(/[^\n\P{C}]|\n {4}at |\.ts:\d/u);
  expect(err.length).toBeLessThan(800);
  const others = [...command.kinds.keys(), ...switchesOf(command)].filter((each) => each !== option);
  for (const other of others) expect(what).not.toMatch(new RegExp(`--${other}(?![a-z-])`));
  for (const secret of [scene.secret, scene.key]) if (value === secret) expect(err).not.toContain(secret.slice(0, 12));
}

test('every way to call a command has its row, and every option of it', () => {
  expect(byName.map(([called]) => called).sort()).toEqual(Object.keys(table).sort());
  for (const [called, { kinds }] of byName)
    expect([...kinds.keys()].sort(), called).toEqual(Object.keys(table[called]?.bad ?? {}).sort());
});

describe.each(byName)('%s', (called, command) => {
  const row = table[called] ?? { bad: {} };
  const args = (option: string, value: string): string[] => {
    const given: Record<string, string | undefined> = { ...row.good, ...row.beside?.[option], [option]: value };
    return Object.entries(given).flatMap(([name, text]) => (text === undefined ? [] : [`--${name}=${text}`]));
  };

  test.each([...command.kinds.keys()])(
    '--%s refuses every wrong value by name, and nothing is touched',
    async (option) => {
      const before = scene.state();
      const values = { ...badForAll, ...row.bad[option]?.(scene) };
      for (const [what, value] of Object.entries(values)) {
        const refused = await requestedPurposes(called, args(option, value));
        expect.soft(refused.err, `${option}: ${what}`).not.toBe('');
        expectRefused(refused, command, option, value);
      }
      expect(scene.state()).toEqual(before);
    },
  );

  test('what is right beside a wrong value is not what is refused', async () => {
    // Read without being run: the last of the judgements is about the value that is wrong.
    for (const option of command.kinds.keys()) {
      const given: Record<string, string | undefined> = { ...row.good, ...row.beside?.[option] };
      for (const [name, value] of Object.entries(given))
        if (value !== undefined)
          expect(command.kinds.get(name)?.wrong(value), `${called} --${name} ${value}`).toBeNull();
    }
  });

  test('its help is its own and names each of its options', async () => {
    const help = await requestedPurposes(called, ['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out.startsWith(`Usage: ${called} `)).toBe(true);
    for (const option of [...command.kinds.keys(), ...switchesOf(command)])
      expect(help.out, option).toMatch(new RegExp(`^ {2}--${option}(?![a-z-])`, 'm'));
    expect(help.out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('a word too many, an option twice, one of another action and one that is missing are named', async () => {
    const good = Object.entries(row.good ?? {}).map(([name, text]) => `--${name}=${text}`);
    const surplus = await requestedPurposes(called, [...good, ...(command.word === null ? [] : ['Ada']), 'Lovelace']);
    expect(surplus).toMatchObject({ code: 2, out: '' });
    expect(surplus.err).toContain('Lovelace is a word too many');
    const [first = ''] = command.kinds.keys();
    const twice = await requestedPurposes(called, [`--${first}=a`, `--${first}=b`]);
    expect(twice.err).toContain(`--${first} is given more than once`);
    const strange = [...orgOptions, 'port'].find((each) => !command.kinds.has(each)) ?? '';
    const other = await requestedPurposes(called, [...good, `--${strange}=hunter2-not-to-be-shown`]);
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toContain(`--${strange}`);
    expect(other.err).not.toContain('hunter2');
    for (const missing of command.needed) {
      const without = good.filter((each) => !each.startsWith(`--${missing}=`));
      const refused = await requestedPurposes(called, without);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain(`--${missing} takes ${command.kinds.get(missing)?.takes}`);
    }
  });
});

describe('a word behind the action', () => {
  test.each(Object.entries({ ...badForAll, long: 'x'.repeat(201) }))(
    'that is wrong by %s is refused',
    async (_, word) => {
      for (const action of ['devices', 'confirm']) {
        const args = ['--folder', at('org'), '--bucket', at('bucket.json'), '--', word];
        const refused = await requestedPurposes(`plainsight org ${action}`, args);
        expect(refused).toMatchObject({ code: 2, out: '' });
        expect(refused.err).toMatch(
          /^plainsight: plainsight org \w+ ID\|NAME takes a name or an id .* What was given /,
        );
        expect(refused.err).not.toMatch(/[^\n\P{C}]/u);
      }
    },
  );
});

describe('a passphrase that is none', () => {
  const wrong = {
    empty: ['', /is empty/],
    spaces: ['            ', /is nothing but spaces/],
    short: ['eleven char', /is shorter than 12/],
    long: ['x'.repeat(1001), /is longer than 1000/],
    lines: ['four plain words\nand four more', /is more than one line of text/],
    'no text': [
      '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000e\u000f\u0010',
      /is more than one line of text/,
    ],
  } as const;
  const people = (...more: string[]) => requestedPurposes('plainsight org people', ['--folder', at('org'), ...more]);

  test.each(Object.entries(wrong))('for it is %s: the file is named, or the variable', async (_, [text, says]) => {
    writeFileSync(at('wrong.txt'), text);
    const inFile = await people('--passphrase-file', at('wrong.txt'));
    expect(inFile).toMatchObject({ code: 2, out: '' });
    expect(inFile.err).toMatch(/The passphrase in the file that --passphrase-file names/);
    expect(inFile.err).toMatch(says);
    expect(inFile.err).not.toContain('PLAINSIGHT_PASSPHRASE');
    if (!text.includes('\0')) vi.stubEnv('PLAINSIGHT_PASSPHRASE', text);
    const inVariable = text.includes('\0') ? inFile : await people();
    if (!text.includes('\0')) expect(inVariable.err).toMatch(/The passphrase in the variable PLAINSIGHT_PASSPHRASE/);
    expect(inVariable.err).toMatch(says);
    for (const said of [inFile.err, inVariable.err])
      if (text.trim() !== '') expect(said).not.toContain(text.slice(0, 9));
  });

  test('without any, both ways to give it are named', async () => {
    vi.stubEnv('PLAINSIGHT_PASSPHRASE', undefined);
    const refused = await people();
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/PLAINSIGHT_PASSPHRASE, or in --passphrase-file FILE/);
  });
});

describe('options that say nothing together, or alone', () => {
  const pairs = byName.flatMap(([called, command]) =>
    command.pairs.map(([option, is, other]) => [called, option, is, other, command] as const),
  );
  test.each(pairs)('%s: --%s %s --%s', async (called, option, is, other, command) => {
    const row = table[called] ?? { bad: {} };
    const given = { ...row.good, [option]: 'x', ...(is === 'not' ? { [other]: 'x' } : { [other]: undefined }) };
    const args = Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : !command.kinds.has(name) ? [`--${name}`] : [`--${name}=${value}`],
    );
    const refused = await requestedPurposes(called, args);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/says nothing without --|Give --[a-z-]+ or --[a-z-]+, not both|^plainsight: Give --/);
  });
});
