import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Credentials } from '../../../bucket/embedded/auth/credentials.ts';
import { asked } from './asked.ts';
import { commands } from './bad-values-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'options-'));
beforeAll(() => new Credentials(folder).close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Nothing that somebody typed beside an option may come back: it can be a secret. */
const secret = 'hunter2-not-to-be-shown';

describe.each(commands.map(({ called }) => called))('%s', (called) => {
  const before = called.split(' ').slice(1);

  test('refuses each option of its help without its value, or with one that it does not take, by name', async () => {
    const help = await asked([...before, '--help']);
    const options = [...help.out.matchAll(/^ {2}(--[a-z][a-z-]+)/gm)]
      .map(([, option = '']) => option)
      .filter((each) => each !== '--help');
    expect(options).not.toEqual([]);
    for (const option of options) {
      const bare = await asked([...before, option, '--help']);
      const takesNone = bare.code === 0;
      const refused = takesNone ? await asked([...before, `${option}=${secret}`]) : bare;
      expect(refused, option).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain(`${option} ${takesNone ? 'takes no value' : 'needs a value after it'}.`);
      expect(refused.err).toContain(`See ${called} --help.`);
      expect(refused.err).not.toContain(secret);
    }
  });

  test('refuses an option that it does not have, and does not repeat what came with it', async () => {
    const refused = await asked([...before, `--colour=${secret}`]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('There is no option --colour here.');
    expect(refused.err).not.toContain(secret);
  });

  test('tells which option was meant by one that is mistyped, whatever came with it', async () => {
    const help = await asked([...before, '--help']);
    const [option = ''] = /--[a-z][a-z-]{3,}/.exec(help.out.split('Options:')[1] ?? '') ?? [];
    const mistyped = `${option.slice(0, 3)}${option.slice(4)}`;
    for (const args of [[mistyped], [mistyped, secret], [`${mistyped}=${secret}`]]) {
      const refused = await asked([...before, ...args]);
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toMatch(new RegExp(`There is no option ${mistyped} here\\. Did you mean .*${option}`));
      expect(refused.err).not.toContain(secret);
    }
  });
});

describe('plainsight store credential', () => {
  const add = (...args: string[]) => asked(['store', 'credential', 'add', '--folder', folder, ...args]);

  test.each([
    ['--role', ['--role', secret], /--role takes owner, device or viewer/],
    ['--person', ['--role', 'device', '--person', secret], /--person takes ids/],
    ['--person, two', ['--role', 'device', '--person', `${'a'.repeat(26)},${'b'.repeat(26)}`], /--person/],
  ])('%s with a bad value is refused with what is right', async (_option, args, says) => {
    const refused = await add(...args);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(says);
    expect(refused.err).not.toContain(secret);
  });

  test.each(['add', 'list', 'remove'])('%s --help prints its own help', async (action) => {
    const help = await asked(['store', 'credential', action, '--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(new RegExp(`^Usage: plainsight store credential ${action} `));
    expect(help.out.match(/plainsight store credential (?:add|list|remove) /g)).toHaveLength(1);
    expect(help.out).toContain('--folder <DIR>');
    expect(help.out.includes('--role')).toBe(action === 'add');
  });
});
