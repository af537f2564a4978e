import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { app, journal } from './app.ts';
import { double, realFork } from './process-rules.ts';

interface ForkOptions {
  readonly serviceName?: string;
  readonly stdio?: 'pipe' | 'ignore' | 'inherit' | readonly string[];
  readonly execArgv?: string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

const host = new URL('./utility-host.ts', import.meta.url);

/**
 * A process of its own that runs one module with Node. As in Electron: only after `ready`, the module may lie in the archive, there is no
 * `send` and no `disconnect` but `postMessage`, messages are cloned structurally, and in the child they arrive at `process.parentPort`.
 */
class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly #child: ChildProcess;
  #running = true;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const { stdio = 'inherit', execArgv = [], env = process.env, cwd } = options;
    const [out, err] = typeof stdio === 'string' ? [stdio, stdio] : [stdio[1] ?? 'inherit', stdio[2] ?? 'inherit'];
    double.allowed = true;
    try {
      this.#child = realFork(host, [pathToFileURL(modulePath).href, ...args], {
        execArgv,
        // Which computer it is is the same for every process of it, whatever environment that gets.
        env: { ...env, PLAINSIGHT_DOUBLE: process.env.PLAINSIGHT_DOUBLE },
        ...(cwd === undefined ? {} : { cwd }),
        stdio: ['ignore', out as 'pipe', err as 'pipe', 'ipc'],
        serialization: 'advanced',
      });
    } finally {
      double.allowed = false;
    }
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.once('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code, signal) => {
      this.#running = false;
      const ended = code ?? 128 + (signal === 'SIGKILL' ? 9 : 15);
      this.emit('exit', ended);
      if (ended !== 0)
        app.emit(
          'child-process-gone',
          {},
          { type: 'Utility', reason: 'abnormal-exit', exitCode: ended, name: options.serviceName },
        );
    });
  }

  get pid(): number | undefined {
    return this.#running ? this.#child.pid : undefined;
  }
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('the double moves no ports');
    if (this.#running) this.#child.send(structuredClone(message) as object);
  }
  kill(): boolean {
    return this.#running && this.#child.kill();
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess cannot be created before app is ready.');
    if (!isAbsolute(modulePath) || !statSync(modulePath).isFile()) throw new Error(`no module at ${modulePath}`);
    journal.push(`utility ${options.serviceName ?? 'Node Utility Process'}`);
    return new UtilityProcess(modulePath, args, options);
  },
};
