import { describe, expect, it, onTestFinished } from 'vitest';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { ActiveWindowReading, CapturePlatform } from '../../../../../agent/ports.ts';
import { until } from '../../../../desktop.ts';
import { type SwayDesktop, startSway } from '../../../../sway-desktop.ts';

const patience = 120_000;
const waitMs = 120_000;
const clock = { now: () => Date.now() };

/** Sway, of which nothing but what other compositors on wlroots have too is known. */
describe.skipIf(process.platform !== 'linux')('a compositor that tells titles alone (Linux)', () => {
  async function opened(): Promise<{ desktop: SwayDesktop; platform: CapturePlatform }> {
    const desktop = await startSway();
    onTestFinished(() => desktop.close());
    const { SWAYSOCK: _, ...env } = desktop.env;
    const platform = await openWaylandPlatform({ env, clock, retryMs: [50] });
    if ('ok' in platform) throw new Error(platform.reason.code);
    onTestFinished(() => platform.close());
    return { desktop, platform };
  }

  it(
    'tells each window in front and each title, and says before anybody agrees why there are no pictures',
    async () => {
      const { desktop, platform } = await opened();
      expect(platform.name).toBe('Linux (Wayland, titles alone)');
      expect(platform.never?.screen).toMatchObject({ reason: { code: 'no-window-list' } });
      expect(await platform.screen.capture()).toMatchObject({ kind: 'unavailable' });
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      const last = (title: string): Promise<true> =>
        until(() => {
          const reading = readings.at(-1);
          return (reading?.kind === 'window' && reading.window.title === title) || null;
        }, waitMs);
      expect(readings).toEqual([{ kind: 'none' }]);
      await desktop.openTerminal('first', 'sh', '-c', 'read line; printf "\\033]2;renamed\\007"; cat');
      await last('first');
      const second = await desktop.openTerminal('second');
      await last('second');
      expect(readings.at(-1)).toMatchObject({ window: { appId: 'foot', pid: null } });
      const open = await platform.openWindows();
      expect(open.kind === 'windows' && open.windows.map(({ title }) => title)).toEqual(['second', 'first']);
      await desktop.tell('[title="first"] focus');
      await last('first');
      await until(async () => {
        await desktop.run('wtype', '-k', 'Return');
        const reading = readings.at(-1);
        return (reading?.kind === 'window' && reading.window.title === 'renamed') || null;
      }, waitMs);
      second.kill();
      await until(async () => {
        const left = await platform.openWindows();
        return left.kind === 'windows' && left.windows.length === 1 ? left : null;
      }, waitMs);
      await stop();
    },
    patience,
  );

  it(
    'forgets windows that are gone, however many there were',
    async () => {
      const { desktop, platform } = await opened();
      await desktop.openTerminal('stays');
      for (let turn = 0; turn < 8; turn++) {
        const passing = await desktop.openTerminal(`passing ${turn}`);
        passing.kill();
        await until(async () => ((await desktop.focused()) === 'stays' ? true : null), waitMs);
      }
      await until(async () => {
        const left = await platform.openWindows();
        return left.kind === 'windows' && left.windows.map(({ title }) => title).join() === 'stays' ? true : null;
      }, waitMs);
      expect(await platform.presence.state()).toEqual({ ok: true });
    },
    patience,
  );

  it(
    'says that the compositor is gone',
    async () => {
      const { desktop, platform } = await opened();
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      await desktop.kill();
      await until(() => (readings.at(-1)?.kind === 'unavailable' ? true : null), waitMs);
      expect(await platform.openWindows()).toMatchObject({ kind: 'unavailable' });
      await stop();
    },
    patience,
  );
});
