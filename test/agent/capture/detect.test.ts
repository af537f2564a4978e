import { describe, expect, test } from 'vitest';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import type { ActiveWindowReading, SensorState } from '../../../agent/ports.ts';
import { sensorNames } from '../../../core/sensor-name.ts';

const clock = { now: () => 42 };

describe('a computer on which nothing can be seen', () => {
  test.each([
    ['Wayland', 'linux', { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' }, 'Linux (Wayland)', 'wayland'],
    ['no display', 'linux', {}, 'Linux', 'no-display'],
    ['a forwarded display', 'linux', { DISPLAY: 'localhost:10' }, 'Linux', 'display-not-local'],
    ['another system', 'freebsd', { DISPLAY: ':0' }, 'freebsd', 'unsupported-system'],
  ] as const)('%s: every sensor says why and none throws', async (_, platform, env, name, code) => {
    const opened = await openCapturePlatform({ platform, env, clock });
    expect(opened.name).toBe(name);
    const readings: [ActiveWindowReading, number][] = [];
    const stop = await opened.activeWindow.start((reading, at) => readings.push([reading, at]));
    const states: SensorState[] = [
      opened.websites,
      await opened.inputCounts.start(() => {}),
      await opened.presence.state(),
      await opened.screen.state(),
      // Before anybody agrees, too.
      ...sensorNames.map((sensor) => opened.never?.[sensor] ?? ({ ok: true } as const)),
    ];
    const shot = await opened.screen.capture();
    for (const state of states) expect(state).toMatchObject({ ok: false, reason: { code } });
    expect(readings).toMatchObject([[{ kind: 'unavailable', failure: { reason: { code } } }, 42]]);
    expect(shot).toMatchObject({ kind: 'unavailable', failure: { reason: { code } } });
    expect(opened.inputCounts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
    expect(await opened.presence.read({ calls: true })).toEqual({ idleMs: null, locked: null, inCall: null });
    expect(await opened.screen.monitors()).toEqual([]);
    await stop();
    await opened.inputCounts.stop();
    await opened.presence.stop();
    await opened.screen.stop();
    await opened.close();
  });
});

test('macOS without the desktop app has no counts, presence or screen, and says so', async () => {
  const opened = await openCapturePlatform({ platform: 'darwin', env: {}, clock });
  expect(opened.name).toBe('macOS');
  expect(await opened.inputCounts.start(() => {})).toMatchObject({
    reason: { code: 'input-counts-not-on-this-host' },
  });
  expect(await opened.presence.state()).toMatchObject({ ok: false, reason: { code: 'presence-not-on-this-host' } });
  expect(await opened.screen.capture()).toMatchObject({ kind: 'unavailable' });
  await opened.close();
});
