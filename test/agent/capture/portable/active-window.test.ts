import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { portableActiveWindow } from '../../../../agent/capture/portable/active-window.ts';
import { askMacWindows, outsideArchive } from '../../../../agent/capture/portable/mac-windows.ts';
import { macPlatform } from '../../../../agent/capture/portable/platform.ts';
import type { ActiveWindowReading } from '../../../../agent/ports.ts';
import { onlyOn } from '../../../fixtures/systems.ts';

const clock = { now: () => 42 };
const code = {
  title: 'main.ts\u202e = x',
  owner: { name: 'Visual Studio Code', path: 'C:\\Programs\\Code.exe', processId: 7 },
  bounds: { x: 0 },
};
const codeWindow = { appId: 'code', appName: 'Visual Studio Code', title: 'main.ts = x', url: null, pid: 7 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The readings of a sensor whose package gives these answers one after the other; an Error is thrown. */
async function readingsOf(answers: readonly unknown[]): Promise<ActiveWindowReading[]> {
  const left = [...answers];
  const readings: ActiveWindowReading[] = [];
  const ask = async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const stop = await portableActiveWindow({ clock, pollMs: 2_000, ask }).start((reading) => readings.push(reading));
  await vi.advanceTimersByTimeAsync(2_000 * answers.length);
  await stop();
  return readings;
}

describe('an answer of get-windows', () => {
  test('is told cleaned, once as long as it stays the same', async () => {
    expect(await readingsOf([code, code, code])).toEqual([{ kind: 'window', window: codeWindow }]);
  });

  test.each([
    [
      'bundle id on macOS',
      {
        title: 'x',
        owner: { name: 'Safari', path: '/A/Safari.app', processId: 1, bundleId: 'com.apple.Safari' },
        url: 'https://a.example/',
      },
      { appId: 'com.apple.safari', appName: 'Safari', title: 'x', url: 'https://a.example/', pid: 1 },
    ],
    ['no title', { title: null, owner: { name: 'A', path: '/bin/a', processId: 1 } }, { appId: 'a', title: '' }],
    [
      'no name and no path',
      { title: 'x', owner: { name: '', path: '', processId: 1 } },
      { appId: 'unknown', appName: 'unknown' },
    ],
    ['no process', { title: 'x', owner: { name: 'A', processId: 0 } }, { appId: 'a', pid: null }],
  ])('%s', async (_, answer, expected) => {
    expect(await readingsOf([answer])).toMatchObject([{ kind: 'window', window: expected }]);
  });

  test('that is undefined is unavailable until a window was told, and none afterwards', async () => {
    const [first, second, third] = await readingsOf([undefined, code, undefined]);
    expect(first).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'no-window-told' } } });
    expect(second).toMatchObject({ kind: 'window' });
    expect(third).toEqual({ kind: 'none' });
  });

  test.each([
    ['an error', new Error('Command failed: /home/someone/main'), 'active-window-failed'],
    ['a missing permission', new Error('get-windows requires the accessibility permission'), 'permission-missing'],
    ['another shape', { title: 5 }, 'active-window-unreadable'],
    ['a text', 'x', 'active-window-unreadable'],
  ])('that is %s is unavailable, without its text, and asked for again', async (_, answer, expected) => {
    const [first, second] = await readingsOf([answer, code]);
    expect(first).toMatchObject({ kind: 'unavailable', failure: { reason: { code: expected } } });
    expect(JSON.stringify(first)).not.toContain('someone');
    expect(second).toMatchObject({ kind: 'window' });
  });
});

test('a program that cannot be started is unavailable', async () => {
  const readings: ActiveWindowReading[] = [];
  const ask = () => Promise.reject(new Error('spawn ENOTDIR'));
  const stop = await macPlatform(clock, ask).activeWindow.start((reading) => readings.push(reading));
  await stop();
  expect(readings).toMatchObject([{ kind: 'unavailable', failure: { reason: { code: 'active-window-failed' } } }]);
});

test('nothing is asked or told after stop', async () => {
  const ask = vi.fn(async () => code);
  const stop = await portableActiveWindow({ clock, pollMs: 1_000, ask }).start(() => {});
  await stop();
  await stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ask).toHaveBeenCalledTimes(1);
});

describe.skipIf(onlyOn('linux', 'darwin'))(
  'the program of get-windows on macOS (Linux and macOS: a script stands in)',
  () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plainsight-mac-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    async function program(script: string): Promise<string> {
      const file = join(folder, 'main');
      await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return file;
    }

    test('is asked without opening a dialog, and its answer is parsed', async () => {
      const echo = await program(`printf '["%s","%s","%s"]' "$1" "$2" "$3"`);
      const quiet = ['--no-accessibility-permission', '--no-screen-recording-permission'];
      expect(await askMacWindows('active', echo)).toEqual([...quiet, '']);
      expect(await askMacWindows('all', echo)).toEqual([...quiet, '--open-windows-list']);
      await expect(askMacWindows('active', await program('echo not JSON'))).rejects.toThrow();
      await expect(askMacWindows('active', join(folder, 'gone'))).rejects.toThrow();
    });

    test('is started where it lies as a file, outside the archive', () => {
      const inside = join('/A.app', 'app.asar', 'node_modules', 'get-windows', 'main');
      expect(outsideArchive(inside)).toBe(join('/A.app', 'app.asar.unpacked', 'node_modules', 'get-windows', 'main'));
      expect(outsideArchive('/src/node_modules/get-windows/main')).toBe('/src/node_modules/get-windows/main');
    });
  },
);
