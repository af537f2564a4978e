import { type ChildProcess, spawn } from 'node:child_process';
import { builtProgram } from '../../../scripts/testing/built-program.ts';
import { kept } from '../../fixtures/processes.ts';

const main = builtProgram;

export interface PersonTerminal {
  /** Everything that the terminal showed so far, and what was typed. */
  readonly text: () => string;
  /** Answers once `pattern` stands there, after what was waited for before; rejects when the command ends first. */
  seen(pattern: RegExp): Promise<string>;
  type(line: string): void;
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

/** The real `plainsight` on a real terminal, with passphrases that cost little. */
export function startInTerminal(args: readonly string[], env: NodeJS.ProcessEnv = process.env): PersonTerminal {
  return openTerminal(
    [process.execPath, main, ...args].map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(' '),
    env,
  );
}

/** A command of the shell on a real terminal: `script` opens a pty, and this types into it. */
export function openTerminal(command: string, env: NodeJS.ProcessEnv): PersonTerminal {
  const child = kept(spawn('script', ['-qefc', command, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] }));
  let text = '';
  let from = 0;
  let isOver = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    wake();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      isOver = true;
      wake();
      resolve(code);
    });
  });
  return {
    text: () => text,
    ended,
    child,
    type: (line) => void child.stdin.write(`${line}\n`),
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text.slice(from));
          if (found === null && !isOver) return;
          waiting.delete(look);
          if (found === null) {
            reject(new Error(`ended before it showed ${pattern}:\n${text}`));
            return;
          }
          const shown = text.slice(from, from + found.index + found[0].length);
          from += found.index + found[0].length;
          resolve(shown);
        };
        waiting.add(look);
        look();
      }),
  };
}
