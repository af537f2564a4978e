import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { BesideProcess } from './beside-process.ts';
import { BrokenFrame, FrameReader, pipeNumber, writeFrame } from './frames.ts';

interface ForkOptions {
  /** Options of Node: memory, permissions. */
  readonly execArgv: readonly string[];
  /** All of the environment that it gets. */
  readonly env: NodeJS.ProcessEnv;
}

/** For a process that stays for weeks and does little, as the agent's own Node is started (`scripts/with-node.mjs`). */
export const leanFlags: readonly string[] = ['--max-semi-space-size=2', '--single-threaded'];

/**
 * `program` as a process beside this one, under Node. It shares no files, no output and no
 * environment but what is given. The pipe is ours and not Node's own channel, which throws in this
 * process, where nobody can catch it, at bytes that are no message.
 */
export function forkedProcess(program: string, { execArgv, env }: ForkOptions): BesideProcess {
  const child = spawnedOrNull([...execArgv, program], env);
  const pipe = child?.stdio?.[pipeNumber] as Socket | undefined;
  if (child === null || pipe === undefined) return noProcess();
  let hasEnded = false;
  let isHeard = true;
  const ended = new Set<() => void>();
  const end = (): void => {
    if (hasEnded) return;
    hasEnded = true;
    for (const listener of ended) listener();
    ended.clear();
  };
  const kill = (): void => {
    isHeard = false;
    pipe.destroy();
    child.kill('SIGKILL');
  };
  child.once('exit', end);
  child.once('error', end);
  // A child that has just ended takes nothing any more: its end is told by itself.
  pipe.on('error', () => {});
  return {
    send: (message) => writeFrame(pipe, message),
    onMessage(listener) {
      const frames = new FrameReader();
      pipe.on('data', (piece: Buffer) => {
        try {
          for (const message of frames.take(piece)) if (isHeard) listener(message);
        } catch (error) {
          if (!(error instanceof BrokenFrame)) throw error;
          kill();
        }
      });
    },
    onEnd: (listener) => {
      if (hasEnded) listener();
      else ended.add(listener);
    },
    hold: (isHeld) => {
      for (const each of [child, pipe]) {
        if (isHeld) each.ref();
        else each.unref();
      }
    },
    kill,
  };
}

/** Null: the system has no room for another process, or no such program. */
function spawnedOrNull(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess | null {
  try {
    return spawn(process.execPath, args, {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'overlapped'],
      windowsHide: true,
    });
  } catch {
    return null;
  }
}

/** One that could not be started: it has ended a turn later, as one that ends at once would have. */
function noProcess(): BesideProcess {
  return {
    send: () => {},
    onMessage: () => {},
    onEnd: (listener) => void setImmediate(listener),
    hold: () => {},
    kill: () => {},
  };
}
