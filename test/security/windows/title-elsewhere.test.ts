import { afterEach, describe, expect, it } from 'vitest';
import { roleOf } from '../../../agent/capture/linux-x11/windows/window-roles.ts';
import { internAtoms } from '../../../agent/capture/linux-x11/wire/properties.ts';
import type { CapturePlatform, VisibleWindow } from '../../../agent/ports.ts';
import { linkTo, platformOn } from '../../agent/capture/linux-x11/windows/observer.ts';
import { type Desktop, startDesktop, until } from '../../desktop.ts';
import { captured, masked, openVault, rulesOf, vaultRule } from './masked-screen.ts';

describe.skipIf(process.platform !== 'linux')('the title of an excluded window', { timeout: 60_000 }, () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function start(windowManager: true | 'icewm') {
    const desktop = await startDesktop({ windowManager });
    const platform = await platformOn(desktop);
    open.push(platform, desktop);
    await openVault(desktop);
    return { desktop, platform };
  }

  it.each(['icewm', true] as const)('is not in the list of windows of the window manager (%s)', async (manager) => {
    const { desktop, platform } = await start(manager);
    // icewm's is a window that it manages like any other, openbox's is a menu.
    await desktop.xdotool('mousemove', '400', '600', 'click', '2');
    const list = await shown(platform, ({ appId, title, role }) =>
      manager === 'icewm' ? appId === 'icewm' && title === 'WindowList' : role === 'frame',
    );
    expect((await masked(platform, rulesOf(vaultRule))).share(list.bounds)).toBe(1);
    expect((await masked(platform, rulesOf())).share(list.bounds)).toBe(0);
  });

  it.each(['DESKTOP', 'DOCK'] as const)('is not in a menu of a program whose own window is a %s', async (type) => {
    const { desktop, platform } = await start(true);
    await withMenu(desktop, type);
    const menu = await shown(platform, ({ appId, title }) => appId === 'shell' && title === 'menu');
    expect((await masked(platform, rulesOf(vaultRule))).share(menu.bounds)).toBe(1);
    expect((await masked(platform, rulesOf({ app: 'other', effect: 'exclude' }))).share(menu.bounds)).toBe(0);
  });

  it('is left out of no menu of a program that has an ordinary window', async () => {
    const { desktop, platform } = await start(true);
    await withMenu(desktop, 'NORMAL');
    const menu = await shown(platform, ({ appId, title }) => appId === 'shell' && title === 'menu');
    expect((await masked(platform, rulesOf(vaultRule))).share(menu.bounds)).toBe(0);
  });

  it('is not in a panel, a switcher or a launcher that says of itself no more than its name', async () => {
    const { desktop } = await start(true);
    const link = await linkTo(desktop);
    const atoms = await internAtoms(link);
    const managed = { isManaged: true, overrideRedirect: false, isManagers: true, hasManagedSibling: true };
    const facts = { ...managed, window: link.root, types: [], isManagersOwn: false };
    for (const appId of [
      'fvwmbuttons',
      'fvwmpager',
      'fvwmiconman',
      'rofi',
      'xfce4-panel',
      'lxpanel',
      'plank',
      'alttab',
    ])
      expect([appId, await roleOf(link, atoms, { ...facts, appId })]).toEqual([appId, 'panel']);
    expect(await roleOf(link, atoms, { ...facts, appId: 'xterm' })).toBe('window');
    link.end();
  });
});

function shown(platform: CapturePlatform, isIt: (window: VisibleWindow) => boolean): Promise<VisibleWindow> {
  return until(async () => (await captured(platform)).windows.find(isIt) ?? null);
}

/** One program with a window of this type, and beside it a menu that it shows by itself. */
async function withMenu(desktop: Desktop, type: 'DESKTOP' | 'DOCK' | 'NORMAL'): Promise<void> {
  const link = await linkTo(desktop);
  const { client, root } = link;
  const [windowType, value] = await Promise.all(
    ['_NET_WM_WINDOW_TYPE', `_NET_WM_WINDOW_TYPE_${type}`].map((name) =>
      link.ask<number>((asked, answer) => asked.InternAtom(false, name, answer)),
    ),
  );
  const [atom, text, name, named] = [4, 31, 39, 67];
  const typed = Buffer.alloc(4);
  typed.writeUInt32LE(value ?? 0);
  for (const title of ['own', 'menu'] as const) {
    const window = client.AllocID();
    const overrideRedirect = title === 'menu';
    client.CreateWindow(window, root, 700, 400, 200, 150, 0, 0, 1, 0, {
      overrideRedirect,
      eventMask: 0,
      backgroundPixmap: 0,
    });
    client.ChangeProperty(0, window, named, text, 8, Buffer.from('shell\0Shell\0'));
    client.ChangeProperty(0, window, name, text, 8, Buffer.from(title));
    if (title === 'own') client.ChangeProperty(0, window, windowType ?? 0, atom, 32, typed);
    client.MapWindow(window);
  }
}
