import { execFile } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { unionOfWindows } from '../../../../../agent/capture/window-history.ts';
import type { CapturePlatform, Screen } from '../../../../../agent/ports.ts';
import { fingerprint, isSameScreen } from '../../../../../agent/screenshot/fingerprint.ts';
import { maskColour } from '../../../../../agent/screenshot/window-mask.ts';
import { type Desktop, type DesktopOptions, startDesktop, until } from '../../../../desktop.ts';
import { maskWindows } from '../../../../fixtures/agent/window-masks.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { takenScreen } from '../../../../fixtures/taken-screen.ts';
import { platformOn } from '../windows/observer.ts';

describe.skipIf(onlyOn('linux'))('the screen (Linux)', { timeout: 120_000 }, () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(options: DesktopOptions): Promise<[Desktop, CapturePlatform]> {
    const desktop = await startDesktop(options);
    const platform = await platformOn(desktop);
    open.push(platform, desktop);
    return [desktop, platform];
  }

  const capture = (platform: CapturePlatform): Promise<Screen> => takenScreen(() => platform.screen.capture());

  /** What ImageMagick reads of the whole screen, as RGB. */
  function imported(desktop: Desktop): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const options = { env: desktop.env, encoding: 'buffer', maxBuffer: 1 << 28 } as const;
      execFile('import', ['-window', 'root', '-depth', '8', 'rgb:-'], options, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
    });
  }

  test('is pixel for pixel what another program reads', async () => {
    const [desktop, platform] = await start({ width: 803, height: 601 });
    await desktop.openTerminal({
      title: 'colours',
      command: ['sh', '-c', "printf '\\033[41mred \\033[42mgreen \\033[44mblue\\n'; exec cat"],
    });
    // The terminal may still be drawing between the two reads.
    const isSame = async () => {
      const { frames } = await capture(platform);
      expect(frames).toHaveLength(1);
      return Buffer.from(frames[0]?.rgb ?? []).equals(await imported(desktop));
    };
    await expect.poll(isSame, { timeout: 60_000 }).toBe(true);
  });

  test('is one frame for each monitor', async () => {
    const left = { name: 'left', x: 0, y: 0, width: 500, height: 400 };
    const right = { name: 'right', x: 500, y: 0, width: 300, height: 400 };
    const [desktop, platform] = await start({ width: 800, height: 400, monitors: [left, right] });
    await desktop.openTerminal({ title: 'across', geometry: '60x10+350+50' });
    expect(await platform.screen.monitors()).toMatchObject([left, right]);
    const { frames } = await capture(platform);
    const whole = await imported(desktop);
    for (const { monitor, rgb } of frames) {
      const rows = Array.from({ length: monitor.height }, (_, y) =>
        whole.subarray((y * 800 + monitor.x) * 3, (y * 800 + monitor.x + monitor.width) * 3),
      );
      expect(Buffer.concat(rows).equals(Buffer.from(rgb))).toBe(true);
    }
    expect(frames.map((frame) => frame.monitor.name)).toEqual(['left', 'right']);
  });

  test('of 4K size is read whole', async () => {
    const [, platform] = await start({ width: 3840, height: 2160, windowManager: false });
    const [frame] = (await capture(platform)).frames;
    expect(frame?.rgb.length).toBe(3840 * 2160 * 3);
  });

  test('tells its windows bottom first, with frames, without what is minimised or elsewhere', async () => {
    const [desktop, platform] = await start({});
    const low = await desktop.openTerminal({ title: 'low', geometry: '40x10+0+0' });
    await desktop.openTerminal({ title: 'high', geometry: '40x10+100+60' });
    const minimised = await desktop.openTerminal({ title: 'minimised' });
    await desktop.xdotool('windowminimize', minimised.window);
    const elsewhere = await desktop.openTerminal({ title: 'elsewhere' });
    await desktop.xdotool('set_desktop_for_window', elsewhere.window, '1');
    const titles = await until(async () => {
      const { windows } = await capture(platform);
      return windows.length === 2 ? windows.map((window) => window.title) : null;
    });
    expect(titles).toEqual(['low', 'high']);
    const [window] = (await capture(platform)).windows;
    const inner = await desktop.xdotool('getwindowgeometry', '--shell', low.window);
    expect(window?.bounds.height).toBeGreaterThan(Number(/HEIGHT=(\d+)/.exec(inner)?.[1]));
    await desktop.activate(low.window);
    expect((await capture(platform)).windows.map((each) => each.title)).toEqual(['high', 'low']);
  });

  test('tells a menu under the program that it belongs to', async () => {
    const [desktop, platform] = await start({});
    const terminal = await desktop.openTerminal({ title: 'with menu', geometry: '80x24+0+0' });
    await desktop.xdotool('mousemove', '100', '100', 'keydown', 'ctrl', 'mousedown', '1');
    const menu = await until(async () => {
      const { windows } = await capture(platform);
      return windows.length > 1 ? (windows.at(-1) ?? null) : null;
    });
    await desktop.xdotool('mouseup', '1', 'keyup', 'ctrl');
    expect(menu.appId).toBe('xterm');
    expect(menu.bounds.width).toBeGreaterThan(20);
    await terminal.close();
  });

  test('covers an excluded window wholly and leaves the rest', async () => {
    const [desktop, platform] = await start({});
    await desktop.openTerminal({ title: 'open', geometry: '40x10+0+0' });
    await desktop.openTerminal({ title: 'private', geometry: '40x10+500+200' });
    const screen = await capture(platform);
    const { frames, coveredWindows } = maskWindows(screen, (window) => window.title === 'private');
    const bounds = screen.windows.find((window) => window.title === 'private')?.bounds ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    expect(coveredWindows).toBe(1);
    const [before, after] = [screen.frames[0], frames[0]];
    if (!before || !after) throw new Error('no frame');
    for (let y = 0; y < after.height; y++)
      for (let x = 0; x < after.width; x++) {
        const inside = x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
        const at = (y * after.width + x) * 3;
        const expected = inside ? maskColour : { r: before.rgb[at], g: before.rgb[at + 1], b: before.rgb[at + 2] };
        if (after.rgb[at] !== expected.r || after.rgb[at + 1] !== expected.g || after.rgb[at + 2] !== expected.b)
          throw new Error(`pixel ${x},${y} is wrong`);
      }
  });

  test('is the same when nothing changed, and another after five typed characters', async () => {
    const [desktop, platform] = await start({ width: 1920, height: 1080 });
    await desktop.openTerminal({ title: 'typing' });
    const print = async () => {
      const [frame] = (await capture(platform)).frames;
      if (!frame) throw new Error('no frame');
      return fingerprint(frame);
    };
    const settled = await until(async () => {
      const [first, second] = [await print(), await print()];
      return isSameScreen(first, second) ? second : null;
    });
    expect(isSameScreen(settled, await print())).toBe(true);
    await desktop.xdotool('type', '--delay', '1', 'hello');
    await until(async () => (isSameScreen(settled, await print()) ? null : true));
  });
});

test('a window that moved or was renamed meanwhile is listed as it was and as it is', () => {
  const base = { appId: 'a', appName: 'A', url: null, pid: 1, title: 't', bounds: { x: 0, y: 0, width: 9, height: 9 } };
  const moved = { ...base, bounds: { ...base.bounds, x: 5 } };
  const renamed = { ...base, title: 'u' };
  expect(unionOfWindows([base], [base])).toEqual([base]);
  expect(unionOfWindows([moved], [base])).toEqual([moved, base]);
  expect(unionOfWindows([renamed], [base])).toEqual([renamed, base]);
  expect(unionOfWindows([base], [])).toEqual([base]);
  expect(unionOfWindows([], [moved], [base, moved])).toEqual([moved, base]);
});
