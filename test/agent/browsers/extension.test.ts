import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chromiumId, firefoxId, hostName } from '../../../agent/browsers/extension-id.ts';
import { parseWord } from '../../../agent/browsers/page-word.ts';

const folder = join(import.meta.dirname, '../../../assets/extension');
const source = readFileSync(join(folder, 'background.js'), 'utf8');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

type Listener = (...args: unknown[]) => void;

/** The functions of a browser that the extension has; whatever else it asks for is not there. */
function fakeBrowser() {
  const listeners = new Map<string, Listener>();
  const event = (name: string) => ({ addListener: (listener: Listener) => void listeners.set(name, listener) });
  const scene = {
    window: { id: 1, focused: true, incognito: false },
    tab: { url: 'https://one.example/a/b?c=d#e', incognito: false, active: true } as
      | Record<string, unknown>
      | undefined,
    /** The tab in the other half of a split view. */
    other: undefined as Record<string, unknown> | undefined,
    isPrivateLast: false,
    ports: 0,
    told: [] as Record<string, unknown>[],
    fire: (name: string, ...args: unknown[]) => listeners.get(name)?.(...args),
  };
  const api = {
    runtime: {
      lastError: undefined,
      onStartup: event('startup'),
      onInstalled: event('installed'),
      connectNative(name: string) {
        expect(name).toBe(hostName);
        scene.ports += 1;
        return {
          onMessage: event('message'),
          onDisconnect: event('disconnect'),
          postMessage: (message: Record<string, unknown>) => void scene.told.push(JSON.parse(JSON.stringify(message))),
        };
      },
    },
    tabs: {
      onActivated: event('activated'),
      onUpdated: event('updated'),
      onRemoved: event('removed'),
      query: async (asked: { readonly splitViewId?: number }) => {
        if (asked.splitViewId !== undefined) {
          expect(asked).toEqual({ windowId: 1, splitViewId: 9 });
          return [scene.tab, scene.other];
        }
        expect(asked).toEqual({ active: true, windowId: 1 });
        return scene.tab === undefined ? [] : [scene.tab];
      },
    },
    windows: {
      onFocusChanged: event('focus'),
      getLastFocused: async () => {
        if (scene.isPrivateLast) throw new Error('Invalid window');
        return scene.window;
      },
    },
  };
  runInNewContext(source, { chrome: api, URL, setTimeout, Date, JSON, Math });
  return scene;
}

