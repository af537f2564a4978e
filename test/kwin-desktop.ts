import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MessageBus } from '../agent/capture/linux/dbus/bus.ts';
import { busAddressOf } from '../agent/capture/linux/dbus/bus-address.ts';
import { until } from './desktop.ts';

const run = promisify(execFile);

export interface KwinOptions {
  /** How many outputs, of 1280 by 720 each. */
  readonly outputs?: number;
  /** False: no .desktop file asks KWin for pictures on behalf of this Node. */
  readonly mayShoot?: boolean;
  /** False: KWin draws without OpenGL, and gives no pictures then. */
  readonly drawsByOpenGl?: boolean;
}

export interface KwinDesktop {
  /** The environment for programs that belong to this desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** Starts a program that stays; it is ended with the desktop. */
  start(command: string, ...args: string[]): ChildProcess;
  /** Runs a script in KWin to its end. */
  tell(script: string): Promise<void>;
  /** Gives the focus to the window of this title. */
  focus(title: string): Promise<void>;
  /** Opens xterm and answers when its window has the focus. */
  openTerminal(title: string, ...command: string[]): Promise<ChildProcess>;
  /** The title of the window that has the focus, as a script of the tests says it. */
  focused(): Promise<string>;
  /** What an expression is in KWin, as text. */
  ask(expression: string): Promise<string>;
  /** What a global shortcut of KWin does. */
  shortcut(name: string): Promise<void>;
  /** Takes a script out of KWin, as any program may. */
  unload(plugin: string): Promise<void>;
  /** Ends KWin at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts KWin once more, after `kill`. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Runs of scripts, so that each has a name of its own. */
let scripts = 0;

/** A KWin of one's own without a screen, on a bus of its own, closed without a trace. */
export async function startKwin({
  outputs = 1,
  mayShoot = true,
  drawsByOpenGl = true,
}: KwinOptions = {}): Promise<KwinDesktop> {
  const home = mkdtempSync(join(tmpdir(), 'kwin-'));
  const data = join(home, 'share');
  mkdirSync(join(data, 'applications'), { recursive: true });
  // A file with rights of its own does not start where a container has them not.
  const program = join(home, 'kwin_wayland');
  copyFileSync('/usr/bin/kwin_wayland', program);
  writeFileSync(
    join(data, 'applications', 'tests.desktop'),
    [
      ...['[Desktop Entry]', 'Type=Application', 'Name=Tests', `Exec=${process.execPath} %U`, 'NoDisplay=true'],
      'X-KDE-Wayland-Interfaces=org_kde_kwin_fake_input',
      ...(mayShoot ? ['X-KDE-DBUS-Restricted-Interfaces=org.kde.KWin.ScreenShot2'] : []),
      '',
    ].join('\n'),
  );
  const base = {
    ...{ PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, USER: 'tests', LANG: 'C.UTF-8' },
    ...{ XDG_RUNTIME_DIR: home, XDG_SESSION_TYPE: 'wayland', XDG_DATA_HOME: data, XDG_CURRENT_DESKTOP: 'KDE' },
    ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: join(home, 'cache') },
  };
  const children: ChildProcess[] = [];
  const launch = (env: Readonly<Record<string, string>>, command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env: { ...env }, cwd: home, stdio: 'ignore' });
    child.on('error', () => {});
    children.push(child);
    return child;
  };
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    ...{ env: base, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  children.push(daemon);
  const address = await new Promise<string>((resolve) =>
    createInterface({ input: daemon.stdout }).once('line', resolve),
  );
  const withBus = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
  await run('kbuildsycoca5', [], { env: withBus });
  const at = busAddressOf(address);
  if (at === null) throw new Error(`no address of a bus: ${address}`);
  const bus = await MessageBus.open(at);
  const answers = new Map<string, (value: string) => void>();
  bus.serve(({ member, body: [value] }) => {
    answers.get(member)?.(String(value));
    return Promise.resolve({ signature: '', body: [] });
  });
  const name = 'wayland-k';
  const said = join(home, 'display');
  const say = join(home, 'say-display');
  writeFileSync(say, '#!/bin/sh\nprintf %s "$DISPLAY" > display.new && mv display.new display\n', { mode: 0o755 });
  const begin = async (): Promise<ChildProcess> => {
    rmSync(said, { force: true });
    const sizes = ['--virtual', '--width', '1280', '--height', '720', '--output-count', String(outputs)];
    // By llvmpipe, without a graphics card.
    const drawing = { KWIN_COMPOSE: drawsByOpenGl ? 'O2' : 'Q', LIBGL_ALWAYS_SOFTWARE: '1' };
    const child = launch({ ...withBus, ...drawing }, program, [...sizes, '--xwayland', '--socket', name, say]);
    await until(() => existsSync(said) || null, 60_000);
    return child;
  };
  let kwin = await begin();
  const env = { ...withBus, WAYLAND_DISPLAY: name, DISPLAY: readFileSync(said, 'utf8') };
  const scripting = { destination: 'org.kde.KWin', path: '/Scripting', interface: 'org.kde.kwin.Scripting' };
  const desktop: KwinDesktop = {
    env,
    home,
    start: (command, ...args) => launch(env, command, args),
    async tell(script) {
      scripts += 1;
      const plugin = `test-${scripts}`;
      const file = join(home, `${plugin}.js`);
      writeFileSync(file, script);
      const [id] = await bus.call({ ...scripting, member: 'loadScript', signature: 'ss', body: [file, plugin] });
      await bus.call({ ...scripting, path: `/${id}`, interface: 'org.kde.kwin.Script', member: 'run' });
      await bus.call({ ...scripting, member: 'unloadScript', signature: 's', body: [plugin] });
    },
    async ask(expression) {
      const member = `Answer${scripts}`;
      const answered = new Promise<string>((resolve) => answers.set(member, resolve));
      await desktop.tell(
        `callDBus('${bus.name}', '/tests', 'app.plainsight.Tests', '${member}', String(${expression}));`,
      );
      return answered;
    },
    async focus(title) {
      await desktop.tell(
        `workspace.clientList().forEach(function (w) { if (w.caption === ${JSON.stringify(title)}) workspace.activeClient = w; });`,
      );
      await until(async () => ((await desktop.focused()) === title ? true : null), 30_000);
    },
    async openTerminal(title, ...command) {
      const child = desktop.start('xterm', '-T', title, '-e', ...(command.length === 0 ? ['cat'] : command));
      await until(async () => ((await desktop.focused()) === title ? true : null), 30_000);
      return child;
    },
    focused: () => desktop.ask(`workspace.activeClient ? workspace.activeClient.caption : ''`),
    async shortcut(pressed) {
      const component = { path: '/component/kwin', interface: 'org.kde.kglobalaccel.Component' };
      const call = { destination: 'org.kde.kglobalaccel', ...component, member: 'invokeShortcut' };
      await bus.call({ ...call, signature: 's', body: [pressed] });
    },
    async unload(plugin) {
      await bus.call({ ...scripting, member: 'unloadScript', signature: 's', body: [plugin] });
    },
    async kill() {
      await ended(kwin, 'SIGKILL');
    },
    async restart() {
      kwin = await begin();
      // Another desktop may have taken the number of its X server meanwhile.
      env.DISPLAY = readFileSync(said, 'utf8');
    },
    async close() {
      bus.close();
      await Promise.all(children.toReversed().map((child) => ended(child, 'SIGTERM')));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
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
