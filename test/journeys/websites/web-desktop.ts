import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop } from '../../desktop.ts';
import { fakeInput } from '../../fake-input.ts';
import { startGnome } from '../../gnome-desktop.ts';
import { startKwin } from '../../kwin-desktop.ts';
import { ended, startSway } from '../../sway-desktop.ts';

/** Where browsers have windows in a test. */
export type WebDesktopName = 'X11' | 'sway' | 'KWin' | 'GNOME Shell';

export const webDesktops: readonly WebDesktopName[] = ['X11', 'sway'];

/** Those whose packages are large: they are there where somebody asked for them. */
export const askedDesktops: readonly WebDesktopName[] = ['KWin', 'GNOME Shell'];

const programs: Partial<Record<WebDesktopName, string>> = {
  KWin: '/usr/bin/kwin_wayland',
  'GNOME Shell': '/usr/bin/gnome-shell',
};

export function hasDesktop(name: WebDesktopName): boolean {
  return existsSync(programs[name] ?? '/');
}

/** What a suite is for, in its name: it may be skipped elsewhere. */
export function neededFor(name: WebDesktopName, browser: string): string {
  return name in programs ? '(asked for: wayland-all)' : `(Linux with ${browser})`;
}

export interface WebDesktop {
  /** The environment for programs that belong to it; its home is of the account that the test runs as. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** What Chromium has to be told so that it is no guest from X11 there. */
  readonly chromiumFlags: readonly string[];
  /** What a window of `openTerminal` is as a program. */
  readonly terminal: string;
  /** Starts a program that stays; it is ended with the desktop. */
  start(command: string, ...args: string[]): ChildProcess;
  openTerminal(title: string): Promise<{ close(): Promise<void> }>;
  /** Gives a window the focus, by the number that sensors tell. */
  activate(handle: number): Promise<void>;
  /** Presses a key, by the name that X11 has for it. */
  press(key: string): Promise<void>;
  /** Asks a window to close. */
  closeWindow(handle: number): Promise<void>;
  close(): Promise<void>;
}

export function startWebDesktop(name: WebDesktopName): Promise<WebDesktop> {
  return { X11: onX11, sway: onSway, KWin: onKwin, 'GNOME Shell': onGnome }[name]();
}

/** Longer than any test; half of what wtype can count. */
const keyboardMs = 2_000_000;

async function onX11(): Promise<WebDesktop> {
  const desktop = await startDesktop();
  return {
    env: desktop.env,
    home: desktop.env.HOME ?? '',
    chromiumFlags: [],
    terminal: 'xterm',
    start: desktop.start,
    openTerminal: (title) => desktop.openTerminal({ title }),
    activate: (handle) => desktop.activate(String(handle)),
    press: async (key) => void (await desktop.xdotool('key', key)),
    closeWindow: async (handle) => void (await desktop.run('xdotool', 'windowclose', String(handle))),
    close: desktop.close,
  };
}

/**
 * Sway belongs to another account where the test runs as root; browsers do not, since an agent hears
 * those of its own account alone. Browsers believe that a window has the focus where there is a
 * keyboard, so there is one.
 */
async function onSway(): Promise<WebDesktop> {
  const sway = await startSway();
  const folder = await mkdtemp(join(tmpdir(), 'sway-web-'));
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  for (const path of [home, runtime]) await mkdir(path, { mode: 0o700 });
  const env: Record<string, string> = {
    ...sway.env,
    ...{ HOME: home, USER: 'root', XDG_RUNTIME_DIR: runtime, MOZ_ENABLE_WAYLAND: '1' },
    WAYLAND_DISPLAY: join(sway.env.XDG_RUNTIME_DIR ?? '', sway.env.WAYLAND_DISPLAY ?? ''),
  };
  const keyboard = sway.start('wtype', '-s', String(keyboardMs), '-k', 'Shift_L');
  const children: ChildProcess[] = [];
  return {
    ...{ env, home, terminal: 'foot' },
    chromiumFlags: ['--ozone-platform=wayland'],
    start(command, ...args) {
      const child = spawn(command, args, { env, stdio: 'ignore' });
      child.on('error', () => {});
      children.push(child);
      return child;
    },
    async openTerminal(title) {
      const child = await sway.openTerminal(title);
      return { close: () => ended(child, 'SIGTERM') };
    },
    activate: (handle) => sway.tell(`[con_id=${handle}]`, 'focus'),
    press: async (key) => void (await sway.run('wtype', '-k', key)),
    closeWindow: (handle) => sway.tell(`[con_id=${handle}]`, 'kill'),
    async close() {
      await Promise.all([...children, keyboard].map((child) => ended(child, 'SIGTERM')));
      await sway.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const onWayland = { chromiumFlags: ['--ozone-platform=wayland'] } as const;
const closing = (child: ChildProcess) => ({ close: () => ended(child, 'SIGTERM') });

/** KWin, which the tests have where they were asked for it. */
async function onKwin(): Promise<WebDesktop> {
  const desktop = await startKwin();
  // A browser believes that a window has the focus where there is a keyboard.
  const input = await fakeInput(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
  /** Does something with the window that sensors tell by this number. */
  const withWindow = async (handle: number, what: (window: string) => string): Promise<void> => {
    const number = `parseInt(String(w.internalId).replace(/[^0-9a-f]/gi, '').slice(0, 12), 16)`;
    await desktop.tell(`workspace.clientList().forEach(function (w) { if (${number} === ${handle}) ${what('w')}; });`);
  };
  return {
    ...onWayland,
    ...{ env: { ...desktop.env, MOZ_ENABLE_WAYLAND: '1' }, home: desktop.home, terminal: 'xterm' },
    start: desktop.start,
    openTerminal: async (title) => closing(await desktop.openTerminal(title)),
    activate: (handle) => withWindow(handle, (window) => `workspace.activeClient = ${window}`),
    press: input.type,
    closeWindow: (handle) => withWindow(handle, (window) => `${window}.closeWindow()`),
    async close() {
      input.close();
      await desktop.close();
    },
  };
}

/** GNOME Shell with our extension, which answers this process. */
async function onGnome(): Promise<WebDesktop> {
  const desktop = await startGnome();
  // The same.
  await desktop.type(' ');
  // GNOME Shell lets no window take the focus that nobody clicked for.
  await desktop.evaluate(`(() => { global.display.connect('window-created', (_, window) => {
    const { NORMAL } = imports.gi.Meta.WindowType;
    const show = () => { if (window.window_type === NORMAL) Main.activateWindow(window); };
    window.get_compositor_private().connect('first-frame', show);
  }); return true; })()`);
  const withWindow = async (handle: number, what: (window: string) => string): Promise<void> => {
    const found = `global.get_window_actors().map((each) => each.meta_window).find((each) => each.get_id() === ${handle})`;
    await desktop.evaluate(`(() => { const found = ${found}; ${what('found')}; return true; })()`);
  };
  return {
    ...onWayland,
    ...{ env: { ...desktop.env, MOZ_ENABLE_WAYLAND: '1' }, home: desktop.env.HOME ?? '', terminal: 'foot' },
    start: desktop.start,
    openTerminal: async (title) => closing(await desktop.openTerminal(title)),
    activate: (handle) => withWindow(handle, (window) => `Main.activateWindow(${window})`),
    press: desktop.type,
    closeWindow: (handle) => withWindow(handle, (window) => `${window}.delete(global.get_current_time())`),
    close: desktop.close,
  };
}
