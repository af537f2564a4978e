import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A process of its own whose use of the machine is measured. It says `ready` on standard output when it runs. */
export interface Probe {
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startProbe(name: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<Probe> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'probes', `${name}.ts`), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child, name);
  return {
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function ready(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready`)));
  });
}
