import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { startCommand } from '../../scripts/start-options.ts';
import { badForAll, badNewFolder } from '../cli/options/bad-values.ts';
import { openFolderScene } from '../cli/options/bad-values-scene.ts';
import { english } from '../fixtures/problems.ts';

const scene = openFolderScene();
afterAll(() => scene.remove());
const said = (...args: string[]): string => {
  const read = startCommand(() => 0).read(args);
  return read.ok ? '' : `${english(read.problem).what} ${english(read.problem).remedy}`;
};

/** As a person types them, in a process of its own that has nothing to start. */
function start(...args: string[]) {
  const { PATH } = process.env;
  const main = fileURLToPath(new URL('../../scripts/start.ts', import.meta.url));
  return spawnSync(process.execPath, [main, ...args], { env: { PATH }, encoding: 'utf8', cwd: scene.folder });
}

describe('npm start', () => {
  test('has a row for each of its options', () => {
    expect([...startCommand(() => 0).kinds.keys()].sort()).toEqual(['folder', 'report']);
  });

  test.each([
    ...Object.entries({ ...badForAll, ...badNewFolder(scene) }).map(([what, value]) => ['--folder', what, value]),
    ...Object.entries({ ...badForAll, 'a folder': scene.aFolder, 'no folder': `${scene.missing}/x` }).map(
      ([what, value]) => ['--report', what, value],
    ),
  ])('refuses %s with %s by name', (option, _, value) => {
    expect(said(`${option}=${value}`)).toMatch(
      new RegExp(`^${option} takes .+ What was given .+ See npm start -- --help`),
    );
  });

  test('takes a report over an older one, and a folder that is not there yet', () => {
    expect(said('--report', scene.aFile, '--folder', scene.missing)).toBe('');
  });

  test.each([
    [['--folder', ''], /--folder takes .* is empty/],
    [['hunter2-not-to-be-shown'], /a word too many/],
    [['--colour=hunter2-not-to-be-shown'], /There is no option --colour here/],
    [['--tour', '--folder', 'here'], /--folder or --tour, not both/],
  ])('%j ends before anything is started', (args, says) => {
    const before = readdirSync(scene.folder);
    const ended = start(...args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).toMatch(/npm start -- --help says what there is/);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(scene.folder)).toEqual(before);
  });
});
