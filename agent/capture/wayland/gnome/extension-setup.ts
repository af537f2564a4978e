import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Reason } from '../../../../core/reason.ts';
import { fail, ok, type Result } from '../../../../core/result.ts';
import { diskProblem, writeDurably } from '../../../../disk/durable-file.ts';
import type { ShellExtension } from '../../../../ipc/employee-data.ts';
import { extensionFolder, extensionId, ShellBus } from './shell-bus.ts';

const run = promisify(execFile);

/** A program that the extension is to answer; `runs`: with which arguments, where it runs whatever it is given. */
export interface AnsweredProgram {
  readonly program: string;
  readonly runs: readonly (readonly string[])[] | null;
}

export interface ExtensionSetupOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that holds the extension's parts: `assets/gnome-extension`. */
  readonly source: string;
  /** Our own processes that may ask. */
  readonly programs: readonly AnsweredProgram[];
}

/** GNOME Shell of 45 and later loads modules. */
const firstWithModules = 45;
const settings = ['org.gnome.shell', 'enabled-extensions'] as const;

/** Our extension in the account's own folder: put there, and taken away, by the person alone. */
export class ExtensionSetup {
  readonly #options: ExtensionSetupOptions;
  readonly #bus: ShellBus;
  readonly #folder: string;

  constructor(options: ExtensionSetupOptions) {
    this.#options = options;
    this.#bus = new ShellBus(options.env);
    this.#folder = extensionFolder(options.env);
  }

  /** How it is, by what GNOME Shell and the sensors say; null: this session has no GNOME Shell. */
  async known(said: readonly (Reason | null)[]): Promise<ShellExtension | null> {
    const version = await this.#bus.shellVersion();
    if (version === null) return null;
    const state = await this.#bus.extensionState();
    const isCurrent = this.#isCurrent(version);
    const isRefused = said.some((each) => each !== null && refusals.includes(each.code));
    return { state: stateOf(state, isCurrent, isRefused), folder: this.#folder };
  }

  /** Writes it, and has GNOME Shell switch it on, at once where it knows it. Safe to call again. */
  async install(): Promise<Result<null>> {
    const version = await this.#bus.shellVersion();
    for (const [name, text] of this.#files(version ?? '')) {
      try {
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        const written = await writeDurably(join(this.#folder, name), Buffer.from(text));
        if (!written.ok) return written;
      } catch (error) {
        return fail(diskProblem(error, this.#folder));
      }
    }
    if (!(await this.#bus.tellExtension('EnableExtension'))) await this.#list((all) => [...all, extensionId]);
    return ok(null);
  }

  /** Takes it away at once, also from a GNOME Shell that runs it. */
  async remove(): Promise<Result<null>> {
    await this.#bus.tellExtension('DisableExtension');
    await this.#bus.tellExtension('UninstallExtension');
    await this.#list((all) => all.filter((id) => id !== extensionId));
    try {
      await rm(this.#folder, { recursive: true, force: true });
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
    return ok(null);
  }

  close(): void {
    this.#bus.close();
  }

  #files(version: string): ReadonlyMap<string, string> {
    const { source, programs } = this.#options;
    const read = (name: string): string => readFileSync(join(source, name), 'utf8');
    const hasModules = Number.parseInt(version, 10) >= firstWithModules;
    const metadata = JSON.parse(read('metadata.json')) as { 'shell-version': readonly string[] };
    const versions = metadata['shell-version'].filter((each) => Number(each) >= firstWithModules === hasModules);
    return new Map([
      ['metadata.json', `${JSON.stringify({ ...metadata, 'shell-version': versions }, null, 2)}\n`],
      ['extension.js', [hasModules ? 'head-esm.js' : 'head-legacy.js', 'door.js', 'desktop.js'].map(read).join('\n')],
      ['programs.json', `${JSON.stringify(programs, null, 2)}\n`],
    ]);
  }

  #isCurrent(version: string): boolean | null {
    try {
      return [...this.#files(version)].every(([name, text]) => readFileSync(join(this.#folder, name), 'utf8') === text);
    } catch {
      return null;
    }
  }

  /** The list of what GNOME Shell loads at a login. Without `gsettings` it is switched on after that login, by a click. */
  async #list(change: (all: readonly string[]) => readonly string[]): Promise<void> {
    try {
      const env = { ...this.#options.env };
      const { stdout } = await run('gsettings', ['get', ...settings], { env });
      const all = [...stdout.matchAll(/'([^'\\]*)'/g)].map(([, id = '']) => id);
      const wanted = [...new Set(change(all))];
      if (wanted.join() !== all.join())
        await run('gsettings', ['set', ...settings, `[${wanted.map((id) => `'${id}'`).join(', ')}]`], { env });
    } catch {
      // Said by `known` as it is then.
    }
  }
}

const refusals: readonly string[] = ['gnome-extension-stranger', 'gnome-extension-old'];

/** `isCurrent`: null where nothing is installed. */
function stateOf(
  shell: 'on' | 'off' | 'failed' | null,
  isCurrent: boolean | null,
  isRefused: boolean,
): ShellExtension['state'] {
  if (isCurrent === null) return 'missing';
  if (!isCurrent) return 'outdated';
  if (shell === null || (shell === 'on' && isRefused)) return 'login';
  return shell;
}
