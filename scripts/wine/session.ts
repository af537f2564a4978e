import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { appendFile, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Wine } from './prepare.ts';
import { type Command, sandboxed } from './sandbox.ts';
import { step } from './step.ts';
import { windowsNode } from './windows-modules.ts';

export interface WineSessionOptions {
  readonly wine: Wine;
  /** X display, `:7`. */
  readonly display: string;
  /** The project that programs see, with the modules for Windows. */
  readonly project: string;
  /** Dots an inch of the screen: 96 is a scale of 100 %. */
  readonly dpi?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Windows programs on one display, with settings of their own, gone without a trace when it ends. */
export interface WineSession {
  /** A folder that is there, under the same path, in the programs' world too (below drive Z). */
  readonly folder: string;
  /** Starts a program that is ended with the session. What it prints goes to `out`: a pipe it could not open. */
  start(program: readonly string[], out?: string): ChildProcess;
  /** The same by Node for Windows; a script by its path, whose TypeScript Node strips. */
  startNode(args: readonly string[], out?: string): ChildProcess;
  end(): Promise<void>;
}

let sessions = 0;

export async function startWineSession(options: WineSessionOptions): Promise<WineSession> {
  const { wine, display, project, dpi = 96 } = options;
  const place = join(wine.folder, 'sessions');
  await removeAbandoned(place);
  const folder = join(place, `${process.pid}-${++sessions}`);
  for (const each of ['tmp', 'run', 'shared']) await mkdir(join(folder, each), { recursive: true });
  await copyPrefix(wine.prefix, join(folder, 'prefix'));
  const scale = `[Control Panel\\\\Desktop]\n"LogPixels"=dword:${dpi.toString(16).padStart(8, '0')}\n`;
  await appendFile(join(folder, 'prefix', 'user.reg'), `\n${scale}`);
  const view = { wine: wine.root, session: folder, project, modules: wine.modules };
  // With the modules, where the next session finds it: half of a program's start is compiling.
  const compiled = `Z:${join(project, 'node_modules', '.compiled')}`;
  const children: ChildProcess[] = [];
  const commandOf = (program: readonly string[]): Command =>
    sandboxed(view, { DISPLAY: display, NODE_COMPILE_CACHE: compiled, ...options.env }, program);
  const start = (program: readonly string[], out = '/dev/null'): ChildProcess => {
    const { command, args } = commandOf(['wine64', ...program]);
    const file = openSync(out, 'a');
    const child = spawn(command, args, { stdio: ['ignore', file, file], env: {} });
    closeSync(file);
    children.push(child);
    return child;
  };
  const server = (option: string): Promise<string> => {
    const { command, args } = commandOf(['wineserver64', option]);
    return step('Wine could not be ended', command, args, { env: {} });
  };
  return {
    folder: join(folder, 'shared'),
    start,
    startNode: (args, out) => start([`Z:${join(project, 'node_modules', windowsNode)}`, ...args], out),
    async end() {
      const ended = children.map((child) =>
        child.exitCode !== null || child.signalCode !== null
          ? null
          : new Promise((resolve) => child.once('exit', resolve)),
      );
      // It answers 1 when it has ended by itself already.
      await server('-k').catch(() => {});
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ended);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Its DLLs are only read, so that links to them do; what Wine writes is copied. */
async function copyPrefix(from: string, to: string): Promise<void> {
  await step('the settings could not be copied', 'cp', ['-al', from, to]);
  for (const name of readdirSync(from).filter((each) => each.endsWith('.reg'))) {
    // Into a file with two names Wine writes in place.
    await rm(join(to, name));
    await cp(join(from, name), join(to, name));
  }
}

/** Sessions whose process ended without ending them. */
async function removeAbandoned(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    const pid = name.split('-')[0] ?? '';
    if (await readFile(`/proc/${pid}/stat`).catch(() => null)) continue;
    await rm(join(place, name), { recursive: true, force: true });
  }
}
