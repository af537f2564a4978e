import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ShellLink } from '../../../../../agent/capture/wayland/gnome/shell-link.ts';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { CapturePlatform } from '../../../../../agent/ports.ts';
import { reason } from '../../../../../core/reason.ts';
import { until } from '../../../../desktop.ts';
import { startGnome } from '../../../../gnome-desktop.ts';

const patience = 180_000;
const waitMs = 120_000;
const clock = { now: () => Date.now() };

describe.skipIf(!existsSync('/usr/bin/gnome-shell'))('whom the extension answers (asked for: wayland-all)', () => {
  it.each([
    ['nobody before it is installed', null, 'gnome-extension-missing'],
    ['no other program', [{ program: '/usr/bin/plainsight', runs: null }], 'gnome-extension-stranger'],
    [
      'not the same program with other arguments',
      [{ program: process.execPath, runs: [['x.ts']] }],
      'gnome-extension-stranger',
    ],
  ] as const)(
    '%s',
    async (_, programs, code) => {
      const desktop = await startGnome({ programs });
      const platform = await openWaylandPlatform({ env: desktop.env, clock, retryMs: [50] });
      try {
        if ('ok' in platform) throw new Error(platform.reason.code);
        expect(await reasonOf(platform)).toBe(code);
        expect(platform.name).toBe('Linux (GNOME)');
      } finally {
        if (!('ok' in platform)) await platform.close();
        await desktop.close();
      }
    },
    patience,
  );

  it(
    'of another version it is asked for nothing, and installing it anew helps after the next login',
    async () => {
      const desktop = await startGnome();
      onTestFinished(() => desktop.close());
      await desktop.kill();
      const file = join(
        desktop.home,
        'home/.local/share/gnome-shell/extensions/plainsight@plainsight.app/extension.js',
      );
      const code = readFileSync(file, 'utf8');
      writeFileSync(file, code.replace(/^const version = \d+;$/m, 'const version = 1_000;'));
      await desktop.restart();
      const platform = await openWaylandPlatform({ env: desktop.env, clock, retryMs: [50] });
      if ('ok' in platform) throw new Error(platform.reason.code);
      onTestFinished(() => platform.close());
      expect(await reasonOf(platform)).toBe('gnome-extension-old');
      expect(await desktop.setup.known([])).toMatchObject({ state: 'outdated' });
      await desktop.setup.install();
      expect(readFileSync(file, 'utf8')).toBe(code);
      expect(await desktop.setup.known([reason('gnome-extension-old')])).toMatchObject({ state: 'login' });
      await desktop.kill();
      await desktop.restart();
      await until(async () => ((await reasonOf(platform)) === null ? true : null), waitMs);
      expect(await desktop.setup.known([null])).toMatchObject({ state: 'on' });
    },
    patience,
  );

  it(
    'is not taken from another program that has its name and its socket',
    async () => {
      const desktop = await startGnome();
      onTestFinished(() => desktop.close());
      await desktop.setup.remove();
      const own =
        'import sys; from gi.repository import Gio, GLib; Gio.bus_own_name(Gio.BusType.SESSION, sys.argv[1], 0, None, None, None); GLib.MainLoop().run()';
      desktop.start('/usr/bin/python3', '-c', own, 'app.plainsight.Shell');
      let asked = 0;
      const liar = createServer((socket) => {
        asked += 1;
        // Who finds out whose it is ends it.
        socket.on('error', () => {});
        socket.write('{"version":1,"shell":true,"bytes":0}\n');
      });
      liar.listen(`${desktop.home}/plainsight-gnome-shell`);
      onTestFinished(() => void liar.close());
      await until(
        async () =>
          (
            await desktop.run(
              'gdbus',
              'call',
              '--session',
              '--dest',
              'org.freedesktop.DBus',
              '--object-path',
              '/',
              '--method',
              'org.freedesktop.DBus.NameHasOwner',
              'app.plainsight.Shell',
            )
          ).includes('true') || null,
        waitMs,
      );
      const platform = await openWaylandPlatform({ env: desktop.env, clock, retryMs: [50] });
      if ('ok' in platform) throw new Error(platform.reason.code);
      onTestFinished(() => platform.close());
      expect(await reasonOf(platform)).toBe('gnome-extension-missing');
      await expect(ShellLink.open(`${desktop.home}/plainsight-gnome-shell`, process.pid + 1)).rejects.toThrow(
        'compositor-unreadable',
      );
      expect(asked).toBe(1);
    },
    patience,
  );
});

async function reasonOf(platform: CapturePlatform): Promise<string | null> {
  const state = await platform.screen.state();
  return state.ok ? null : state.reason.code;
}
