import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { setOutputs, writeXorgConfig } from './dummy-outputs.ts';

/**
 * A desktop of one's own: Xvfb on a free display with openbox, closed without a trace. For tests, the bench and the tour.
 * Everything that is waited for is asked for until it is there (at most ten seconds), never slept for.
 */
export interface DesktopOptions {
  readonly width?: number;
  readonly height?: number;
  /** Logical monitors side by side, e.g. `{ name: 'left', x: 0, y: 0, width: 640, height: 720 }`. One monitor unless given. */
  readonly monitors?: readonly LogicalMonitor[];
  /** Whether each monitor is an output with a mode, for programs that know no others: Xorg without a card in the place of Xvfb. */
  readonly hasOutputs?: boolean;
  /** Without a window manager nothing answers for EWMH. Default (true): openbox. For i3: the text of its settings. */
  readonly windowManager?: boolean | 'icewm' | { readonly i3: string };
  /** The lowest free one unless given. For a desktop that is killed and comes back: `keptDisplayNumber`. */
  readonly displayNumber?: number;
  /** Whether a key that is held down repeats. On a busy machine a key that xdotool presses is held long enough for it. Default: no. */
  readonly keyRepeat?: boolean;
}

export interface LogicalMonitor {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TerminalOptions {
  readonly title: string;
  /** X geometry, columns by rows and place: `80x24+10+10`. */
  readonly geometry?: string;
  /** What runs in it. Default: `cat`, which shows what is typed and nothing else. */
  readonly command?: readonly string[];
}

export interface Terminal {
  /** X window id, decimal, as xdotool takes it. */
  readonly window: string;
  close(): Promise<void>;
}

export interface Desktop {
  readonly display: string;
  readonly displayNumber: number;
  /** The environment for programs that belong to this desktop: no Wayland, a home of its own. */
  readonly env: Record<string, string>;
  /** Runs a program to its end and answers what it wrote. Rejects when it fails. */
  run(command: string, ...args: string[]): Promise<string>;
  xdotool(...args: string[]): Promise<string>;
  /** Starts a program that stays; it is ended with the desktop. */
  start(command: string, ...args: string[]): ChildProcess;
  /** Opens an xterm and answers when its window is there and has the focus. */
  openTerminal(options: TerminalOptions): Promise<Terminal>;
  /** Gives a window the focus and answers when the window manager says so. */
  activate(window: string): Promise<void>;
  /** Ends the X server at once, as a crash would; whatever ran on it goes too. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A display number that no other desktop takes while it is free. */
export function keptDisplayNumber(): number {
  return 1_000 + (process.pid % 50_000);
}

let opened = 0;

/**
 * A number of its own for each desktop, far from the lowest: those Xwayland takes, which compositors of other tests start, and an X
 * server that looks for a free one takes the socket of one that is just being started.
 */
function ownDisplayNumber(): number {
  for (;;) {
    const number = 52_000 + ((process.pid * 16 + opened++) % 7_000);
    const isTaken = existsSync(`/tmp/.X11-unix/X${number}`) || existsSync(`/tmp/.X${number}-lock`);
    if (!isTaken) return number;
  }
}

const run = promisify(execFile);

export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const { width = 1280, height = 720, windowManager = true, keyRepeat = false, hasOutputs = false } = options;
  const home = await mkdtemp(join(tmpdir(), 'desktop-'));
  const children: ChildProcess[] = [];
  const xorg = join(home, 'xorg.conf');
  if (hasOutputs) await writeXorgConfig(xorg, options.monitors ?? []);
  const server = spawn(
    hasOutputs ? 'Xorg' : 'Xvfb',
    [
      `:${options.displayNumber ?? ownDisplayNumber()}`,
      ...['-displayfd', '3', '-nolisten', 'tcp', '-noreset'],
      ...(hasOutputs
        ? ['-config', xorg, '-logfile', join(home, 'xorg.log')]
        : ['-screen', '0', `${width}x${height}x24`]),
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const displayNumber = Number(await firstLine(server.stdio[3] as Readable, server));
  const display = `:${displayNumber}`;
  const env = desktopEnvironment(display, home);

  const desktop: Desktop = {
    display,
    displayNumber,
    env,
    async run(command, ...args) {
      return (await run(command, args, { env, maxBuffer: 1 << 28, encoding: 'latin1' })).stdout;
    },
    xdotool: (...args) => desktop.run('xdotool', ...args),
    start(command, ...args) {
      const child = spawn(command, args, { env, stdio: 'ignore' });
      children.push(child);
      return child;
    },
    async openTerminal({ title, geometry = '80x24+20+20', command = ['cat'] }) {
      const child = desktop.start('xterm', '-T', title, '-geometry', geometry, '-e', ...command);
      const window = await until(async () => {
        const found = await desktop.xdotool('search', '--onlyvisible', '--name', `^${escapeRegExp(title)}$`);
        return found.trim().split('\n').at(-1) || null;
      });
      if (windowManager) await desktop.activate(window);
      return {
        window,
        async close() {
          await ended(child, 'SIGTERM');
        },
      };
    },
    async activate(window) {
      await desktop.xdotool('windowactivate', window);
      await until(async () => (await desktop.xdotool('getactivewindow')).trim() === window || null);
    },
    async kill() {
      await ended(server, 'SIGKILL');
      await Promise.all(children.map((child) => ended(child, 'SIGKILL')));
    },
    async close() {
      await Promise.all(children.map((child) => ended(child, 'SIGTERM')));
      await ended(server, 'SIGTERM');
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  if (windowManager) {
    if (windowManager === true) desktop.start('openbox', '--sm-disable');
    else if (windowManager === 'icewm') desktop.start('icewm');
    else {
      const config = join(home, 'i3-config');
      await writeFile(config, windowManager.i3);
      await putMonitors();
      desktop.start('i3', '-c', config);
    }
    await until(
      async () => /window id # 0x/.test(await desktop.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK')) || null,
    );
  }
  if (!keyRepeat) await until(async () => (await desktop.run('xset', 'r', 'off')) === '' || null);
  // i3 takes monitors as they are when it starts.
  if (typeof windowManager !== 'object') await putMonitors();
  return desktop;

  async function putMonitors(): Promise<void> {
    if (hasOutputs) return setOutputs((...args) => desktop.run('xrandr', ...args), options.monitors ?? []);
    for (const [index, { name, x, y, width, height }] of (options.monitors ?? []).entries()) {
      const geometry = `${width}/${width}x${height}/${height}+${x}+${y}`;
      await desktop.run('xrandr', '--setmonitor', name, geometry, index === 0 ? 'screen' : 'none');
    }
  }
}

/**
 * Asks until there is an answer other than null, at most a minute unless said. An ask that fails is asked
 * again. Between two asks there are 20 ms, or three times what the ask took: an ask that is work, such as
 * reading a day, leaves most of the time to what it waits for.
 */
export async function until<T>(ask: () => Promise<T | null> | T | null, mostMs = 60_000): Promise<T> {
  const deadline = Date.now() + mostMs;
  let lastError: unknown = new Error('what was waited for did not come');
  while (Date.now() < deadline) {
    const asked = performance.now();
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      lastError = error;
    }
    const tookMs = performance.now() - asked;
    await new Promise((resolve) => setTimeout(resolve, Math.max(20, Math.min(3 * tookMs, 2_000))));
  }
  throw lastError;
}

function desktopEnvironment(display: string, home: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(WAYLAND_|XDG_|XAUTHORITY|DISPLAY)/.test(entry[0]),
  );
  return { ...Object.fromEntries(own), DISPLAY: display, HOME: home, XDG_SESSION_TYPE: 'x11', LANG: 'C.UTF-8' };
}

function firstLine(stream: Readable, server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it was ready`)));
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exit;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
