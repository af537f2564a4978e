import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { isMarked } from '../../agent/withdrawal-mark.ts';
import { unwrap } from '../../core/result.ts';
import { newWorkplace } from '../fixtures/employees.ts';
import { newFolder } from '../fixtures/folders.ts';
import { run } from './process.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('plainsight withdraw', () => {
  it('has the agent that is running withdraw everything', async () => {
    const { start, folder, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await employee.agreeTo(['apps', 'presence'], 'tour'));
    const ended = await run(['withdraw', '--folder', folder]);
    expect(ended).toMatchObject({ code: 0, err: '', out: 'Everything is withdrawn, by the agent that is running.\n' });
    expect(isMarked(folder)).toBe(false);
    expect(platform.watching).toBe(false);
    const events = unwrap(await employee.service.consentHistory({})).map(({ record }) => record.event);
    expect(events).toEqual(['withdrawn', 'withdrawn', 'agreed', 'agreed']);
  });

  it('leaves a mark where nobody can open the keys, and says what comes of it', async () => {
    const { start, folder, platform } = await newWorkplace();
    const first = await start();
    unwrap(await first.agreeTo(['apps'], 'tour'));
    await first.close();
    const ended = await run(['withdraw', '--folder', folder]);
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(
      /^Everything counts as withdrawn: a mark is in .* withdraws everything before anything else/,
    );
    expect(isMarked(folder)).toBe(true);
    await start();
    expect(isMarked(folder)).toBe(false);
    expect(platform.watching).toBe(false);
  });

  it.each([
    ['nothing', [], 2, /needs --folder DIR or --settings FILE/],
    ['both', ['--folder', '.', '--settings', 'x.json'], 2, /needs --folder DIR or --settings FILE/],
    ['a word more', ['--folder', '.', 'now'], 2, /and nothing else/],
    ['an option that is none', ['--all'], 2, /all/],
    ['settings that are not there', ['--settings', join(newPath(), 'settings.json')], 2, /settings/],
    ['a folder that is not there', ['--folder', newPath()], 1, /There is no folder/],
  ])('refuses %s', async (_, args, code, words) => {
    const ended = await run(['withdraw', ...args]);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(words);
  });

  it('makes no folder where none was', async () => {
    const folder = join(newFolder(), 'nobody');
    expect((await run(['withdraw', '--folder', folder])).code).toBe(1);
    expect(existsSync(folder)).toBe(false);
  });
});

function newPath(): string {
  return '/nowhere/that/exists';
}
