import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AnsweredProgram, ExtensionSetup } from '../agent/capture/wayland/gnome/extension-setup.ts';
import { until } from './desktop.ts';
import { type LogindDouble, startLogind } from './fixtures/logind-double.ts';

const run = promisify(execFile);
const waitMs = 120_000;

export interface GnomeOptions {
  /** Width and height of each monitor; one of 1280 by 720 unless given. */
  readonly monitors?: readonly string[];
  /** Which programs the extension answers; null: it is not installed. This process unless given. */
  readonly programs?: readonly AnsweredProgram[] | null;
}

export interface GnomeDesktop {
  /** The environment for programs that belong to this desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly logind: LogindDouble;
  /** Our extension in this account's folder. */
  readonly setup: ExtensionSetup;
  /** Starts a program that stays; it is ended with the desktop. */
  start(command: string, ...args: string[]): ChildProcess;
  /** Runs a program to its end and answers what it wrote. */
  run(command: string, ...args: string[]): Promise<string>;
  /** Opens foot and answers once its window has the focus. */
  openTerminal(title: string, ...command: string[]): Promise<ChildProcess>;
  /** Gives the window of that title the focus. */
  focus(title: string): Promise<void>;
  /** Types into whatever has the focus, as a keyboard would. */
  type(text: string): Promise<void>;
  showOverview(isShown: boolean): Promise<void>;
  /** What a script in GNOME Shell answers, as JSON; null: it failed. */
  evaluate(script: string): Promise<string | null>;
  /** Calls a method of GNOME Shell, whose arguments are GVariants as text. */
  call(method: string, ...args: string[]): Promise<string>;
  /** Ends GNOME Shell at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same bus: as a new login would. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const source = join(import.meta.dirname, '..', 'assets', 'gnome-extension');

/** A GNOME Shell of one's own without a screen, closed without a trace. */
export async function startGnome(options: GnomeOptions = {}): Promise<GnomeDesktop> {
  const { monitors = ['1280x720'], programs = [{ program: process.execPath, runs: null }] } = options;
  const home = mkdtempSync(join(tmpdir(), 'gnome-'));
  mkdirSync(join(home, 'home'));
  const logind = await startLogind();
  const children: ChildProcess[] = [];
  const base = {
    ...{ PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: join(home, 'home'), USER: 'somebody', LANG: 'C.UTF-8' },
    ...{ XDG_RUNTIME_DIR: home, XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'GNOME', SHELL: '/bin/sh' },
    ...{ LIBGL_ALWAYS_SOFTWARE: '1', GSETTINGS_BACKEND: 'keyfile', NO_AT_BRIDGE: '1', ...logind.env },
    ...{ DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(home, 'bus')}`, WAYLAND_DISPLAY: 'wayland-0' },
  };
  const launch = (command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env: base, cwd: home, stdio: 'ignore' });
    child.on('error', () => {});
    children.push(child);
    return child;
  };
  launch('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=${base.DBUS_SESSION_BUS_ADDRESS}`]);
  await until(() => (existsSync(join(home, 'bus')) ? true : null), waitMs);
  const setup = new ExtensionSetup({ env: base, source, programs: programs ?? [] });
  let shell: ChildProcess | null = null;
  /** GNOME Shell takes scripts in its unsafe mode alone. */
  async function evaluated(script: string): Promise<string | null> {
    const answer = await desktop.call('org.gnome.Shell.Eval', script);
    return /^\(true, '(.*)'\)\n$/s.exec(answer)?.[1] ?? null;
  }
  const desktop: GnomeDesktop = {
    ...{ env: base, home, logind, setup, evaluate: evaluated },
    start: (command, ...args) => launch(command, args),
    async run(command, ...args) {
      return (await run(command, args, { env: base, cwd: home, maxBuffer: 1 << 28 })).stdout;
    },
    call: (method, ...args) =>
      desktop.run(
        ...(['gdbus', 'call', '--session', '--dest', 'org.gnome.Shell', '--object-path', '/org/gnome/Shell'] as const),
        ...['--method', method, ...args],
      ),
    async kill() {
      if (shell !== null) await ended(shell, 'SIGKILL');
      rmSync(join(home, 'wayland-0'), { force: true });
    },
    async restart() {
      const extras = monitors.flatMap((size) => ['--virtual-monitor', size]);
      shell = launch('gnome-shell', ['--headless', '--wayland', '--no-x11', '--unsafe-mode', ...extras]);
      await until(async () => ((await setup.known([])) === null ? null : true), waitMs);
      // It begins in its overview.
      await desktop.showOverview(false);
    },
    async openTerminal(title, ...command) {
      const child = launch('foot', ['-T', title, ...(command.length === 0 ? ['cat'] : command)]);
      await desktop.focus(title);
      return child;
    },
    async focus(title) {
      const find = `global.get_window_actors().map((a) => a.meta_window).find((w) => w.get_title() === ${JSON.stringify(title)})`;
      const isFocused = `(() => { const w = ${find}; if (w && !w.has_focus()) Main.activateWindow(w); return !!w && w.has_focus(); })()`;
      await until(async () => (await evaluated(isFocused)) === 'true' || null, waitMs);
    },
    async type(text) {
      for (const letter of text) {
        const key = `device.notify_keyval(Clutter.get_current_event_time(), ${letter.codePointAt(0)}, Clutter.KeyState.`;
        await evaluated(`(() => { const { Clutter } = imports.gi; globalThis.testKeys ??= Clutter.get_default_backend()
          .get_default_seat().create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE); const device = globalThis.testKeys;
          ${key}PRESSED); ${key}RELEASED); return true; })()`);
      }
    },
    async showOverview(isShown) {
      const of = ['org.gnome.Shell', 'OverviewActive'] as const;
      await until(async () => {
        await desktop.call('org.freedesktop.DBus.Properties.Set', ...of, `<${isShown}>`).catch(() => '');
        const is = await desktop.call('org.freedesktop.DBus.Properties.Get', ...of).catch(() => '');
        return is.includes(String(isShown)) || null;
      }, waitMs);
    },
    async close() {
      setup.close();
      await Promise.all(children.toReversed().map((child) => ended(child, 'SIGTERM')));
      logind.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await desktop.run('gsettings', 'set', 'org.gnome.shell', 'welcome-dialog-last-shown-version', '99');
  if (programs !== null) await setup.install();
  await desktop.restart();
  return desktop;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(late);
}
