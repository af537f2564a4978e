import { describe, expect, it } from 'vitest';
import { viewCommand } from '../../cli/open/view.ts';
import { orgCommand } from '../../cli/org/org.ts';
import { pageAt } from './pages.ts';

const helps: Readonly<Record<string, string>> = { org: orgCommand.help, view: viewCommand.help };
const page = pageAt('docs/access.md');
const commands = [...page.text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);

/** Words as a shell splits them, with nothing but plain words and double quotes. */
function wordsOf(line: string): string[] {
  expect(line).toMatch(/^[\w\s".,/-]+$/);
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** How a command is used, by its help: the line that begins with it, and those that go on with it. */
function usageOf(name: string, action: string | null): string {
  const lines = (helps[name] ?? '').split('\n\n')[0]?.split('\n') ?? [];
  const starts = (line: string) => line.startsWith(`plainsight ${name}`);
  const at = lines.findIndex((line) => {
    const words = line.split(/\s+/);
    return starts(line) && (action === null || words[2]?.split('|').includes(action) === true);
  });
  const more = lines.slice(at + 1).findIndex(starts);
  return at < 0 ? '' : lines.slice(at, more < 0 ? undefined : at + 1 + more).join('\n');
}

describe('docs/access.md', () => {
  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  it.each(commands)('%s', (line) => {
    const [program, name = '', ...rest] = wordsOf(line);
    expect(program).toBe('plainsight');
    const action = rest[0]?.startsWith('--') === false ? rest[0] : null;
    const usage = usageOf(name, action);
    expect(usage).not.toBe('');
    for (const option of rest.filter((word) => word.startsWith('--'))) expect(usage).toMatch(RegExp(`${option}\\b`));
    // What stands without brackets has to be said.
    const needed = usage.replaceAll(/\[[^\]]*\]|\([^)]*\)/g, '').matchAll(/--[a-z-]+/g);
    for (const [option] of needed) expect(rest).toContain(option);
  });
});
