import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './desktop.ts';

const run = promisify(execFile);

/** Sway refuses to run as root, and root may open the sockets of any account. */
const nobody = { uid: 65_534, gid: 65_534 } as const;
const isRoot = process.getuid?.() === 0;

export interface SwayOptions {
  /** How many outputs, of 1280 by 720 each unless `config` says otherwise. */
  readonly outputs?: number;
  /** More of sway's configuration. */
  readonly config?: string;
}

export interface SwayDesktop {
  /** The environment for programs that belong to this desktop. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** Starts a program that stays; it is ended with the desktop. */
  start(command: string, ...args: string[]): ChildProcess;
  /** Runs a program to its end and answers what it wrote. */
  run(command: string, ...args: string[]): Promise<Buffer>;
  /** Has sway do something. Rejects where it does not. */
  tell(...words: string[]): Promise<void>;
  /** Opens foot and answers when its window has the focus. */
  openTerminal(title: string, ...command: string[]): Promise<ChildProcess>;
  /** What sway says that has the focus: a title, or null. */
  focused(): Promise<string | null>;
  /** Ends sway at once, as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

interface Node {
  readonly name: string | null;
  readonly type: string;
  readonly focused: boolean;
  readonly pid?: number;
  readonly nodes: readonly Node[];
  readonly floating_nodes: readonly Node[];
}

/** A sway of one's own without a screen, closed without a trace. */
export async function startSway({ outputs = 1, config = '' }: SwayOptions = {}): Promise<SwayDesktop> {
  const home = mkdtempSync(join(tmpdir(), 'sway-'));
  const file = join(home, 'config');
  writeFileSync(file, `default_border normal\noutput * bg #7a8b6f solid_color\n${config}\n`);
  mkdirSync(join(home, 'home'));
  if (isRoot) for (const path of [home, file, join(home, 'home')]) chownSync(path, nobody.uid, nobody.gid);
  chmodSync(home, 0o700);
  const base = {
    ...{ PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: join(home, 'home'), USER: 'nobody', LANG: 'C.UTF-8' },
    ...{ XDG_RUNTIME_DIR: home, XDG_SESSION_TYPE: 'wayland' },
  };
  const account = isRoot ? nobody : {};
  const children: ChildProcess[] = [];
  const launch = (env: Readonly<Record<string, string>>, command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env: { ...env }, cwd: home, stdio: 'ignore', ...account });
    child.on('error', () => {});
    children.push(child);
    return child;
  };
  const headless = {
    ...{ WLR_BACKENDS: 'headless', WLR_HEADLESS_OUTPUTS: String(outputs), WLR_LIBINPUT_NO_DEVICES: '1' },
    WLR_RENDERER: 'pixman',
  };
  const sway = launch({ ...base, ...headless }, 'sway', ['-c', file]);
  const found = (shape: RegExp): Promise<string> =>
    until(() => readdirSync(home).find((name) => shape.test(name)) ?? null);
  const env = {
    ...base,
    SWAYSOCK: join(home, await found(/^sway-ipc\..*\.sock$/)),
    WAYLAND_DISPLAY: await found(/^wayland-\d+$/),
  };
  const desktop: SwayDesktop = {
    env,
    home,
    start: (command, ...args) => launch(env, command, args),
    async run(command, ...args) {
      const options = { env: { ...env }, cwd: home, maxBuffer: 1 << 28, encoding: 'buffer' as const, ...account };
      return (await run(command, args, options)).stdout;
    },
    async tell(...words) {
      await desktop.run('swaymsg', '--', ...words);
    },
    async openTerminal(title, ...command) {
      const child = desktop.start('foot', '-T', title, ...(command.length === 0 ? ['cat'] : command));
      await until(async () => ((await desktop.focused()) === title ? true : null));
      return child;
    },
    async focused() {
      const root = JSON.parse((await desktop.run('swaymsg', '-r', '-t', 'get_tree')).toString()) as Node;
      const all = (node: Node): readonly Node[] => [node, ...[...node.nodes, ...node.floating_nodes].flatMap(all)];
      return all(root).find((node) => node.focused && node.pid !== undefined)?.name ?? null;
    },
    async kill() {
      await ended(sway, 'SIGKILL');
    },
    async close() {
      await Promise.all(children.toReversed().map((child) => ended(child, 'SIGTERM')));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  await until(async () => ((await desktop.run('swaymsg', '-t', 'get_version')).length > 0 ? true : null));
  return desktop;
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(late);
}
