// A console of Windows in which a test starts a program, reads what it prints, and presses Ctrl+C.

import { spawn } from 'node:child_process';
import { pressCtrlC, takeConsole } from '../../fixtures/windows/console.ts';
import { serve } from './serve.ts';

interface Given {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

takeConsole();
const say = serve({
  /** By this program's own Node. */
  start({ args, env }: Given) {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => say({ text }));
    child.once('close', (code) => say({ code }));
  },
  press: () => pressCtrlC(),
});
