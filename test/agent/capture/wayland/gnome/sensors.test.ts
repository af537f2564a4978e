import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { ActiveWindowReading, CapturePlatform, VisibleWindow } from '../../../../../agent/ports.ts';
import { until } from '../../../../desktop.ts';
import { type GnomeDesktop, startGnome } from '../../../../gnome-desktop.ts';

const patience = 180_000;
const waitMs = 120_000;
const clock = { now: () => Date.now() };

describe.skipIf(!existsSync('/usr/bin/gnome-shell'))(
  'the sensors of a real GNOME Shell (asked for: wayland-all)',
  () => {
    let desktop: GnomeDesktop;
    let platform: CapturePlatform;

    beforeEach(async () => {
      desktop = await startGnome({ monitors: ['1280x720', '800x600'] });
      const opened = await openWaylandPlatform({
        ...{ env: desktop.env, clock, settle: { beforeMs: 0, afterMs: 0 }, retryMs: [50] },
      });
      if ('ok' in opened) throw new Error(opened.reason.code);
      platform = opened;
      expect(await platform.screen.state()).toEqual({ ok: true });
    }, patience);

    afterEach(async () => {
      await platform?.close();
      await desktop?.close();
    }, patience);

    async function shown(): Promise<readonly VisibleWindow[]> {
      return until(async () => {
        const reading = await platform.screen.capture();
        return reading.kind === 'screen' ? reading.screen.windows : null;
      }, waitMs);
    }

    const hasTitle = (title: string) => (each: ActiveWindowReading | undefined) =>
      each?.kind === 'window' && each.window.title === title;

    it(
      'tells each window that gets the focus, and each title, and that none has it',
      async () => {
        const readings: ActiveWindowReading[] = [];
        const stop = await platform.activeWindow.start((reading) => readings.push(reading));
        const last = (title: string) => until(() => hasTitle(title)(readings.at(-1)) || null, waitMs);
        expect(readings).toEqual([{ kind: 'none' }]);
        const first = await desktop.openTerminal('first', 'sh', '-c', 'sleep 1; printf "\\033]2;renamed\\007"; cat');
        await last('renamed');
        const second = await desktop.openTerminal('second');
        await last('second');
        second.kill();
        await last('renamed');
        first.kill();
        await until(() => readings.at(-1)?.kind === 'none' || null, waitMs);
        expect(readings).toContainEqual({
          kind: 'window',
          window: expect.objectContaining({ appId: 'foot', appName: 'Foot', pid: first.pid, url: null }),
        });
        expect(platform.activeWindow.heardAt()).toBeGreaterThan(0);
        await stop();
      },
      patience,
    );

    it(
      'lists windows with their places, bottom first, and the panel; pictures have every pixel of each monitor',
      async () => {
        await desktop.openTerminal('below');
        await desktop.openTerminal('above');
        const list = (await shown()).filter(({ role }) => role !== 'notice');
        expect(list.map(({ title, role }) => [title, role ?? ''])).toEqual([
          ['below', ''],
          ['above', ''],
          ['', 'panel'],
        ]);
        const panel = list.at(-1);
        expect([panel?.bounds.x, panel?.bounds.y, panel?.bounds.width]).toEqual([0, 0, 1280]);
        const reading = await platform.screen.capture();
        if (reading.kind !== 'screen') throw new Error(JSON.stringify(reading));
        expect(reading.screen.frames.map(({ width, height, rgb }) => [width, height, rgb.length])).toEqual([
          [1280, 720, 1280 * 720 * 3],
          [800, 600, 800 * 600 * 3],
        ]);
        const [first] = reading.screen.frames;
        const above = list[1]?.bounds ?? { x: 0, y: 0, width: 0, height: 0 };
        const at = ((above.y + above.height - 20) * 1280 + above.x + above.width / 2) * 3;
        // foot's own ground, and the wallpaper elsewhere.
        expect([...(first?.rgb.subarray(at, at + 3) ?? [])]).toEqual([0x11, 0x11, 0x11]);
        expect(await platform.screen.capture(() => false)).toEqual({ kind: 'not-allowed' });
        const open = await platform.openWindows();
        expect(open.kind === 'windows' && open.windows.map(({ title }) => title)).toEqual(['above', 'below']);
      },
      patience,
    );

    it(
      'takes no picture in the overview, or while something fills a monitor: windows may be drawn elsewhere',
      async () => {
        await desktop.openTerminal('one');
        await shown();
        await desktop.showOverview(true);
        expect(await platform.screen.capture()).toMatchObject({
          kind: 'unavailable',
          failure: { reason: { code: 'windows-elsewhere' } },
        });
        await desktop.showOverview(false);
        await shown();
        const filling =
          'globalThis.filling = new imports.gi.St.Bin({ width: 4000, height: 4000, child: new imports.gi.St.Label({ text: "x" }) })';
        await desktop.evaluate(`${filling}; Main.layoutManager.uiGroup.add_child(globalThis.filling); true`);
        const isElsewhere = async () => {
          const reading = await platform.screen.capture();
          return (reading.kind === 'unavailable' && reading.failure.reason.code === 'windows-elsewhere') || null;
        };
        await until(isElsewhere, waitMs);
        await desktop.evaluate('globalThis.filling.destroy(); true');
        await shown();
        // A workspace that is left slides away.
        await desktop.evaluate('global.workspace_manager.append_new_workspace(false, 0); true');
        const slowly =
          'const s = imports.gi.St.Settings.get(); if (!s.enable_animations) s.uninhibit_animations(); s.slow_down_factor = 20';
        await desktop.evaluate(
          `(() => { ${slowly}; Main.wm.actionMoveWorkspace(global.workspace_manager.get_workspace_by_index(1)); return true; })()`,
        );
        await until(isElsewhere, waitMs);
        await desktop.evaluate('imports.gi.St.Settings.get().slow_down_factor = 1; true');
        await until(async () => (await shown()).every(({ title }) => title !== 'one') || null, waitMs);
      },
      patience,
    );

    it(
      'knows when the last input was, and counts nothing',
      async () => {
        const idleMs = async () => (await platform.presence.read({ calls: false })).idleMs ?? -1;
        // At rest before it begins: of input that goes on already only whole seconds later are told.
        await until(async () => (await idleMs()) > 1_500 || null, waitMs);
        expect(await platform.presence.state()).toEqual({ ok: true });
        const seconds = platform.inputSeconds;
        if (seconds === null) throw new Error('no seconds with input');
        expect(await seconds.start(() => {})).toEqual({ ok: true });
        const from = Date.now();
        await desktop.type('x');
        const told = await until(() => {
          const [each] = seconds.take();
          return each ?? null;
        }, waitMs);
        expect(told.end).toBeGreaterThan(from);
        expect(told.start).toBeLessThanOrEqual(Date.now());
        await until(async () => (await idleMs()) > 1_500 || null, waitMs);
        await seconds.stop();
        const counts = await platform.inputCounts.start(() => {});
        expect(counts).toMatchObject({ ok: false, reason: { code: 'wayland-no-counts' } });
        expect(platform.never?.['input-counts']).toEqual(counts);
      },
      patience,
    );

    it(
      'is gone while the screen is locked, and back after it',
      async () => {
        const readings: ActiveWindowReading[] = [];
        const changes: unknown[] = [];
        platform.onSessionChange?.((change) => changes.push(change));
        const stop = await platform.activeWindow.start((reading) => readings.push(reading));
        await desktop.openTerminal('kept');
        await until(() => hasTitle('kept')(readings.at(-1)) || null, waitMs);
        await desktop.logind.ask(true);
        await until(() => readings.at(-1)?.kind === 'unavailable' || null, waitMs);
        await until(() => changes.length === 1 || null, waitMs);
        expect(changes).toEqual([{ what: 'locked', is: true }]);
        expect((await platform.presence.read({ calls: false })).locked).toBe(true);
        expect((await platform.screen.capture()).kind).toBe('unavailable');
        expect(existsSync(`${desktop.home}/plainsight-gnome-shell`)).toBe(false);
        await desktop.logind.ask(false);
        await until(() => hasTitle('kept')(readings.at(-1)) || null, waitMs);
        await until(async () => (await platform.presence.read({ calls: false })).locked === false || null, waitMs);
        await stop();
      },
      patience,
    );

    it(
      'says that the extension was switched off, and that GNOME Shell crashed, and comes back by itself',
      async () => {
        const readings: ActiveWindowReading[] = [];
        const stop = await platform.activeWindow.start((reading) => readings.push(reading));
        await desktop.call('org.gnome.Shell.Extensions.DisableExtension', 'plainsight@plainsight.app');
        await until(async () => (await reasonOf(platform)) === 'gnome-extension-off' || null, waitMs);
        expect(readings.at(-1)?.kind).toBe('unavailable');
        expect(await desktop.setup.known([])).toMatchObject({ state: 'off' });
        expect(await desktop.setup.install()).toMatchObject({ ok: true });
        await until(() => readings.at(-1)?.kind === 'none' || null, waitMs);
        await desktop.kill();
        await until(() => readings.at(-1)?.kind === 'unavailable' || null, waitMs);
        expect(await platform.presence.read({ calls: false })).toMatchObject({ idleMs: null });
        expect(await platform.openWindows()).toMatchObject({ kind: 'unavailable' });
        await desktop.restart();
        await until(() => readings.at(-1)?.kind === 'none' || null, waitMs);
        expect(await desktop.setup.remove()).toMatchObject({ ok: true });
        await until(async () => (await reasonOf(platform)) === 'gnome-extension-missing' || null, waitMs);
        expect(await desktop.run('gsettings', 'get', 'org.gnome.shell', 'enabled-extensions')).not.toContain(
          'plainsight',
        );
        await stop();
      },
      patience,
    );
  },
);

async function reasonOf(platform: CapturePlatform): Promise<string | null> {
  const state = await platform.screen.state();
  return state.ok ? null : state.reason.code;
}
