import { fork } from 'node:child_process';
import type { BesideProcess } from './beside-process.ts';

interface ForkOptions {
  /** Options of Node: memory, permissions. */
  readonly execArgv: readonly string[];
  /** All of the environment that it gets. */
  readonly env: NodeJS.ProcessEnv;
}

/** `program` as a process beside this one, under Node. It shares no files, no output and no environment but what is given. */
export function forkedProcess(program: string, { execArgv, env }: ForkOptions): BesideProcess {
  const child = fork(program, [], {
    serialization: 'advanced',
    execArgv: [...execArgv],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  let hasEnded = false;
  const ended = new Set<() => void>();
  const end = (): void => {
    hasEnded = true;
    for (const listener of ended) listener();
    ended.clear();
  };
  child.once('exit', end);
  child.once('error', end);
  return {
    // A child that has just ended takes nothing any more: its end is told by itself.
    send: (message) => void child.send(message as object, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      if (hasEnded) listener();
      else ended.add(listener);
    },
    hold: (isHeld) => {
      if (isHeld) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
