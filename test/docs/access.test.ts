import { describe, expect, it } from 'vitest';
import type { CliCommand } from '../../cli/cli-command.ts';
import { program } from '../../cli/program.ts';
import { pageAt } from './pages.ts';

const commandsOn = (name: string): string[] =>
  [...pageAt(name).text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'));

/** Words as a shell splits them, with nothing but plain words and double quotes. */
function wordsOf(line: string): string[] {
  expect(line).toMatch(/^[\w\s".,/@+-]+$/);
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** The command that these words begin with. */
function commandOf([name, ...words]: readonly string[], within = program()): CliCommand {
  const found = within.commands.find((each) => each.name() === name);
  return found === undefined ? within : commandOf(words, found as CliCommand);
}

describe.each(['docs/access.md', 'docs/rights.md', 'docs/administration.md'])('%s', (name) => {
  const commands = commandsOn(name);

  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(3);
  });

  it.each(commands)('%s', (line) => {
    const [first, ...rest] = wordsOf(line);
    expect(first).toBe('plainsight');
    const { called, options, needed } = commandOf(rest);
    expect(called).not.toBe('plainsight');
    const known = options.map(({ long }) => long);
    for (const option of rest.filter((word) => word.startsWith('--'))) expect(known).toContain(option);
    for (const option of needed) expect(rest).toContain(`--${option}`);
  });
});
