import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeArguments } from '../../electron/arguments.ts';

const link = 'plainsight://enrol?d=SECRET-OF-THE-LINK';

describe('an enrolment link among the arguments', () => {
  it.skipIf(process.platform !== 'linux')('is out of the process list once it is taken', () => {
    const code = `
      import { readFileSync } from 'node:fs';
      const { takeArguments } = await import(${JSON.stringify(join(import.meta.dirname, '../../electron/arguments.ts'))});
      const seen = () => readFileSync('/proc/self/cmdline', 'latin1').includes('SECRET');
      const before = seen();
      const given = takeArguments(process, (reason) => console.log(reason));
      console.log(JSON.stringify({ before, after: seen(), kept: process.argv.join().includes('SECRET'), given: given.at(-1) }));`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', code, '--', link], { encoding: 'utf8' });
    expect(JSON.parse(ran.stdout)).toEqual({ before: true, after: false, kept: false, given: link });
  });

  it('is said where the system goes on showing it', () => {
    const said: string[] = [];
    const place = { argv: ['app', link, '--flag'], title: 'app' };
    expect(
      takeArguments(
        place,
        (reason) => said.push(reason),
        () => `app\0${link}`,
      ),
    ).toEqual(['app', link, '--flag']);
    expect(place).toEqual({ argv: ['app', '--flag'], title: 'plainsight' });
    expect(said.join()).toMatch(/process list/);
    expect(said.join()).not.toContain('SECRET');
  });

  it('leaves everything else as it is', () => {
    const place = { argv: ['app', '/tmp/a.plainsight', '--in-tray'], title: 'app' };
    expect(takeArguments(place, () => {})).toEqual(place.argv);
    expect(place.title).toBe('app');
  });
});
