// A small working double of the Electron modules that the host uses. It refuses what Electron refuses, and fails where Electron fails: what must
// come before `ready` throws after it, what nobody holds is collected, what has ended answers nothing.

import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';
import { journal, mustBe } from './app.ts';
import { system } from './system.ts';

export { app, journal } from './app.ts';
export { answerNotice, collect, Notification, refusing } from './notices.ts';
export { safeStorage } from './safe-storage.ts';
export { invokable, ipcMain, protocol, SessionDouble, session, sessions } from './sessions.ts';
export { utilityProcess } from './utility-process.ts';
export { BaseWindow, BrowserWindow, endSession, openWindows } from './windows.ts';

export interface MenuDouble {
  readonly items: readonly MenuItemConstructorOptions[];
}
export const Menu = {
  buildFromTemplate: (items: readonly MenuItemConstructorOptions[]): MenuDouble => ({ items }),
  setApplicationMenu: (menu: MenuDouble | null): void => {
    // On macOS there is always a menu: with none of the app's, the one that every program starts with stays.
    const roles = menu?.items.map(({ role, label }) => role ?? label).join(', ');
    journal.push(`application menu ${roles ?? (system.platform === 'darwin' ? 'as it was' : null)}`);
  },
};

export interface ImageDouble {
  readonly file: string;
}
export const nativeImage = {
  createFromPath(file: string): ImageDouble {
    if (!existsSync(file)) throw new Error(`no image at ${file}`);
    return { file };
  },
};

export const hidingBar = { marks: process.argv.includes('--double-hides-marks') };

export class Tray extends EventEmitter {
  static current: Tray | null = null;
  image: ImageDouble;
  tooltip = '';
  menu: MenuDouble = { items: [] };
  constructor(image: ImageDouble) {
    super();
    mustBe(true, 'new Tray');
    this.image = image;
    Tray.current = this;
  }
  setImage(image: ImageDouble): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: MenuDouble): void {
    this.menu = menu;
  }
  /** Without an area where the system shows no bar, as a policy of Windows can have it. */
  getBounds() {
    return hidingBar.marks ? { x: 0, y: 0, width: 0, height: 0 } : { x: 10, y: 10, width: 16, height: 16 };
  }
  destroy(): void {
    Tray.current = null;
  }
}

export const shortcuts = new Map<string, () => void>();
export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    mustBe(true, 'globalShortcut.register');
    if (shortcuts.has(accelerator)) return false;
    // Wayland's portal is asked later, and what it answers reaches nobody: the answer here is yes in any case.
    const isWayland = process.env.XDG_SESSION_TYPE === 'wayland' || Boolean(process.env.WAYLAND_DISPLAY);
    if (!(system.platform === 'linux' && isWayland)) shortcuts.set(accelerator, callback);
    journal.push(`shortcut ${accelerator}`);
    return true;
  },
  unregister: (accelerator: string): void => void shortcuts.delete(accelerator),
};

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColorsForSystemIntegratedUI: false });
export const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 3 });
export const desktopCapturer = { getSources: async () => [] };
export const screen = {
  getAllDisplays: () => [],
  getPrimaryDisplay: () => ({ id: 0, workArea: { x: 0, y: 0, width: 1280, height: 720 } }),
};
export const shell = { openExternal: async (url: string): Promise<void> => void journal.push(`opened ${url}`) };
export const dialog = {
  showErrorBox: (title: string, text: string): void => void journal.push(`${title}: ${text}`),
  showMessageBoxSync: ({ message }: { message: string }): number => {
    journal.push(`asked ${message}`);
    return 0;
  },
};
