import type { UtilityProcess } from 'electron';
import type { BesideProcess } from '../ipc/process/beside-process.ts';

/** What this takes of Electron's `utilityProcess`. The packaged program is no bare Node, so that nothing can be forked from it. */
interface UtilityProcesses {
  fork(
    modulePath: string,
    args: string[],
    options: object,
  ): Pick<UtilityProcess, 'postMessage' | 'kill' | 'on' | 'once'>;
}

interface UtilityOptions {
  /** Options of Node. */
  readonly execArgv: readonly string[];
  /** All of the environment that it gets. */
  readonly env: NodeJS.ProcessEnv;
  /** What it is called in the system's list of processes. */
  readonly serviceName: string;
}

/** A process beside the main one. Electron allows it once the app is ready. */
export function utilityBeside(
  processes: UtilityProcesses,
  modulePath: string,
  { execArgv, env, serviceName }: UtilityOptions,
): BesideProcess {
  const child = processes.fork(modulePath, [], { execArgv: [...execArgv], env, stdio: 'ignore', serviceName });
  let hasEnded = false;
  const ended = new Set<() => void>();
  child.once('exit', () => {
    hasEnded = true;
    for (const listener of ended) listener();
    ended.clear();
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      if (hasEnded) listener();
      else ended.add(listener);
    },
    // The app lives until it is quit, whatever runs beside it.
    hold: () => {},
    kill: () => void child.kill(),
  };
}
