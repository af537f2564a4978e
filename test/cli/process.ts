import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '../../scripts/testing/built-program.ts';
import { kept } from '../fixtures/processes.ts';

/** The real `plainsight`, as a process of its own, with passphrases that cost little. */
const main = builtProgram;
/** The product's own entry, where it is that which a test proves. */
export const productMain = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Everything written so far, both streams. */
  readonly text: () => string;
  /** Answers when `pattern` has been written on either stream; rejects when the process ends first, with what it wrote. */
  seen(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
  /** SIGTERM, and how it ended. */
  stop(): Promise<Ended>;
}

export function start(args: readonly string[], env: NodeJS.ProcessEnv = process.env, entry = main): Running {
  const child = kept(spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  let out = '';
  let err = '';
  let over: string | null = null;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    wake();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = signal ?? String(code);
      wake();
      resolve({ code, signal, out, err });
    });
  });
  return {
    child,
    text: () => out + err,
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(out) ?? pattern.exec(err);
          if (found === null && over === null) return;
          waiting.delete(look);
          if (found !== null) resolve(found);
          else reject(new Error(`ended (${over}) before it wrote ${pattern}:\n${out}${err}`));
        };
        waiting.add(look);
        look();
      }),
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Runs a command to its end. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env, entry = main): Promise<Ended> {
  return start(args, env, entry).ended;
}
