import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ProblemError } from '../core/result.ts';
import { startOfficeApp } from '../web/office-app.ts';
import { ensureBuilt } from './build.ts';
import { startProgress } from './progress.mjs';

export interface DeskOptions {
  readonly root: string;
  readonly appVersion: string;
  /** The browser, even where Electron could run. */
  readonly browser: boolean;
  readonly folder: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly say: (line: string) => void;
}

/** With a display: the agent and its page, in Electron where its runtime is there or can be had, else in the browser. */
export async function startDesk(options: DeskOptions): Promise<void> {
  const { root, say } = options;
  const runtime = options.browser ? { missing: 'you asked for it' } : await electronRuntime(options);
  if ('program' in runtime) {
    say(`Running in Electron (${runtime.program}).`);
    await ensureBuilt();
    await ended(spawn(runtime.program, [root], { stdio: 'inherit', env: options.env }));
    return;
  }
  say(`Running in the browser, because ${runtime.missing}.`);
  await runInBrowser(options);
}

type Runtime = { readonly program: string } | { readonly missing: string };

/** Electron's program: where it was pointed to, where it was installed, or fetched now if that can be done in a minute. */
async function electronRuntime({ root, env, platform }: DeskOptions): Promise<Runtime> {
  const name =
    platform === 'win32' ? 'electron.exe' : platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const places = [env.ELECTRON_OVERRIDE_DIST_PATH, join(root, 'node_modules', 'electron', 'dist')];
  const find = (): string | undefined =>
    places.flatMap((place) => (place ? [join(place, name)] : [])).find((path) => existsSync(path));
  const found = find();
  if (found !== undefined) return { program: found };
  const progress = startProgress('Fetching Electron’s runtime');
  const child = spawn(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], {
    stdio: 'ignore',
    env,
    timeout: 120_000,
  });
  const code = await ended(child);
  const fetched = find();
  if (code === 0 && fetched !== undefined) {
    progress.done();
    return { program: fetched };
  }
  progress.fail();
  return { missing: 'Electron’s runtime is not installed and could not be fetched' };
}

async function runInBrowser({ root, appVersion, folder, env, platform, say }: DeskOptions): Promise<void> {
  await ensureBuilt(['renderer']);
  const app = await startOfficeApp({
    folder: folder ?? dataFolder(env, platform),
    pages: join(root, 'out', 'renderer'),
    env,
    platform,
    appVersion,
    organisation: 'This computer',
    person: 'You',
    viewer: 'You, as manager',
    log: say,
  });
  if (!app.ok) throw new ProblemError(app.problem);
  const { office, host } = app.value;
  const page = host.address('employee');
  if (office.passphrase !== null) {
    say('This computer is now an organisation of one: its store, its person and its manager are all here.');
    say(`The manager’s passphrase, shown only now: ${office.passphrase}`);
  }
  say(`Your page:        ${page}`);
  say(`Manager’s page:   ${host.address('manager')}`);
  say('Nothing is recorded until you have chosen a passphrase and agreed on your page. Press Ctrl+C to end.');
  openBrowser(page, env, platform);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await app.value.close();
}

/** Where programs keep their data on each system; XDG Base Directory Specification on Linux. */
function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Plainsight');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Plainsight');
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'plainsight');
}

function openBrowser(address: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): void {
  const [program, ...args] =
    platform === 'win32'
      ? ['cmd', '/c', 'start', '', address]
      : platform === 'darwin'
        ? ['open', address]
        : ['xdg-open', address];
  if (program === undefined) return;
  // Where there is no such program the address that was printed is enough.
  spawn(program, args, { stdio: 'ignore', detached: true, env })
    .on('error', () => {})
    .unref();
}

function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}
