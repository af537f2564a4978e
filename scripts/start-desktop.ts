import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { untilTold } from '../agent/host/end-signals.ts';
import { systemZone } from '../agent/host/system-zone.ts';
import { ProblemError } from '../core/result.ts';
import { ensureBuilt } from './build.ts';
import { startOfficeApp } from './demo/demo-app.ts';
import type { TrialOffice } from './demo/demo-organisation.ts';
import { runElectronDesk } from './electron/electron-desk.ts';
import { readKernelSetting, whyItEnded } from './electron/electron-end.ts';
import { electronProgram, findElectron } from './electron/electron-runtime.ts';
import { openPage, pageFile } from './open-page.ts';
import { startProgress } from './progress.mjs';

export interface DeskOptions {
  readonly root: string;
  readonly appVersion: string;
  /** The browser, even where Electron could run. */
  readonly browser: boolean;
  readonly folder: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The person's own: what their browser saves follows it, not ours. */
  readonly umask: number;
  readonly say: (line: string) => void;
}

/** With a display: the agent and its page, in Electron where its runtime is there or can be had, else in the browser. */
export async function startDesk(options: DeskOptions): Promise<void> {
  const { root, say } = options;
  const runtime = options.browser ? { missing: 'you asked for it' } : await electronRuntime(options);
  if ('program' in runtime) {
    say(`Running in Electron (${runtime.program}).`);
    const ended = await runInElectron(options, runtime.program);
    if (ended === null) return;
    for (const line of ended) say(line);
  }
  const why = 'missing' in runtime ? runtime.missing : 'Electron did not start';
  say(`Running in the browser, because ${why}.`);
  await runInBrowser({ ...options, root });
}

type Runtime = { readonly program: string } | { readonly missing: string };

/** Electron's program: where it was pointed to, where it was installed, or fetched now if that can be done in two minutes. */
async function electronRuntime({ root, env, platform }: DeskOptions): Promise<Runtime> {
  const found = findElectron(root, env, undefined, platform);
  if (found !== null) return { program: electronProgram(found, platform) };
  const progress = startProgress('Fetching Electron’s runtime');
  const install = join(root, 'node_modules', 'electron', 'install.js');
  // Its package holds the hash of each runtime; a setting that would take hashes from where the runtime comes from is left out.
  const { electron_use_remote_checksums: _, npm_config_electron_use_remote_checksums: __, ...locked } = env;
  await ended(spawn(process.execPath, [install], { stdio: 'ignore', env: locked, timeout: 120_000 }));
  const fetched = findElectron(root, env, undefined, platform);
  if (fetched !== null) {
    progress.done();
    return { program: electronProgram(fetched, platform) };
  }
  progress.fail();
  return { missing: 'Electron’s runtime is not installed and could not be fetched' };
}

/** Null when Electron ran until somebody ended it; else why it did not start or stay, in lines for the person. */
async function runInElectron({ root, folder, env, platform, say }: DeskOptions, program: string) {
  await ensureBuilt(['electron', 'renderer']);
  // As root Chromium's sandbox refuses to run at all; nobody should work as root, but a thin client may be set up so.
  const asRoot = platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const end = await runElectronDesk({
    command: [program, root, ...asRoot],
    folder: folder ?? dataFolder(env, platform),
    ...names,
    zone: systemZone().zone,
    env,
    onOffice: (office) => tellPassphrase(office, say),
  });
  if (!end.ok) throw new ProblemError(end.problem);
  return whyItEnded(end.value, { program, platform, readSetting: readKernelSetting });
}

async function runInBrowser({ root, appVersion, folder, env, platform, umask, say }: DeskOptions): Promise<void> {
  await ensureBuilt(['renderer']);
  const data = folder ?? dataFolder(env, platform);
  const app = await startOfficeApp({
    folder: data,
    pages: join(root, 'out', 'renderer'),
    env,
    platform,
    appVersion,
    ...names,
    log: say,
  });
  if (!app.ok) throw new ProblemError(app.problem);
  const { office, host } = app.value;
  const page = host.address('employee');
  tellPassphrase(office, say);
  say(`Your page:        ${page}`);
  say(`Manager’s page:   ${host.address('manager')}`);
  say('Nothing is recorded until you have enrolled and agreed on your page. Press Ctrl+C to end.');
  await openPage(page, data, { env, platform, umask });
  await untilTold(platform);
  await app.value.close();
  // The address in it is worth nothing from now on, and would only mislead.
  await rm(join(data, pageFile), { force: true });
}

const names = { organisation: 'Trial office', person: 'Trial person', viewer: 'Trial manager' } as const;

function tellPassphrase(office: TrialOffice, say: (line: string) => void): void {
  if (office.passphrase === null) return;
  say('This computer is now an organisation of one: its store, its person and its manager are all here.');
  say(`The manager’s passphrase, shown only now: ${office.passphrase}`);
}

/** Where programs keep their data on each system; XDG Base Directory Specification on Linux. */
export function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Plainsight');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Plainsight');
  // Set and empty counts as not set, and a relative path is passed over: it would be within whatever folder this was started in.
  const { XDG_DATA_HOME: given = '' } = env;
  return join(isAbsolute(given) ? given : join(homedir(), '.local', 'share'), 'plainsight');
}

function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}
