import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signText } from '../../../agent/sign/sign-text.ts';
import { languages } from '../../../core/language.ts';
import { createSignWindow, signWindowOptions } from '../../../electron/system/sign-window.ts';
import { openElectronSign, TrayPresence } from '../../../electron/tray/tray-sign.ts';
import { type BootedApp, until, withBootedApp } from './booted-app.ts';

const session = {} as Session;
const place = { x: 0, y: 0, width: 1280, height: 720 };
const told = { purposes: ['apps', 'screenshots'], language: null } as const;

class WindowDouble extends EventEmitter {
  visible = false;
  destroyed = false;
  readonly loadURL = vi.fn(async (_url: string) => {});
  readonly setBounds = vi.fn();
  readonly setAlwaysOnTop = vi.fn();
  readonly setVisibleOnAllWorkspaces = vi.fn();
  isVisible(): boolean {
    return this.visible;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  showInactive(): void {
    this.visible = true;
    this.emit('show');
  }
  hide(): void {
    this.visible = false;
    this.emit('hide');
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('closed');
  }
}

function signWindow() {
  const made: WindowDouble[] = [];
  const clock = { now: 0 };
  const create = vi.fn(() => {
    const window = new WindowDouble();
    made.push(window);
    return window as never;
  });
  const window = createSignWindow({
    create,
    session,
    workArea: () => place,
    textOf: (content) => signText(content, 'en'),
    now: () => clock.now,
  });
  return { window, made, clock };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the small window that says that something is recorded', () => {
  it.each(languages)('says what, in %s, above all others and without a script', (language) => {
    const { window, made } = signWindow();
    window.show({ ...told, language });
    const page = decodeURIComponent(made[0]?.loadURL.mock.lastCall?.[0] ?? '');
    expect(page).toContain(signText({ ...told, language }, 'en'));
    expect(window.isSeen).toBe(true);
    expect(made[0]?.setAlwaysOnTop.mock.calls).toEqual([[true, 'screen-saver']]);
    const { webPreferences, ...frame } = signWindowOptions(session);
    expect(frame).toMatchObject({ closable: false, minimizable: false, focusable: false, frame: false });
    expect(webPreferences).toMatchObject({ session, javascript: false, sandbox: true, contextIsolation: true });
    expect(webPreferences).not.toHaveProperty('preload');
  });

  it('cannot be closed while it is wanted, and is gone when it is not', () => {
    const { window, made } = signWindow();
    window.show(told);
    const event = { preventDefault: vi.fn() };
    made[0]?.emit('close', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    window.show(null);
    expect(made[0]?.destroyed).toBe(true);
    expect(window.isSeen).toBe(false);
  });

  it.each(['hide', 'destroy'] as const)('does not count as seen after %s until it is back', async (how) => {
    const { window, made } = signWindow();
    const changes = vi.fn();
    window.onChange(changes);
    window.show(told);
    changes.mockClear();
    made[0]?.[how]();
    expect(window.isSeen).toBe(false);
    expect(changes).toHaveBeenCalledOnce();
    await turn();
    expect(window.isSeen).toBe(true);
    expect(made).toHaveLength(how === 'hide' ? 1 : 2);
  });

  it('counts no more as seen once it was taken away for seconds', async () => {
    const { window, made, clock } = signWindow();
    window.show(told);
    for (let times = 0; times < 4; times += 1) {
      made[0]?.hide();
      clock.now += 1_000;
      await turn();
    }
    expect(made[0]?.visible).toBe(true);
    expect([window.isSeen, window.failure?.reason.code]).toEqual([false, 'sign-taken']);
    clock.now += 120_000;
    window.show(told);
    expect([window.isSeen, window.failure]).toEqual([true, null]);
  });
});

describe('the sign in Electron', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  it.each(['win32', 'darwin'] as const)('is the mark in the bar on %s, else the window', async (platform) => {
    const { window, made } = signWindow();
    const tray = new TrayPresence();
    const sign = await openElectronSign({ platform, env: {}, tray, window });
    const size = { width: 0, height: 0 };
    sign.show(told);
    expect(sign.state()).toMatchObject({ kind: 'not-shown', failure: { reason: { code: 'sign-coming' } } });
    tray.set({ getBounds: () => ({ x: 0, y: 0, ...size }) });
    expect(sign.state().kind).toBe('not-shown');
    vi.advanceTimersByTime(2_000);
    expect(sign.state()).toEqual({ kind: 'shown', purposes: told.purposes });
    expect(made).toHaveLength(1);
    Object.assign(size, { width: 16, height: 16 });
    vi.advanceTimersByTime(2_000);
    expect(sign.state().kind).toBe('shown');
    expect(made[0]?.destroyed).toBe(true);
    sign.show(null);
    expect(sign.state().kind).toBe('not-shown');
    sign.show(told);
    expect(sign.state().kind).toBe('shown');
    tray.set(null);
    expect(sign.state().kind).toBe('not-shown');
    await sign.close();
  });
});

describe('the booted app', { timeout: 60_000 }, () => {
  const tooltip = (app: BootedApp, said: string) => until(async () => (await app.tray()).tooltip.includes(said));
  const signs = async (app: BootedApp) => (await app.windows()).filter(({ url }) => url.startsWith('data:'));

  it('records with the mark in the bar as the sign, and stops before it goes', () =>
    withBootedApp(
      async (app) => {
        await tooltip(app, 'Recording');
        expect(await signs(app)).toEqual([]);
      },
      ['--in-tray'],
      { platform: 'win32' },
    ));

  it('records with a window as the sign where the system shows no mark, which nobody can close', () =>
    withBootedApp(
      async (app) => {
        await tooltip(app, 'Not recording');
        const [sign] = await until(async () => {
          const shown = await signs(app);
          return shown.length > 0 && shown;
        });
        expect(sign).toMatchObject({ shown: true, contract: null, title: 'Plainsight' });
        expect(decodeURIComponent(sign?.url ?? '')).toContain('Plainsight records: ');
        await tooltip(app, 'Recording');
        await app.ask({ do: 'closeByPerson', id: sign?.id ?? -1 });
        expect(await signs(app)).toEqual([sign]);
        await app.ask({ do: 'close', id: sign?.id ?? -1 });
        const [next] = await until(async () => {
          const shown = await signs(app);
          return shown[0]?.shown && shown;
        });
        expect(next?.id).not.toBe(sign?.id);
        await app.ask({ do: 'showMarks', shown: true });
        await until(async () => (await signs(app)).length === 0);
        await tooltip(app, 'Recording');
      },
      ['--in-tray', '--double-hides-marks'],
      { platform: 'win32' },
    ));
});
