import { join } from 'node:path';
import { app, BaseWindow, globalShortcut, Menu, nativeImage, nativeTheme, powerMonitor, Tray } from 'electron';
import { watchReminders } from '../agent/host/reminder-watch.ts';
import { desktopLanguage, log, root, tell } from './host.ts';
import type { HostServices } from './services.ts';
import { isOnWayland } from './system/idle.ts';
import { watchSessionEnd } from './system/session-end.ts';
import { tellOfNews, tellOfShots } from './tray/notices.ts';
import { registerPauseShortcut } from './tray/shortcut.ts';
import { createTray } from './tray/tray.ts';
import { trayImageFile } from './tray/tray-images.ts';
import type { TrayPresence } from './tray/tray-sign.ts';
import type { Windows } from './window/windows.ts';

/** The mark in the bar, with its menu. Answers how it is taken down: without its mark nothing may be recorded any more. */
export async function setupTray(
  { employee, manager }: HostServices,
  windows: Windows,
  presence: TrayPresence,
): Promise<() => void> {
  const bar = () => ({ platform: process.platform, dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI });
  const imageOf = (shape: Parameters<typeof trayImageFile>[0]) =>
    nativeImage.createFromPath(join(root, 'assets', 'tray', trayImageFile(shape, bar())));
  const mark = new Tray(imageOf('closed'));
  const tray = createTray<Menu>({
    tray: mark,
    imageOf,
    onBarChange: (listener) => void nativeTheme.on('updated', listener),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    employee,
    open: windows.open,
    tell,
    platform: process.platform,
    language: desktopLanguage(),
    hasManager: manager !== null,
    quit: () => void windows.closeAsking().then((closed) => closed && app.quit()),
  });
  presence.set(mark);
  await tray.refresh();
  return () => {
    presence.set(null);
    tray.close();
  };
}

/** The shortcut, the quiet notices, and the session's end. Answers how each stops. */
export function setupWatches({ employee, reminders, save }: HostServices, windows: Windows): (() => void)[] {
  const openPage = () => windows.open('employee', 'today');
  const { platform, env } = process;
  const notices = { employee, tell, language: desktopLanguage() };
  return [
    registerPauseShortcut({
      shortcuts: globalShortcut,
      service: employee.service,
      open: openPage,
      log,
      isWayland: isOnWayland(platform, env),
    }),
    tellOfNews({ ...notices, openPage: () => windows.open('employee', 'consent') }),
    tellOfShots({ ...notices, isPageOpen: () => windows.isOpen('employee'), openPage }),
    watchReminders({
      ...notices,
      memory: reminders,
      every: repeat,
      openPage: (page) => windows.open('employee', page),
    }),
    watchSessionEnd({
      platform,
      createWindow: (options) => new BaseWindow(options),
      power: powerMonitor,
      save,
      quit: () => app.quit(),
      log,
    }),
  ];
}

function repeat(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}
