import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forkedSensors } from '../../../agent/capture/beside/forked-sensors.ts';
import { forkedSign } from '../../../agent/sign/forked-sign.ts';
import { shellExtensionUnderNode } from '../../../agent/sign/node-extension.ts';
import { until } from '../../desktop.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What the children of this process were started with, without the program. */
function childrenArguments(): string[][] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isChild = readFileSync(`/proc/${pid}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`);
        return isChild ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1, -1)] : [];
      } catch {
        return [];
      }
    });
}

describe.skipIf(process.platform !== 'linux')('the extension in GNOME Shell (Linux)', () => {
  it('answers the processes of sensors and sign by the arguments with which they are started', async () => {
    const [program] = shellExtensionUnderNode('linux', {})?.programs ?? [];
    const processes = [forkedSensors({}), forkedSign('wayland', {})];
    onTestFinished(() => {
      for (const each of processes) each.kill();
    });
    await until(() => {
      const started = childrenArguments();
      const answered = program?.runs?.filter((wanted) => started.some((each) => each.join() === wanted.join()));
      return answered?.length === processes.length || null;
    }, 60_000);
    // Each of them as a source and as it is built: which of the two runs changes with a build, and GNOME Shell reads them at a login.
    const files = program?.runs?.map((run) => relative(root, run.at(-1) ?? ''));
    expect(files).toEqual([
      'agent/capture/beside/sensor-process.ts',
      'out/cli/sensor-process.js',
      'agent/sign/wayland/wayland-sign-process.ts',
      'out/cli/wayland-sign-process.js',
    ]);
  });
});
