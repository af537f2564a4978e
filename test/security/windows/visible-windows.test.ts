import { afterEach, describe, expect, it } from 'vitest';
import { masksOf } from '../../../agent/screenshot/masks.ts';
import { linkTo, platformOn } from '../../agent/capture/linux-x11/windows/observer.ts';
import { type DesktopOptions, startDesktop, until } from '../../desktop.ts';
import { captured, masked, openVault, rulesOf, vaultRule, windowNamed } from './masked-screen.ts';

const sideBySide = [
  { name: 'left', x: 0, y: 0, width: 640, height: 720 },
  { name: 'right', x: 640, y: 0, width: 640, height: 720 },
];

describe.skipIf(process.platform !== 'linux')('what an excluded window shows', { timeout: 60_000 }, () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(options: DesktopOptions, settle?: Parameters<typeof platformOn>[1]) {
    const desktop = await startDesktop(options);
    const platform = await platformOn(desktop, settle);
    open.push(platform, desktop);
    return { desktop, platform };
  }

  it('is covered on a monitor that shows another workspace than the one with the focus', async () => {
    const i3 = 'workspace 1 output left\nworkspace 2 output right\n';
    const { desktop, platform } = await start({ windowManager: { i3 }, monitors: sideBySide });
    await desktop.run('i3-msg', 'workspace 1');
    await openVault(desktop);
    await desktop.run('i3-msg', 'workspace 2');
    await desktop.openTerminal({ title: 'report' }).catch(() => {});
    for (const focused of ['workspace 2', 'workspace 1']) {
      await desktop.run('i3-msg', focused);
      const { screen, share } = await masked(platform, rulesOf(vaultRule));
      expect(screen.windows.map(({ appId }) => appId)).toContain('keepassxc');
      expect(share({ x: 4, y: 30, width: 600, height: 600 })).toBe(1);
      expect(share({ x: 700, y: 60, width: 500, height: 500 })).toBe(0);
    }
  });

  it('is not in the tabs of the container that it lies in, behind another or in front', async () => {
    const { desktop, platform } = await start({ windowManager: { i3: 'workspace_layout tabbed\n' } });
    await openVault(desktop);
    desktop.start('xterm', '-T', 'report', '-e', 'cat');
    await windowNamed(desktop, 'report');
    const tabs = { x: 0, y: 0, width: 1280, height: 15 };
    const below = { x: 10, y: 60, width: 1000, height: 500 };
    const behind = await masked(platform, rulesOf(vaultRule));
    expect(behind.share(tabs)).toBe(1);
    const free = await masked(platform, rulesOf());
    expect([free.share(tabs), free.share(below)]).toEqual([0, 0]);
  });

  it('is in no panel, also while it is minimised, and panels are shown again once it is gone', async () => {
    const { desktop, platform } = await start({});
    desktop.start('tint2');
    const panel = await until(async () => {
      const { windows } = await captured(platform);
      return windows.find(({ role }) => role === 'panel')?.bounds ?? null;
    });
    await desktop.openTerminal({ title: 'report' });
    const rules = rulesOf(vaultRule);
    expect((await masked(platform, rules)).share(panel)).toBe(0);
    const vault = await openVault(desktop);
    expect((await masked(platform, rules)).share(panel)).toBe(1);
    await desktop.xdotool('windowminimize', '--sync', vault);
    expect((await masked(platform, rules)).share(panel)).toBe(1);
    await desktop.xdotool('set_desktop_for_window', vault, '1');
    expect((await masked(platform, rules)).share(panel)).toBe(1);
    // A title that a rule hides is on the button all the same.
    expect((await masked(platform, rulesOf({ title: 'report', effect: 'hide-title' }))).share(panel)).toBe(1);
    await desktop.xdotool('windowkill', vault);
    await expect.poll(async () => (await masked(platform, rules)).share(panel), { timeout: 60_000 }).toBe(0);
  });

  it('is in no notice, whatever program shows it and whatever the rules', async () => {
    const { desktop, platform } = await start({});
    const say =
      "dunst & for turn in 1 2 3 4 5; do notify-send -t 60000 -a Signal Someone 'Your result is here' && break; sleep 0.2; done; sleep 60";
    desktop.start('dbus-run-session', '--', 'sh', '-c', say);
    // A notice takes its size while it comes: where it lies is read with the very picture.
    const covered = await until(async () => {
      const { screen, share } = await masked(platform, rulesOf());
      const notice = screen.windows.find(({ role }) => role === 'notice');
      return notice === undefined ? null : share(notice.bounds);
    });
    expect(covered).toBe(1);
  });

  it('is not in its title bar where a rule hides its title alone', async () => {
    const { desktop, platform } = await start({});
    await desktop.openTerminal({ title: 'About the merger', geometry: '60x20+100+100' });
    const { screen, share } = await masked(platform, rulesOf({ title: '*merger*', effect: 'hide-title' }));
    const { bounds, content } = screen.windows[0] ?? {};
    if (!bounds || !content) throw new Error('no frame');
    expect(content.y - bounds.y).toBeGreaterThan(10);
    expect(share({ ...bounds, height: content.y - bounds.y })).toBe(1);
    expect(share(content)).toBe(0);
  });

  it('is not in a dialog of it that another title', async () => {
    const { desktop, platform } = await start({});
    const vault = await openVault(desktop);
    const dialog = await desktop.openTerminal({ title: 'Save as', geometry: '40x8+700+400' });
    const link = await linkTo(desktop);
    const owner = Buffer.alloc(4);
    owner.writeUInt32LE(Number(vault));
    const [transientFor, windowType] = [68, 33];
    link.client.ChangeProperty(0, Number(dialog.window), transientFor, windowType, 32, owner);
    await expect
      .poll(async () => (await captured(platform)).windows.find(({ title }) => title === 'Save as')?.belongsTo?.length)
      .toBe(1);
    link.end();
    const { share } = await masked(platform, rulesOf(vaultRule));
    expect(share({ x: 720, y: 440, width: 100, height: 50 })).toBe(1);
  });

  it.each([
    ['had its title a moment ago', 'Vault', 'Harmless'],
    ['gets its title a moment later', 'Harmless', 'Vault'],
  ])('is covered when it %s', async (_, before, after) => {
    const { desktop, platform } = await start({}, { beforeMs: 2_500, afterMs: 750 });
    const { window } = await desktop.openTerminal({ title: before, geometry: '60x20+100+100' });
    const rules = rulesOf({ title: 'vault', effect: 'exclude' });
    // Where pictures follow each other the past is known; the title changes right before or right after the pixels of the third.
    for (let picture = 0; picture < 2; picture += 1) await platform.screen.capture();
    let renamed: Promise<unknown> = Promise.resolve();
    const rename = () => desktop.xdotool('set_window', '--name', after, window);
    if (before === 'Vault') await rename();
    const reading = await platform.screen.capture(() => {
      if (after === 'Vault') renamed = rename();
      return true;
    });
    await renamed;
    if (reading.kind !== 'screen') throw new Error(reading.kind);
    const [mask] = masksOf(reading.screen, rules);
    expect(mask?.bounds).toEqual(reading.screen.windows.find(({ title }) => title === 'Vault')?.bounds);
    expect(new Set(reading.screen.windows.map(({ title }) => title))).toEqual(new Set(['Vault', 'Harmless']));
  });

  it('is not read at all when leave ends before the pixels are', async () => {
    const { platform } = await start({});
    expect(await platform.screen.capture(() => false)).toEqual({ kind: 'not-allowed' });
  });

  it('is covered without a window manager too', async () => {
    const { desktop, platform } = await start({ windowManager: false });
    await openVault(desktop);
    const { share } = await masked(platform, rulesOf(vaultRule));
    expect(share({ x: 62, y: 62, width: 200, height: 100 })).toBe(1);
    expect(share({ x: 700, y: 400, width: 200, height: 100 })).toBe(0);
  });
});
