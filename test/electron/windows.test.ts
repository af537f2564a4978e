import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createWindows, type PageWindow, pageUrl, windowOptions } from '../../electron/windows.ts';

class WindowDouble extends EventEmitter {
  static made = 0;
  readonly webContents = { id: ++WindowDouble.made, send: vi.fn() };
  readonly loadURL = vi.fn(async () => {});
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  minimized = false;
  isMinimized(): boolean {
    return this.minimized;
  }
  destroy(): void {
    this.emit('closed');
  }
}

const session = {} as Session;
const given = {
  session,
  preloadOf: (page: string) => `/out/preload-${page}.cjs`,
  iconFile: '/assets/icon.png',
  devTools: false,
};

function open() {
  const made: WindowDouble[] = [];
  const create = vi.fn((_options: BrowserWindowConstructorOptions) => {
    const window = new WindowDouble();
    made.push(window);
    return window as unknown as PageWindow;
  });
  return { made, create, windows: createWindows({ ...given, create }) };
}

describe('windows', () => {
  it('are made when opened, shown when ready, and gone when closed', () => {
    const { made, windows } = open();
    windows.open('employee');
    const [window] = made;
    expect(window?.loadURL.mock.calls).toEqual([['plainsight://app/employee.html']]);
    expect(window?.show).not.toHaveBeenCalled();
    window?.emit('ready-to-show');
    expect(window?.show).toHaveBeenCalledOnce();
    const id = window?.webContents.id ?? -1;
    expect(windows.contractOf(id)).toBe('employee');
    window?.emit('closed');
    expect(windows.contractOf(id)).toBeUndefined();
    windows.open('employee');
    expect(made).toHaveLength(2);
  });

  it('opens a page at one of its places, also where it is open already', () => {
    const { made, windows } = open();
    windows.open('employee', 'consent');
    windows.open('employee', 'today');
    expect(made).toHaveLength(1);
    expect(made[0]?.loadURL.mock.calls).toEqual([[pageUrl('employee', 'consent')], [pageUrl('employee', 'today')]]);
    expect(new URL(pageUrl('employee', 'consent')).hash).toBe('#consent');
    expect([windows.isOpen('employee'), windows.isOpen('manager')]).toEqual([true, false]);
  });

  it('come to the front instead of being made twice', () => {
    const { made, windows } = open();
    windows.open('employee');
    windows.open('manager');
    if (made[0]) made[0].minimized = true;
    windows.open('employee');
    expect(made).toHaveLength(2);
    expect(made[0]?.restore).toHaveBeenCalledOnce();
    expect(made[0]?.focus).toHaveBeenCalledOnce();
  });

  it('are told of changes each on its own channel, without a payload', () => {
    const { made, windows } = open();
    windows.notify('employee');
    windows.open('employee');
    windows.open('manager');
    windows.notify('employee');
    expect(made[0]?.webContents.send.mock.calls).toEqual([['plainsight-changed:employee']]);
    expect(made[1]?.webContents.send).not.toHaveBeenCalled();
  });

  it('all close at the end', () => {
    const { made, windows } = open();
    windows.open('employee');
    windows.open('manager');
    windows.closeAll();
    expect(made.map(({ webContents }) => windows.contractOf(webContents.id))).toEqual([undefined, undefined]);
  });

  it('state every setting that keeps a page in its place', () => {
    expect(windowOptions('manager', given).webPreferences).toEqual({
      session,
      preload: '/out/preload-manager.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });
});
