import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { ActiveWindowReading, CapturePlatform, VisibleWindow } from '../../../../../agent/ports.ts';
import { until } from '../../../../desktop.ts';
import { type LogindDouble, startLogind } from '../../../../fixtures/logind-double.ts';
import { takenScreen } from '../../../../fixtures/taken-screen.ts';
import { type SwayDesktop, startSway } from '../../../../sway-desktop.ts';

const patience = 120_000;
const clock = { now: () => Date.now() };

describe.skipIf(process.platform !== 'linux')('the sensors of a real sway (Linux)', () => {
  let desktop: SwayDesktop;
  let logind: LogindDouble;
  let platform: CapturePlatform;

  beforeEach(async () => {
    logind = await startLogind();
    desktop = await startSway({ config: 'xwayland enable\nbar {\n  position bottom\n}' });
    const opened = await openWaylandPlatform({
      env: { ...desktop.env, ...logind.env, DISPLAY: ':0' },
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

  async function shown(): Promise<readonly VisibleWindow[]> {
    return (await takenScreen(() => platform.screen.capture())).windows;
  }

  it(
    'tells each window that gets the focus, each title, and Xwayland’s like the others',
    async () => {
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      const hasTitle = (title: string): boolean => {
        const reading = readings.at(-1);
        return reading?.kind === 'window' && reading.window.title === title;
      };
      const last = (title: string): Promise<true> => until(() => hasTitle(title) || null, 30_000);
      expect(readings).toEqual([{ kind: 'none' }]);
      await desktop.openTerminal('native', 'sh', '-c', 'read line; printf "\\033]2;renamed\\007"; cat');
      await last('native');
      // A key that comes before the terminal has been given the keyboard is lost.
      await until(async () => {
        await desktop.run('wtype', '-k', 'Return');
        return hasTitle('renamed') || null;
      }, 30_000);
      await desktop.tell('exec', 'xterm -T old -e cat');
      await last('old');
      await desktop.tell('[title="renamed"] focus');
      await last('renamed');
      expect(new Set(readings.map((each) => (each.kind === 'window' ? each.window.appId : '')))).toEqual(
        new Set(['', 'foot', 'xterm']),
      );
      expect(platform.activeWindow.heardAt()).toBeGreaterThan(0);
      await stop();
      const heard = readings.length;
      await desktop.tell('[title="old"] focus');
      await until(async () => ((await desktop.focused()) === 'old' ? true : null));
      expect(readings).toHaveLength(heard);
    },
    patience,
  );

  it(
    'lists windows with their title bars, hidden tabs by the tab, and what bars leave',
    async () => {
      await desktop.openTerminal('left');
      await desktop.openTerminal('right');
      // A window that has just moved is listed at both of its places.
      const side = await until(async () => {
        const list = await shown();
        return list.length === 3 ? list : null;
      }, 30_000);
      expect(
        side.map(({ title, bounds, role, mayHangOut }) => [title, bounds.x, bounds.y, role ?? '', mayHangOut ?? false]),
      ).toEqual([
        ['left', 0, 0, '', false],
        ['right', 640, 0, '', true],
        ['', 0, expect.any(Number), 'panel', false],
      ]);
      const [left, , bar] = side;
      expect(left?.content?.y).toBeGreaterThan(10);
      expect((left?.bounds.height ?? 0) + (bar?.bounds.height ?? 0)).toBe(720);
      await desktop.tell('layout', 'tabbed');
      const tabs = await until(async () => {
        const list = await shown();
        return list.length === 4 ? list : null;
      }, 30_000);
      const hidden = tabs.filter(({ title }) => title === 'left');
      expect(hidden.map(({ bounds, content }) => [bounds.y, bounds.height < 40, content])).toEqual([
        [0, true, undefined],
      ]);
      expect(tabs.filter(({ title }) => title === 'right')).toHaveLength(2);
      const reading = await platform.screen.capture();
      expect(reading.kind === 'screen' && reading.screen.elsewhere?.map(({ title }) => title)).toContain('left');
      const open = await platform.openWindows();
      expect(open.kind === 'windows' && open.windows.map(({ title }) => title)).toEqual(['right', 'left']);
    },
    patience,
  );

  it(
    'reads every pixel, asks right before, and refuses while windows come and go',
    async () => {
      await desktop.openTerminal('one');
      const [frame] = (await takenScreen(() => platform.screen.capture())).frames;
      expect([frame?.width, frame?.height, frame?.rgb.length, frame?.monitor.name]).toEqual([
        1280,
        720,
        1280 * 720 * 3,
        'HEADLESS-1',
      ]);
      expect(await platform.screen.capture(() => false)).toEqual({ kind: 'not-allowed' });
      let turn = 0;
      const restless = await platform.screen.capture(async () => {
        turn += 1;
        await desktop.tell('workspace', `number ${turn % 2 === 0 ? 1 : 2}`);
        return true;
      });
      // The list before each reading was read before the workspace changed.
      expect(restless).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'windows-unsettled' } } });
      expect(turn).toBe(4);
    },
    patience,
  );

  it(
    'knows when the last input was, and counts nothing',
    async () => {
      await desktop.openTerminal('typed');
      const idleMs = async () => (await platform.presence.read({ calls: false })).idleMs ?? -1;
      await until(async () => ((await idleMs()) > 1_500 ? true : null), 30_000);
      expect(Number.isInteger(await idleMs())).toBe(true);
      await desktop.run('wtype', 'x');
      await until(async () => ((await idleMs()) === 0 ? true : null), 30_000);
      const counts = await platform.inputCounts.start(() => {});
      expect(counts).toMatchObject({ ok: false, reason: { code: 'wayland-no-counts' } });
      expect(platform.never?.['input-counts']).toEqual(counts);
      expect(platform.inputCounts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
    },
    patience,
  );

  it(
    'tells the seconds in which somebody typed, and no other',
    async () => {
      await desktop.openTerminal('typed');
      const sensor = platform.inputSeconds;
      const idleMs = async () => (await platform.presence.read({ calls: false })).idleMs ?? -1;
      const rested = () => until(async () => ((await idleMs()) > 2_500 ? true : null), 30_000);
      await rested();
      expect(await sensor?.start(() => {})).toEqual({ ok: true });
      const typings: { readonly from: number; readonly to: number }[] = [];
      for (const letters of ['one two three four five six', 'x']) {
        const from = Date.now();
        await desktop.run('wtype', '-d', '100', letters);
        typings.push({ from, to: Date.now() });
        await rested();
      }
      const told = sensor?.take() ?? [];
      expect(told).toHaveLength(2);
      // When a key came is known to within what it took to start and to end what types.
      for (const [place, { from, to }] of typings.entries()) {
        expect(told[place]?.start).toBeGreaterThan(from - 1_000);
        expect(told[place]?.start).toBeLessThanOrEqual(to);
        expect(told[place]?.end).toBeLessThan(to + 2_000);
      }
      // Twenty-six waits of a tenth of a second lie between the first key and the last.
      const [long] = told;
      expect((long?.end ?? 0) - (long?.start ?? 0)).toBeGreaterThanOrEqual(3_000);
      await rested();
      expect(sensor?.take()).toEqual([]);
      await sensor?.stop();
    },
    patience,
  );

  it(
    'takes no picture while the session is locked, and says so to whoever asks',
    async () => {
      const changes: unknown[] = [];
      platform.onSessionChange?.((change) => changes.push(change));
      await logind.set('locked', true);
      await until(() => (changes.length === 1 ? true : null));
      expect(changes).toEqual([{ what: 'locked', is: true }]);
      expect((await platform.presence.read({ calls: false })).locked).toBe(true);
      const reading = await platform.screen.capture();
      expect(reading).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'screen-locked' } } });
    },
    patience,
  );

  it(
    'says that sway is gone, by every sensor',
    async () => {
      const readings: ActiveWindowReading[] = [];
      const stop = await platform.activeWindow.start((reading) => readings.push(reading));
      await desktop.kill();
      await until(() => (readings.at(-1)?.kind === 'unavailable' ? true : null));
      await until(async () => ((await platform.presence.state()).ok ? null : true));
      expect(await platform.presence.read({ calls: false })).toMatchObject({ idleMs: null });
      expect(await platform.screen.state()).toMatchObject({ ok: false });
      expect(await platform.screen.capture()).toMatchObject({ kind: 'unavailable' });
      expect(await platform.openWindows()).toMatchObject({ kind: 'unavailable' });
      await stop();
    },
    patience,
  );
});
