import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.ts';
import type { Question, TrayPicture, WindowPicture } from '../double/questions.ts';
import type { DoubleSystem } from '../double/system.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const register = pathToFileURL(join(import.meta.dirname, '..', 'double', 'register.ts')).href;

export interface BootedApp {
  readonly dataFolder: string;
  /** What main wrote to its log. */
  readonly log: () => string;
  readonly pid: number | undefined;
  ask<Answer = unknown>(question: Question): Promise<Answer>;
  tray(): Promise<TrayPicture>;
  windows(): Promise<WindowPicture[]>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Asks again until the answer is something: a machine at work on other things may need a while for it. */
export function until<T>(ask: () => T | Promise<T>) {
  return vi.waitUntil(ask, { timeout: 60_000 });
}

/** Lays the app out as it is packaged, with other services where they are given, and answers the folder. */
export async function layOutApp(services?: string): Promise<string> {
  await ensureBuilt(['electron']);
  const app = await mkdtemp(join(tmpdir(), 'plainsight-app-'));
  await cp(join(root, 'out', 'electron'), join(app, 'out', 'electron'), { recursive: true });
  await cp(join(root, 'assets'), join(app, 'assets'), { recursive: true });
  await mkdir(join(app, 'out', 'renderer'));
  for (const page of ['employee', 'manager'])
    await writeFile(join(app, 'out', 'renderer', `${page}.html`), `<!doctype html><title>${page}</title>`);
  await writeFile(join(app, 'package.json'), JSON.stringify({ type: 'module' }));
  if (services !== undefined) await writeFile(join(app, 'out', 'electron', 'services.js'), services);
  await symlink(join(root, 'node_modules'), join(app, 'node_modules'), 'junction');
  return app;
}

/** Runs the bundled main.js of `app` on the double of Electron. */
export function boot(
  app: string,
  dataFolder: string,
  args: readonly string[] = [],
  system: Partial<DoubleSystem> = {},
  env: NodeJS.ProcessEnv = {},
): BootedApp {
  const child = fork(join(app, 'out', 'electron', 'main.js'), [`--user-data-dir=${dataFolder}`, ...args], {
    execArgv: ['--import', register, '--expose-gc'],
    env: { ...withoutDesktop(process.env), ...env, PLAINSIGHT_DOUBLE: JSON.stringify(system) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ask = asking(child, () => log);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    dataFolder,
    pid: child.pid,
    log: () => log,
    ask,
    tray: () => ask<TrayPicture>({ do: 'tray' }),
    windows: () => ask<WindowPicture[]>({ do: 'windows' }),
    ended,
  };
}

/** The arguments that it is to be started with again, once it has ended for that; null when it goes on. */
async function relaunched({ ended, tray, dataFolder }: BootedApp): Promise<string[] | null> {
  const shown = until(async () => (await tray().catch(() => null))?.tooltip).then(() => null);
  const code = await Promise.race([ended, shown.catch(() => null)]);
  if (code !== 0) return null;
  return readFile(join(dataFolder, 'relaunched'), 'utf8').then(JSON.parse, () => null);
}

/** What this machine's own desktop is has no part in a test. */
function withoutDesktop(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DISPLAY: _d, WAYLAND_DISPLAY: _w, XDG_SESSION_TYPE: _x, ...rest } = env;
  return rest;
}

function asking(child: ChildProcess, log: () => string): BootedApp['ask'] {
  const waiting = new Map<number, (message: { value?: unknown; error?: string }) => void>();
  let last = 0;
  child.on('message', (message: { id: number; value?: unknown; error?: string }) => waiting.get(message.id)?.(message));
  child.once('exit', () => {
    for (const settle of waiting.values()) settle({ error: `the app has ended\n${log()}` });
  });
  return (question) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const settle = ({ value, error }: { value?: unknown; error?: string }): void => {
        waiting.delete(id);
        if (error === undefined) resolve(value as never);
        else reject(new Error(error));
      };
      waiting.set(id, settle);
      child.send({ id, question }, (error) => error && settle({ error: error.message }));
    });
}

/** Boots the app on services in memory, waits until its tray and its window are there, and ends it afterwards. */
export async function withBootedApp(
  work: (app: BootedApp) => Promise<void>,
  args: readonly string[] = [],
  system: Partial<DoubleSystem> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const url = pathToFileURL(join(import.meta.dirname, '..', 'double', 'services.ts')).href;
  const folder = await layOutApp(`export { openServices, withdrawAlone } from ${JSON.stringify(url)};`);
  const dataFolder = await mkdtemp(join(tmpdir(), 'plainsight-data-'));
  let app = boot(folder, dataFolder, args, system, env);
  const again = await relaunched(app);
  if (again !== null) app = boot(folder, dataFolder, again, system, env);
  try {
    await until(async () => (await app.tray())?.tooltip);
    await work(app);
  } finally {
    await app.ask({ do: 'quit' }).catch(() => {});
    await app.ended;
    await rm(folder, { recursive: true });
    await rm(dataFolder, { recursive: true });
  }
}
