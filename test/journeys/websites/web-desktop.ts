import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop } from '../../desktop.ts';
import { ended, startSway } from '../../sway-desktop.ts';

/** Where browsers have windows in a test. */
export type WebDesktopName = 'X11' | 'sway';

export const webDesktops: readonly WebDesktopName[] = ['X11', 'sway'];

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
  return name === 'X11' ? onX11() : onSway();
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
