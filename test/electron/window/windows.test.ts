import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createWindows, type PageWindow, pageUrl, windowOptions } from '../../../electron/window/windows.ts';

class WindowDouble extends EventEmitter {
  static made = 0;
  url = '';
  readonly webContents = Object.assign(new EventEmitter(), {
    id: ++WindowDouble.made,
    send: vi.fn(),
    reload: vi.fn(),
    forcefullyCrashRenderer: vi.fn(),
    getURL: () => this.url,
  });
  readonly loadURL = vi.fn(async (url: string) => {
    this.url = url;
  });
  destroyed = false;
  isDestroyed(): boolean {
    return this.destroyed;
  }
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  minimized = false;
  isMinimized(): boolean {
    return this.minimized;
  }
  /** What a page does that holds something unsaved: it asks, and stays unless it is let go. */
  isUnsaved = false;
  isHanging = false;
  close(): void {
    let isLetGo = false;
    if (this.isHanging) return;
    if (this.isUnsaved) this.webContents.emit('will-prevent-unload', { preventDefault: () => (isLetGo = true) });
    if (!this.isUnsaved || isLetGo) this.destroy();
  }
  destroy(): void {
    this.destroyed = true;
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
  const log: string[] = [];
  const onGivenUp = vi.fn();
  const mayDiscard = vi.fn(() => false);
  const windows = createWindows({ ...given, create, log: (reason) => log.push(reason), mayDiscard, onGivenUp });
  return { made, create, windows, log, mayDiscard, onGivenUp };
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

  it('are closed one after the other when the person quits, up to one that keeps what is not saved', async () => {
    const { made, windows, mayDiscard } = open();
    windows.open('employee');
    windows.open('manager');
    const [employee, manager] = made;
    if (employee === undefined || manager === undefined) throw new Error('two windows were opened');
    employee.isUnsaved = true;
    expect(await windows.closeAsking()).toBe(false);
    expect([employee.destroyed, manager.destroyed]).toEqual([false, false]);
    expect(windows.isOpen('employee')).toBe(true);
    mayDiscard.mockReturnValue(true);
    expect(await windows.closeAsking()).toBe(true);
    expect([employee.destroyed, manager.destroyed]).toEqual([true, true]);
    expect(await windows.closeAsking()).toBe(true);
  });

  it('keep nobody from quitting because a page hangs', async () => {
    vi.useFakeTimers();
    try {
      const { made, windows } = open();
      windows.open('employee');
      if (made[0] !== undefined) made[0].isHanging = true;
      const closed = windows.closeAsking();
      await vi.advanceTimersByTimeAsync(3_000);
      expect(await closed).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ask before a page goes that holds something unsaved, and stay unless the person lets it go', () => {
    const { made, windows, mayDiscard } = open();
    windows.open('employee');
    const event = { preventDefault: vi.fn() };
    made[0]?.webContents.emit('will-prevent-unload', event);
    expect(event.preventDefault).not.toHaveBeenCalled();
    mayDiscard.mockReturnValue(true);
    made[0]?.webContents.emit('will-prevent-unload', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
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

  it('does not load the place again that is shown, so that what was typed there stays', () => {
    const { made, windows } = open();
    windows.open('employee', 'today');
    windows.open('employee', 'today');
    expect(made[0]?.loadURL).toHaveBeenCalledOnce();
    expect(made[0]?.focus).toHaveBeenCalledOnce();
  });

  it('load again what ended or did not load, three times a minute, and are then closed with a word', async () => {
    const { made, windows, onGivenUp } = open();
    windows.open('employee');
    const [window] = made;
    const contents = window?.webContents;
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    contents?.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    contents?.emit('did-fail-load', {}, -3, 'ERR_ABORTED', '', true);
    contents?.emit('did-fail-load', {}, -2, 'ERR_FAILED', '', false);
    await turn();
    expect(contents?.reload).not.toHaveBeenCalled();
    contents?.emit('did-fail-load', {}, -2, 'ERR_FAILED', '', true);
    for (const reason of ['crashed', 'oom']) contents?.emit('render-process-gone', {}, { reason, exitCode: 5 });
    await turn();
    expect(contents?.reload).toHaveBeenCalledTimes(3);
    expect(onGivenUp).not.toHaveBeenCalled();
    contents?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await turn();
    expect(contents?.reload).toHaveBeenCalledTimes(3);
    expect(onGivenUp).toHaveBeenCalledOnce();
    expect(windows.isOpen('employee')).toBe(false);
    windows.open('employee');
    expect(made).toHaveLength(2);
  });

  it('end a page that does not answer when somebody wants it, and not before', () => {
    const { made, windows, log } = open();
    windows.open('employee');
    const end = made[0]?.webContents.forcefullyCrashRenderer;
    made[0]?.emit('unresponsive');
    expect(log).toEqual(['a page does not answer']);
    expect(end).not.toHaveBeenCalled();
    made[0]?.emit('responsive');
    windows.open('employee');
    expect(end).not.toHaveBeenCalled();
    made[0]?.emit('unresponsive');
    windows.open('employee');
    expect(end).toHaveBeenCalledOnce();
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
