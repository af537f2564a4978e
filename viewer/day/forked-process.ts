import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BesideProcess } from './segment-worker.ts';

const program = fileURLToPath(new URL('./segment-process.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Under Node: may read the project's files; no writing, programs or environment. */
export function forkedProcess(heapMegabytes = 512): BesideProcess {
  const child = fork(program, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--permission', `--allow-fs-read=${root}*`],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
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
