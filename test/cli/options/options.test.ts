import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Credentials } from '../../../bucket/embedded/auth/credentials.ts';
import { agentCommand } from '../../../cli/agent/agent.ts';
import type { Command } from '../../../cli/command.ts';
import { doctorCommand } from '../../../cli/doctor/doctor.ts';
import { openCommand } from '../../../cli/open/open.ts';
import { viewCommand } from '../../../cli/open/view.ts';
import { orgCommand } from '../../../cli/org/org.ts';
import { consentCommand } from '../../../cli/person/consent.ts';
import { withdrawCommand } from '../../../cli/person/withdraw.ts';
import { storeCommand } from '../../../cli/store/store.ts';
import { asked } from './asked.ts';

const folder = mkdtempSync(join(tmpdir(), 'options-'));
beforeAll(() => new Credentials(folder).close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Nothing that somebody typed beside an option may come back: it can be a secret. */
const secret = 'hunter2-not-to-be-shown';

const commands: readonly [string, Command, readonly string[]][] = [
  ['agent', agentCommand, []],
  ['store', storeCommand, []],
  ['store credential add', storeCommand, ['credential', 'add']],
  ['org', orgCommand, []],
  ['view', viewCommand, []],
  ['open', openCommand, []],
  ['consent', consentCommand, []],
  ['withdraw', withdrawCommand, []],
  ['doctor', doctorCommand, []],
];

describe.each(commands)('plainsight %s', (_name, command, before) => {
  test('refuses each option of its help without its value, or with one that it does not take, by name', async () => {
    const help = await asked(command, [...before, '--help']);
    const options = [...new Set(help.out.match(/(?<![\w-])--[a-z][a-z-]+/g))].filter((each) => each !== '--help');
    expect(options).not.toEqual([]);
    for (const option of options) {
      const bare = await asked(command, [...before, option, '--help']);
      const takesNone = bare.code === 0;
      const refused = takesNone ? await asked(command, [...before, `${option}=${secret}`]) : bare;
      expect(refused, option).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain(`${option} ${takesNone ? 'takes no value' : 'needs a value after it'}.`);
      expect(refused.err).toContain('See --help.');
      expect(refused.err).not.toContain(secret);
    }
  });

  test('refuses an option that it does not have, and does not repeat what came with it', async () => {
    const refused = await asked(command, [...before, `--colour=${secret}`]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('There is no option --colour here.');
    expect(refused.err).not.toContain(secret);
  });
});

describe('plainsight store credential', () => {
  const add = (...args: string[]) => asked(storeCommand, ['credential', 'add', '--folder', folder, ...args]);

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
    const help = await asked(storeCommand, ['credential', action, '--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(new RegExp(`^plainsight store credential ${action} `));
    expect(help.out.match(/^plainsight store credential (?:add|list|remove) /gm)).toHaveLength(1);
    expect(help.out).toContain('--folder DIR');
    expect(help.out.includes('--role')).toBe(action === 'add');
  });
});