describe('what the extension is', () => {
  it('asks for two permissions, is in no private window, and reads no page', () => {
    expect(manifest.permissions).toEqual(['tabs', 'nativeMessaging']);
    expect(manifest.incognito).toBe('not_allowed');
    for (const more of ['host_permissions', 'optional_permissions', 'content_scripts', 'web_accessible_resources'])
      expect(manifest).not.toHaveProperty(more);
  });

  it('has the ids that native hosts let in', () => {
    const key = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex').slice(0, 32);
    expect([...key].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('')).toBe(chromiumId);
    expect(manifest.browser_specific_settings.gecko.id).toBe(firefoxId);
  });

  it('is read in a minute, loads nothing and speaks to nobody else', () => {
    expect(source.split('\n').length).toBeLessThan(120);
    expect(source).not.toMatch(/import|require|fetch|XMLHttpRequest|WebSocket|eval|storage|cookies|executeScript/);
    expect(source.match(/https?:\/\//g)).toBeNull();
  });
});

describe('what the extension tells', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = () => vi.advanceTimersByTimeAsync(400);

  it('has the path of the page while the agent asks for it, at most 200 characters, and never more of the address', async () => {
    const browser = fakeBrowser();
    browser.fire('message', { wanted: true, paths: true });
    await settle();
    expect(browser.told).toEqual([{ focused: true, window: 1, host: 'one.example', path: '/a/b' }]);
    for (const [url, path] of [
      [`https://one.example/${'x'.repeat(300)}?y#z`, `/${'x'.repeat(199)}`],
      ['https://user:password@one.example/?a=b', '/'],
      ['https://one.example/bücher#c', '/b%C3%BCcher'],
    ]) {
      browser.tab = { url, active: true };
      browser.fire('activated');
      await settle();
      expect(browser.told.at(-1)).toEqual({ focused: true, window: 1, host: 'one.example', path });
      expect(parseWord(Buffer.from(JSON.stringify(browser.told.at(-1))), true)?.url).toBe(`https://one.example${path}`);
    }
    browser.tab = { url: 'file:///etc/hostname', active: true };
    browser.fire('activated');
    await settle();
    expect(browser.told.at(-1)).toEqual({ focused: true, window: 1, host: null });
    for (const less of [{ wanted: true, paths: false }, { wanted: true }]) {
      browser.tab = { url: 'https://one.example/a/b', active: true };
      browser.fire('message', less);
      await settle();
      expect(browser.told.at(-1)).toEqual({ focused: true, window: 1, host: 'one.example' });
    }
  });

  it('has the host of the other half of a split view, which is in sight too, and nothing of any other tab', async () => {
    const browser = fakeBrowser();
    browser.fire('message', { wanted: true, paths: true });
    await settle();
    const half = { id: 1, windowId: 1, splitViewId: 9, active: true, url: 'https://one.example/a' };
    const one = { focused: true, window: 1, host: 'one.example', path: '/a' };
    browser.tab = half;
    for (const [url, told] of [
      ['https://two.example/b?c#d', { ...one, beside: 'two.example' }],
      ['chrome://newtab/', one],
      // Where the other half is not known, neither is the window.
      ['', { focused: true, window: 1 }],
    ] as const) {
      browser.other = { id: 2, windowId: 1, splitViewId: 9, active: false, url };
      browser.fire('updated', 2, { url }, browser.other);
      await settle();
      expect(browser.told.at(-1)).toEqual(told);
      expect(parseWord(Buffer.from(JSON.stringify(told)))?.beside).toBe(
        'beside' in told ? 'https://two.example/' : null,
      );
    }
    browser.tab = { ...half, splitViewId: -1 };
    browser.fire('updated', 1, { splitViewId: -1 }, browser.tab);
    await settle();
    expect(browser.told.at(-1)).toEqual(one);
  });

  it('is nothing unless the agent wants to know', async () => {
    const browser = fakeBrowser();
    for (const name of ['activated', 'focus', 'removed', 'startup']) browser.fire(name);
    browser.fire('message', { ask: 1 });
    await settle();
    expect(browser.told).toEqual([]);
    browser.fire('message', { wanted: true });
    await settle();
    expect(browser.told).toEqual([{ focused: true, window: 1, host: 'one.example' }]);
    browser.fire('message', { wanted: false });
    browser.tab = { url: 'https://two.example/', active: true };
    browser.fire('activated');
    browser.fire('message', { ask: 2 });
    await settle();
    expect(browser.told).toHaveLength(1);
  });

  it.each([
    ['https://one.example/a/b?c=d#e', 'one.example'],
    ['http://user:secret@one.example:8080/', 'one.example'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['http://192.0.2.7/', '192.0.2.7'],
    ['http://[2001:db8::1]:81/', '[2001:db8::1]'],
    ['http://one.example/letter.pdf', 'one.example'],
    ['about:blank', null],
    ['about:reader?url=https%3A%2F%2Fone.example%2F', null],
    ['chrome://settings/', null],
    ['chrome-extension://abcdefghijklmnop/page.html', null],
    ['file:///home/someone/secret.txt', null],
    ['data:text/html,one', null],
    ['view-source:https://one.example/', null],
    ['blob:https://one.example/0b1d', null],
    ['', undefined],
    ['no address', undefined],
    [undefined, undefined],
    [
      `https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.example/`,
      undefined,
    ],
  ])('of %s is %s', async (url, host) => {
    const browser = fakeBrowser();
    browser.tab = { url, active: true };
    browser.fire('message', { wanted: true });
    await settle();
    expect(browser.told).toEqual([{ focused: true, window: 1, ...(host === undefined ? {} : { host }) }]);
    // Whatever it tells is a word that the agent takes.
    expect(parseWord(Buffer.from(JSON.stringify(browser.told[0])))).not.toBeNull();
  });

  it.each([
    ['a private window', { window: { id: 1, focused: true, incognito: true } }],
    ['a private tab', { tab: { url: 'https://secret.example/', incognito: true, active: true } }],
    ['a private window that the browser does not name', { isPrivateLast: true }],
    ['a window without the focus', { window: { id: 1, focused: false, incognito: false } }],
    ['a window without tabs', { tab: undefined }],
  ])('of %s is that there is none', async (_, change) => {
    const browser = Object.assign(fakeBrowser(), change);
    browser.fire('message', { wanted: true });
    browser.fire('message', { ask: 3 });
    await settle();
    expect(browser.told).toEqual([{ focused: false }, { focused: false, ask: 3 }]);
  });

  it('comes at once with another tab or address, twice after a change of focus, and once for each change', async () => {
    const browser = fakeBrowser();
    browser.fire('message', { wanted: true });
    await settle();
    browser.fire('activated');
    browser.fire('updated', 1, { url: 'https://two.example/' }, { active: false });
    browser.fire('updated', 1, { title: 'Two' }, { active: true });
    await settle();
    expect(browser.told).toHaveLength(1);
    browser.tab = { url: 'https://two.example/', active: true };
    browser.fire('updated', 1, { url: 'https://two.example/' }, { active: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(browser.told[1]).toEqual({ focused: true, window: 1, host: 'two.example' });
    browser.fire('focus');
    browser.window = { id: 1, focused: false, incognito: false };
    await vi.advanceTimersByTimeAsync(30);
    expect(browser.told[2]).toEqual({ focused: false });
  });

  it('goes to a new host after the old one has ended, later each time', async () => {
    const browser = fakeBrowser();
    expect(browser.ports).toBe(1);
    for (const [ms, ports] of [
      [499, 1],
      [1, 2],
    ] as const) {
      if (ms === 499) browser.fire('disconnect');
      browser.fire('activated');
      await vi.advanceTimersByTimeAsync(ms);
      expect(browser.ports).toBe(ports);
    }
    browser.fire('disconnect');
    await vi.advanceTimersByTimeAsync(999);
    expect(browser.ports).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(browser.ports).toBe(3);
  });

  it('goes to the next host also where the clock says that the wait is not quite over', async () => {
    const browser = fakeBrowser();
    browser.fire('disconnect');
    // As in a browser that rounds its clock, or whose clock was set back.
    vi.setSystemTime(Date.now() - 3);
    await vi.advanceTimersByTimeAsync(500);
    expect(browser.ports).toBe(2);
  });
});
