import { spawn } from 'node:child_process';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { X11Link } from '../../../agent/capture/linux-x11/wire/link.ts';
import { type RecordingSign, signComing } from '../../../agent/ports.ts';
import { openRecordingSign } from '../../../agent/sign/detect.ts';
import { drawPill, isLegible } from '../../../agent/sign/pill.ts';
import { unwrap } from '../../../core/result.ts';
import { linkTo } from '../../agent/capture/linux-x11/windows/observer.ts';
import { type Desktop, type DesktopOptions, startDesktop, until } from '../../desktop.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';

const two = [
  { name: 'left', x: 0, y: 0, width: 640, height: 720 },
  { name: 'right', x: 640, y: 0, width: 640, height: 720 },
];
const content = { purposes: ['apps', 'screenshots'], language: 'de' } as const;
const text = 'Plainsight zeichnet auf: Programme, Bildschirmfotos';

describe.skipIf(process.platform !== 'linux')('the sign of an X11 session', { timeout: 120_000 }, () => {
  async function shownOn(options: DesktopOptions = {}): Promise<{ desktop: Desktop; sign: RecordingSign }> {
    const desktop = await startDesktop(options);
    onTestFinished(() => desktop.close());
    const sign = await openRecordingSign({ platform: 'linux', env: desktop.env });
    onTestFinished(() => sign.close());
    sign.show(content);
    await until(() => sign.state().kind === 'shown' || null);
    return { desktop, sign };
  }

  /** How often the sign stands on the screen, by a program that knows nothing of it, at the places of its windows. */
  async function seen(desktop: Desktop): Promise<number> {
    const png = Buffer.from(await desktop.run('import', '-window', 'root', '-silent', 'png:-'), 'latin1');
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const drawn = drawPill(text, 1);
    const places = two.map(({ x, width }) => ({ left: x + width - 8 - drawn.width, top: 720 - 8 - drawn.height }));
    return places.filter(({ left, top }) => {
      const part = new Uint8Array(drawn.rgb.length);
      for (let row = 0; row < drawn.height; row++) {
        const at = ((top + row) * info.width + left) * 3;
        part.set(data.subarray(at, at + drawn.width * 3), row * drawn.width * 3);
      }
      return isLegible(part, drawn.rgb);
    }).length;
  }

  const windowsOf = async (desktop: Desktop) =>
    (await desktop.xdotool('search', '--class', '^plainsight$')).trim().split('\n').filter(Boolean);
  const allSeen = (desktop: Desktop) => until(async () => (await seen(desktop)) === 2 || null);

  test.each([
    ['openbox', true],
    ['no window manager', false],
  ])('stands on every monitor with %s, takes no focus, and goes when it is told to', async (_, windowManager) => {
    const { desktop, sign } = await shownOn({ windowManager, monitors: two });
    expect(sign.state()).toEqual({ kind: 'shown', purposes: content.purposes });
    await allSeen(desktop);
    const [one = ''] = await windowsOf(desktop);
    expect(await desktop.run('xprop', '-id', one, 'WM_CLASS', '_NET_WM_NAME', '_NET_WM_PID')).toMatch(
      new RegExp(`"plainsight", "plainsight"[\\s\\S]*"Plainsight"[\\s\\S]*${process.pid}`),
    );
    if (windowManager) {
      const terminal = await desktop.openTerminal({ title: 'all of it', geometry: '200x60+0+0' });
      expect((await desktop.xdotool('getactivewindow')).trim()).toBe(terminal.window);
      await allSeen(desktop);
    }
    sign.show(null);
    expect(sign.state().kind).toBe('not-shown');
    await until(async () => (await seen(desktop)) === 0 || null);
  });

  test('is there under a tiling manager too', async () => {
    const { desktop } = await shownOn({ windowManager: false, monitors: two });
    desktop.start('i3', '-c', '/dev/null');
    await desktop.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK');
    desktop.start('xterm', '-T', 'tiled');
    await until(async () => (await desktop.xdotool('search', '--onlyvisible', '--name', '^tiled$')).trim() || null);
    await allSeen(desktop);
  });

  test.each<[string, (desktop: Desktop, window: string) => Promise<unknown>]>([
    ['unmaps it', (desktop, window) => desktop.xdotool('windowunmap', window)],
    ['moves it away', (desktop, window) => desktop.xdotool('windowmove', window, '5000', '5000')],
    ['makes it a point', (desktop, window) => desktop.xdotool('windowsize', window, '1', '1')],
    ['destroys it', (desktop, window) => desktop.xdotool('windowclose', window)],
    ['kills its connection', (desktop, window) => desktop.xdotool('windowkill', window)],
    ['puts it into another window', (desktop, window) => desktop.xdotool('windowreparent', window, window)],
  ])('whoever %s finds it back', async (_, harm) => {
    const { desktop } = await shownOn({ monitors: two });
    await allSeen(desktop);
    for (const window of await windowsOf(desktop)) await harm(desktop, window).catch(() => {});
    await allSeen(desktop);
  });

  test.each<[string, string[], [right: number, bottom: number][]]>([
    ['a small one', ['90/90x40/40+0+0'], [[1272, 712]]],
    ['small ones everywhere', ['90/90x40/40+0+0', '200/200x100/100+1000+500'], [[1272, 712]]],
    ['one that leaves out a part of the screen', ['600/600x300/300+0+0'], [[592, 292]]],
    ['two in nearly the same place', ['1000/1000x720/720+0+0', '1000/1000x718/718+0+0'], [[992, 712]]],
  ])('whoever names other monitors, %s, makes it no smaller and takes it off no screen', async (_, named, corners) => {
    // A window manager would reckon its work area from these, and the sign stands within it.
    const { desktop, sign } = await shownOn({ windowManager: false });
    const before = await placesOf(desktop);
    for (const [index, geometry] of named.entries())
      await desktop.run('xrandr', '--setmonitor', `named-${index}`, geometry, index === 0 ? 'screen' : 'none');
    const { width, height } = drawPill(text, 1);
    const expected = corners.map(([right, bottom]) => `${width}x${height}+${right - width}+${bottom - height}`);
    // Monitors are looked at again every few seconds.
    await until(async () => {
      const now = await placesOf(desktop);
      const isRenewed = before.every(({ window }) => now.every((each) => each.window !== window));
      return (isRenewed && now.map(({ place }) => place).join() === expected.join()) || null;
    });
    await until(() => sign.state().kind === 'shown' || null);
  });

  test('whoever paints over it again and again, of which no event tells, ends the recording', async () => {
    const { desktop, sign } = await shownOn();
    const link = await linkTo(desktop);
    let windows: number[] = [];
    const find = async () => {
      windows = (await placesOf(desktop)).map(({ window }) => Number(window));
    };
    await find();
    // Slower than it is looked at after it was put back: each single look finds it back.
    const painting = setInterval(() => {
      void find().catch(() => {});
      for (const window of windows) paintOver(link, window);
      link.flush();
    }, 400);
    onTestFinished(() => {
      clearInterval(painting);
      link.end();
    });
    await expect
      .poll(() => sign.state(), { timeout: 60_000 })
      .toMatchObject({ kind: 'not-shown', failure: { reason: { code: 'sign-taken' } } });
  });

  test('whoever paints over it whenever it is not looked at, and calls each look, ends the recording', async () => {
    const { desktop, sign } = await shownOn();
    const link = await linkTo(desktop);
    const { client, root } = link;
    const windows = new Set((await placesOf(desktop)).map(({ window }) => Number(window)));
    link.watchChildren(root);
    link.listen(({ name, wid }) => {
      if (name === 'CreateNotify') windows.add(wid ?? 0);
      if (name === 'DestroyNotify') windows.delete(wid ?? 0);
    });
    // A window that comes anywhere has the sign looked at soon, and then not for three seconds.
    const caller = client.AllocID();
    client.CreateWindow(caller, root, 0, 0, 1, 1, 0, 0, 1, 0, {
      ...{ overrideRedirect: true, eventMask: 0, backgroundPixmap: 0 },
    });
    const startedAt = Date.now();
    let isCalled = false;
    const painting = setInterval(() => {
      const phase = (Date.now() - startedAt) % 2_900;
      const isBared = phase < 250 || phase > 2_750;
      if (phase < 100 && !isCalled) client.MapWindow(caller);
      if (phase > 1_000 && isCalled) client.UnmapWindow(caller);
      isCalled = phase < 1_000;
      for (const window of windows) {
        if (window === caller) continue;
        if (isBared) client.ClearArea(window, 0, 0, 0, 0, 0);
        else paintOver(link, window);
      }
      link.flush();
    }, 20);
    onTestFinished(() => {
      clearInterval(painting);
      link.end();
    });
    await expect
      .poll(() => sign.state(), { timeout: 200_000 })
      .toMatchObject({ kind: 'not-shown', failure: { reason: { code: 'sign-taken' } } });
  });

  test('is not shown on one of several screens: the person may sit at another', async () => {
    const server = spawn(
      'Xvfb',
      [
        '-displayfd',
        '3',
        ...['0', '1'].flatMap((screen) => ['-screen', screen, '640x480x24']),
        '-nolisten',
        'tcp',
        '-noreset',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    onTestFinished(() => void server.kill());
    let told = '';
    server.stdio[3]?.on('data', (bytes) => {
      told += bytes;
    });
    await until(() => told.endsWith('\n') || null);
    const env = { DISPLAY: `:${told.trim()}.1`, XDG_SESSION_TYPE: 'x11' };
    const sign = await openRecordingSign({ platform: 'linux', env });
    onTestFinished(() => sign.close());
    sign.show(content);
    const coming = [signComing.reason.code, 'x-server-not-asked'];
    const state = await until(() => {
      const now = sign.state();
      return now.kind === 'not-shown' && coming.includes(now.failure.reason.code) ? null : now;
    });
    expect(state).toMatchObject({ kind: 'not-shown', failure: { reason: { code: 'sign-several-screens' } } });
  });

  test('while something that comes back to the top covers it nothing is recorded, and what is wrong is said', async () => {
    const desktop = await startDesktop();
    onTestFinished(() => desktop.close());
    const { start, platform } = await newWorkplace();
    const employee = await start({
      openSign: () => openRecordingSign({ platform: 'linux', env: desktop.env }),
    });
    const status = async () => unwrap(await employee.service.status({}));
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    await until(async () => (await status()).recording === 'on' || null);
    platform.focus('before');
    const cover = await coverCorner(desktop);
    const apps = async () => (await status()).purposes.find(({ purpose }) => purpose === 'apps');
    await until(async () => (await apps())?.because === 'no-sign' || null);
    const hidden = await status();
    expect(hidden.recording).toBe('off');
    expect(hidden.problems.map(({ code }) => code)).toContain('sign-not-shown');
    expect(platform.watching).toBe(false);
    platform.focus('while it was covered');
    // What is in front once the sign is back may be recorded from then on.
    platform.focus('after');
    cover.end();
    await until(async () => (await apps())?.state === 'recording' || null).catch(() =>
      // After so much of it the sign has to stand for a while.
      until(async () => (await apps())?.because === 'no-sign' || null),
    );
    const day = unwrap(await employee.service.today({}));
    const titles = day.windows.map(({ title }) => title);
    expect(titles).toContain('before');
    expect(titles).not.toContain('while it was covered');
  });
});

/** Blank pixels over all of the sign in `window`. */
function paintOver({ client, screen }: X11Link, window: number): void {
  const { width, height } = drawPill(text, 1);
  const context = client.AllocID();
  client.CreateGC(context, window, {});
  client.PutImage(2, window, context, width, height, 0, 0, 0, screen.root_depth, Buffer.alloc(width * height * 4));
  client.FreeGC(context);
}

/** The windows of the sign, and where they are. */
async function placesOf(desktop: Desktop): Promise<{ window: string; place: string }[]> {
  const tree = await desktop.run('xwininfo', '-root', '-tree');
  const lines = tree.matchAll(/^ +(0x[0-9a-f]+) "Plainsight": .* {2}(\d+x\d+)\+\d+\+\d+ {2}(\+\d+\+\d+)$/gm);
  return [...lines].map(([, window = '', size = '', at = '']) => ({ window, place: size + at }));
}

/** A window over the lower right corner that goes back to the top all the time. */
async function coverCorner(desktop: Desktop): Promise<{ end: () => void }> {
  const link: X11Link = await linkTo(desktop);
  const { client, root } = link;
  const window = client.AllocID();
  client.CreateWindow(window, root, 640, 600, 640, 120, 0, 0, 1, 0, {
    overrideRedirect: true,
    eventMask: 0,
    // As the root window looks.
    backgroundPixmap: 1,
  });
  client.MapWindow(window);
  const timer = setInterval(() => {
    client.ConfigureWindow(window, { stackMode: 0 });
    client.ClearArea(window, 0, 0, 0, 0, 0);
    link.flush();
  }, 2);
  return {
    end: () => {
      clearInterval(timer);
      link.end();
    },
  };
}
