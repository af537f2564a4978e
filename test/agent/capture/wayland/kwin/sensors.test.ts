import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { ActiveWindowReading, CapturePlatform, VisibleWindow } from '../../../../../agent/ports.ts';
import { until } from '../../../../desktop.ts';
import { type FakeInput, fakeInput } from '../../../../fake-input.ts';
import { type LogindDouble, startLogind } from '../../../../fixtures/logind-double.ts';
import { type KwinDesktop, startKwin } from '../../../../kwin-desktop.ts';

const patience = 120_000;
const waitMs = 120_000;
const clock = { now: () => Date.now() };

describe.skipIf(!existsSync('/usr/bin/kwin_wayland'))('the sensors of a real KWin (asked for: wayland-all)', () => {
  let desktop: KwinDesktop;
  let logind: LogindDouble;
  let platform: CapturePlatform;

  beforeEach(async () => {
    logind = await startLogind();
    desktop = await startKwin({ outputs: 2 });
    const opened = await openWaylandPlatform({
      env: { ...desktop.env, ...logind.env },
      clock,
      settle: { beforeMs: 0, afterMs: 0 },
      retryMs: [50],
    });
    if ('ok' in opened) throw new Error(opened.reason.code);
    platform = opened;
  }, patience);

  afterEach(async () => {
    await platform?.close();
    await desktop?.close();
    logind?.close();
  }, patience);

  async function inputOf(): Promise<FakeInput> {
    const input = await fakeInput(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
    onTestFinished(() => input.close());
    return input;
  }

  async function shown(): Promise<readonly VisibleWindow[]> {
    const reading = await platform.screen.capture();
    if (reading.kind !== 'screen') throw new Error(JSON.stringify(reading));
    return reading.screen.windows;
  }

  it(
    'tells each window that gets the focus, and each title',
    async () => {
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      const last = (title: string): Promise<true> =>
        until(() => {
          const reading = readings.at(-1);
          return (reading?.kind === 'window' && reading.window.title === title) || null;
        }, waitMs);
      expect(readings).toEqual([{ kind: 'none' }]);
      await desktop.openTerminal(
        'first',
        'sh',
        '-c',
        'read line < /dev/tty & sleep 2; printf "\\033]2;renamed\\007"; cat',
      );
      await last('first');
      await last('renamed');
      desktop.start('mousepad', '--disable-server');
      await last('Untitled 1 - Mousepad');
      await desktop.focus('renamed');
      await last('renamed');
      expect(new Set(readings.map((each) => (each.kind === 'window' ? each.window.appId : '')))).toEqual(
        new Set(['', 'xterm', 'mousepad']),
      );
      expect(platform.activeWindow.heardAt()).toBeGreaterThan(0);
      await stop();
      const heard = readings.length;
      await desktop.focus('Untitled 1 - Mousepad');
      expect(readings).toHaveLength(heard);
    },
    patience,
  );

  it(
    'lists windows with their places, and those of one name by it',
    async () => {
      await desktop.openTerminal('same');
      desktop.start('xterm', '-T', 'same', '-e', 'cat');
      const two = await until(async () => {
        const list = await shown();
        return list.length === 2 ? list : null;
      }, waitMs);
      expect(two.map(({ title, mayHangOut }) => [title, mayHangOut ?? false])).toEqual([
        ['same', false],
        ['same', true],
      ]);
      const places = await desktop.ask(
        'workspace.clientList().map(function (w) { var g = w.frameGeometry; return [g.x, g.y, g.width, g.height]; })',
      );
      expect(two.map(({ bounds: { x, y, width, height } }) => [x, y, width, height]).join()).toBe(places);
      await desktop.tell('workspace.clientList()[0].minimized = true;');
      const reading = await until(async () => {
        const read = await platform.screen.capture();
        return read.kind === 'screen' && read.screen.windows.length === 1 ? read : null;
      }, waitMs);
      expect(reading.screen.elsewhere?.map(({ title }) => title)).toContain('same');
      const open = await platform.openWindows();
      expect(open.kind === 'windows' && open.windows).toHaveLength(2);
    },
    patience,
  );

  it(
    'reads every pixel of each output, asks right before, and leaves no file',
    async () => {
      await desktop.openTerminal('one');
      const reading = await platform.screen.capture();
      if (reading.kind !== 'screen') throw new Error(JSON.stringify(reading));
      expect(
        reading.screen.frames.map(({ monitor, width, height, rgb }) => [
          monitor.name,
          monitor.x,
          width,
          height,
          rgb.length,
        ]),
      ).toEqual([
        ['Virtual-0', 0, 1280, 720, 1280 * 720 * 3],
        ['Virtual-1', 1280, 1280, 720, 1280 * 720 * 3],
      ]);
      expect(await platform.screen.capture(() => false)).toEqual({ kind: 'not-allowed' });
      expect(readdirSync(desktop.home).filter((name) => name.startsWith('plainsight-'))).toEqual([]);
    },
    patience,
  );

  it(
    'has menus of native programs in the list, with whom they belong to',
    async () => {
      desktop.start('mousepad', '--disable-server');
      const [editor] = await until(async () => {
        const list = await shown();
        return list.length === 1 ? list : null;
      }, waitMs);
      if (editor === undefined) throw new Error('no window');
      const input = await inputOf();
      // A click before the program has taken the pointer opens nothing.
      const menu = await until(async () => {
        await input.click(editor.bounds.x + 60, editor.bounds.y + 200, 'right');
        return until(async () => (await shown()).find(({ belongsTo }) => belongsTo !== undefined) ?? null, 3_000);
      }, waitMs);
      expect(menu).toMatchObject({ appId: 'mousepad', belongsTo: [{ title: 'Untitled 1 - Mousepad' }] });
      expect(menu.mayHangOut).toBeUndefined();
      // Below the title bar that KWin draws.
      expect((editor.content?.y ?? 0) - editor.bounds.y).toBeGreaterThan(10);
      const reading = await platform.openWindows();
      expect(reading.kind === 'windows' && reading.windows).toHaveLength(1);
    },
    patience,
  );

  it(
    'knows when the last input was',
    async () => {
      const idleMs = async () => (await platform.presence.read({ calls: false })).idleMs ?? -1;
      await until(async () => ((await idleMs()) > 1_500 ? true : null), waitMs);
      const input = await inputOf();
      await input.move(100, 100);
      await until(async () => ((await idleMs()) === 0 ? true : null), waitMs);
    },
    patience,
  );

  it(
    'takes no picture while windows are shown elsewhere, or come and go',
    async () => {
      await desktop.openTerminal('one');
      let turn = 0;
      const restless = await platform.screen.capture(async () => {
        turn += 1;
        await desktop.tell(`workspace.activeClient.frameGeometry = {x: ${turn}, y: 9, width: 300, height: 200};`);
        await until(
          async () => ((await desktop.ask('workspace.activeClient.x')) === String(turn) ? true : null),
          waitMs,
        );
        return true;
      });
      // The list before each reading was read before the window moved.
      expect(restless).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'windows-unsettled' } } });
      expect(turn).toBe(4);
      await desktop.shortcut('Overview');
      const elsewhere = await until(async () => {
        const reading = await platform.screen.capture();
        return reading.kind === 'screen' ? null : reading;
      }, waitMs);
      expect(elsewhere).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'windows-elsewhere' } } });
      await desktop.shortcut('Overview');
      await until(async () => ((await platform.screen.capture()).kind === 'screen' ? true : null), waitMs);
    },
    patience,
  );

  it(
    'takes no picture while the session is locked, and says so to whoever asks',
    async () => {
      const changes: unknown[] = [];
      platform.onSessionChange?.((change) => changes.push(change));
      expect((await platform.presence.read({ calls: false })).locked).toBe(false);
      await logind.set('locked', true);
      await until(() => (changes.length === 1 ? true : null));
      expect(changes).toEqual([{ what: 'locked', is: true }]);
      const reading = await platform.screen.capture();
      expect(reading).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'screen-locked' } } });
    },
    patience,
  );

  it(
    'loads its script again when somebody takes it away, and when KWin came back',
    async () => {
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      await desktop.openTerminal('before');
      await until(() => (readings.at(-1)?.kind === 'window' ? true : null), waitMs);
      await desktop.unload('plainsight-sensors');
      await until(() => (readings.at(-1)?.kind === 'unavailable' ? true : null), waitMs);
      expect(readings.at(-1)).toMatchObject({ failure: { reason: { code: 'kwin-script' } } });
      await until(() => (readings.at(-1)?.kind === 'window' ? true : null), waitMs);
      await desktop.kill();
      await until(() => (readings.at(-1)?.kind === 'unavailable' ? true : null), waitMs);
      expect(await platform.screen.state()).toMatchObject({ ok: false });
      expect(await platform.openWindows()).toMatchObject({ kind: 'unavailable' });
      await desktop.restart();
      await until(() => (readings.at(-1)?.kind === 'none' ? true : null), waitMs);
      await desktop.openTerminal('after');
      await until(() => {
        const reading = readings.at(-1);
        return (reading?.kind === 'window' && reading.window.title === 'after') || null;
      }, waitMs);
      await stop();
    },
    patience,
  );
});

describe.skipIf(!existsSync('/usr/bin/kwin_wayland'))('a KWin that gives no pixels (asked for: wayland-all)', () => {
  it.each([
    ['to a program that no desktop file asks for', { mayShoot: false }, 'kwin-no-pixels'],
    ['where it draws without OpenGL', { drawsByOpenGl: false }, 'wayland-no-pixels'],
  ] as const)(
    'says so before anybody agrees, and tells windows all the same: %s',
    async (_, options, code) => {
      const desktop = await startKwin(options);
      onTestFinished(() => desktop.close());
      const platform = await openWaylandPlatform({ env: desktop.env, clock, settle: { beforeMs: 0, afterMs: 0 } });
      if ('ok' in platform) throw new Error(platform.reason.code);
      onTestFinished(() => platform.close());
      const refused = { ok: false, reason: { code, values: {} } };
      expect(platform.never?.screen).toEqual(refused);
      expect(await platform.screen.state()).toEqual(refused);
      expect(await platform.screen.capture()).toEqual({ kind: 'unavailable', failure: refused });
      await desktop.openTerminal('told');
      expect(await platform.openWindows()).toMatchObject({ kind: 'windows', windows: [{ title: 'told' }] });
    },
    patience,
  );
});
