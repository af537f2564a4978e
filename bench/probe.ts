import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { leanNode } from '../scripts/with-node.mjs';

/** A process of its own whose use of the machine is measured. It says `ready` on standard output when it runs. */
export interface Probe {
  readonly pid: number;
  stop(): Promise<void>;
}

export function startProbe(name: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  return start(name, [], env);
}

/** One of ours, on Node as `plainsight agent` starts it (scripts/with-node.mjs), and for the second time at least. */
export async function startOurs(name: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  const lean = leanNode();
  await (await start(name, lean.flags, { ...env, ...lean.env })).stop();
  return start(name, lean.flags, { ...env, ...lean.env });
}

async function start(name: string, flags: readonly string[], env: NodeJS.ProcessEnv): Promise<Probe> {
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'probes', `${name}.ts`)], {
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
