import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forkedSensors } from '../../../agent/capture/beside/forked-sensors.ts';
import { forkedSign } from '../../../agent/sign/forked-sign.ts';
import { shellExtensionUnderNode } from '../../../agent/sign/node-extension.ts';
import { until } from '../../desktop.ts';

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
      return program?.runs?.every((wanted) => started.some((each) => each.join() === wanted.join())) || null;
    }, 60_000);
    expect(program?.runs).toHaveLength(2);
  });
});
