import { describe, expect, it, vi } from 'vitest';
import { type LockableContents, lockContents } from '../../../electron/window/navigation.ts';
import {
  type LockableSession,
  lockSession,
  mayDownload,
  mayRequest,
} from '../../../electron/window/session-lockdown.ts';

type Handler = (...args: never[]) => unknown;

function lockedSession() {
  const handlers = new Map<string, Handler>();
  const log: string[] = [];
  const keep = (name: string) => (handler: Handler | null) => void (handler && handlers.set(name, handler));
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    webRequest: { onBeforeRequest: keep('before-request') },
    on: (_event: string, listener: Handler) => void handlers.set('download', listener),
  };
  lockSession(session as unknown as LockableSession, (reason) => log.push(reason));
  const run = (name: string, ...args: unknown[]) => (handlers.get(name) as (...all: unknown[]) => unknown)(...args);
  return { run, log };
}

describe('a locked session', () => {
  it.each(['media', 'display-capture', 'clipboard-read', 'notifications', 'fileSystem', 'openExternal', 'unknown'])(
    'denies %s, asked for or checked',
    (permission) => {
      const { run, log } = lockedSession();
      const granted = vi.fn();
      run('request', null, permission, granted, {});
      expect(granted.mock.calls).toEqual([[false]]);
      expect(run('check', null, permission, 'plainsight://app', {})).toBe(false);
      expect(log).toEqual([`denied the permission ${permission}`]);
    },
  );

  it('gives no device and no screen', () => {
    const { run } = lockedSession();
    expect(run('device', { deviceType: 'usb' })).toBe(false);
    const streams = vi.fn();
    run('display', {}, streams);
    expect(streams.mock.calls).toEqual([[null]]);
  });

  function download(url: string) {
    const { run, log } = lockedSession();
    const event = { preventDefault: vi.fn() };
    // No `setSavePath`: calling it would fail here, and in Electron it would leave the person out.
    const item = { getURL: () => url, getFilename: () => 'plainsight-2026-11-16.zip', setSaveDialogOptions: vi.fn() };
    run('download', event, item);
    return { isDenied: event.preventDefault.mock.calls.length === 1, asked: item.setSaveDialogOptions.mock.calls, log };
  }

  it('lets a page save what it made, where the person chooses', () => {
    const { isDenied, asked, log } = download('blob:plainsight://app/5b0e');
    expect(isDenied).toBe(false);
    expect(asked).toEqual([[{ defaultPath: 'plainsight-2026-11-16.zip' }]]);
    expect(log).toEqual([]);
  });

  it.each([
    'plainsight://app/employee.html',
    'blob:https://example.org/5b0e',
    'blob:plainsight://other/5b0e',
    'blob:null/5b0e',
    'data:application/zip;base64,AA==',
    'https://example.org/canary.exe',
    'file:///etc/passwd',
    'not an address',
  ])('saves nothing of %s, and keeps the address out of the log', (url) => {
    const { isDenied, asked, log } = download(url);
    expect([isDenied, mayDownload(url)]).toEqual([true, false]);
    expect(asked).toEqual([]);
    expect(log).toEqual(['denied a download']);
  });

  it('cancels a request for anything else, and keeps its address out of the log', () => {
    const { run, log } = lockedSession();
    const decide = vi.fn();
    run('before-request', { url: 'https://example.org/?canary', resourceType: 'image' }, decide);
    run('before-request', { url: 'plainsight://app/employee.html', resourceType: 'mainFrame' }, decide);
    expect(decide.mock.calls).toEqual([[{ cancel: true }], [{ cancel: false }]]);
    expect(log).toEqual(['cancelled a image request that was not for our own pages']);
  });

  it.each([
    ['plainsight://app/assets/main.js', true],
    ['blob:plainsight://app/5b0e', true],
    ['data:image/webp;base64,AA==', true],
    ['blob:https://example.org/5b0e', false],
    ['blob:plainsight://other/5b0e', false],
    ['http://127.0.0.1/', false],
    ['https://plainsight/app', false],
    ['ws://example.org/', false],
    ['file:///etc/passwd', false],
    ['ftp://example.org/', false],
    ['chrome://gpu', false],
    ['devtools://devtools/bundled/x.js', false],
    ['plainsight://other/main.js', false],
    ['not an address', false],
  ])('%s may be requested: %s', (url, may) => {
    expect(mayRequest(url)).toBe(may);
  });
});

describe('locked contents', () => {
  interface Asked {
    readonly url?: string;
    readonly isMainFrame?: boolean;
  }

  function locked(shown: string) {
    const listeners = new Map<string, (event: Asked & { preventDefault(): void }) => void>();
    const openWindow = vi.fn<(handler: () => { action: string }) => void>();
    const log: string[] = [];
    const contents = {
      on: (name: string, listener: (event: Asked & { preventDefault(): void }) => void) =>
        void listeners.set(name, listener),
      setWindowOpenHandler: openWindow,
      getURL: () => shown,
    };
    lockContents(contents as unknown as LockableContents, (reason) => log.push(reason));
    const isDenied = (name: string, asked: Asked = {}): boolean => {
      const preventDefault = vi.fn();
      listeners.get(name)?.({ ...asked, preventDefault });
      return preventDefault.mock.calls.length === 1;
    };
    return { listeners, openWindow, log, isDenied };
  }

  const page = 'plainsight://app/employee.html#today';

  it('deny every way to another page', () => {
    const { listeners, openWindow, log, isDenied } = locked(page);
    const names = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'];
    expect([...listeners.keys()]).toEqual(names);
    for (const name of names) expect(isDenied(name, { url: 'https://example.org/', isMainFrame: true })).toBe(true);
    expect(openWindow.mock.calls[0]?.[0]()).toEqual({ action: 'deny' });
    expect(log).toHaveLength(5);
  });

  it.each([
    'plainsight://app/employee.html#today',
    'plainsight://app/employee.html',
    'plainsight://app/employee.html#hours',
  ])('let the page load itself again: %s', (url) => {
    const { isDenied } = locked(page);
    for (const name of ['will-navigate', 'will-frame-navigate'])
      expect(isDenied(name, { url, isMainFrame: true })).toBe(false);
    expect(isDenied('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
    expect(isDenied('will-redirect', { url, isMainFrame: true })).toBe(true);
  });

  it.each([
    'plainsight://app/manager.html',
    'plainsight://app/employee.html?x=1',
    'plainsight://other/employee.html',
    'plainsight://a@app/employee.html',
    'file:///app/employee.html',
    'about:blank',
    '',
  ])('let the page go nowhere else: %s', (url) => {
    const { isDenied } = locked(page);
    for (const name of ['will-navigate', 'will-frame-navigate'])
      expect(isDenied(name, { url, isMainFrame: true })).toBe(true);
    expect(locked(url).isDenied('will-navigate', { url, isMainFrame: true })).toBe(
      !url.startsWith('plainsight://app/'),
    );
  });
});
