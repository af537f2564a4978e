import { type ChildProcess, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { buildProgram } from '../scripts/program/build-program.ts';
import { leanNode } from '../scripts/with-node.mjs';

const root = join(import.meta.dirname, '..');

/** A process of its own whose use of the machine is measured. It says `ready` on standard output when it runs. */
export interface Probe {
  readonly pid: number;
  stop(): Promise<void>;
}

export function startProbe(name: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  return start(join(import.meta.dirname, 'probes', `${name}.ts`), [], env);
}

/** One of ours, built and on Node as `plainsight agent` runs it (cli/plainsight.mjs), and for the second time at least. */
export async function startOurs(name: string, env: NodeJS.ProcessEnv): Promise<Probe> {
  const lean = leanNode();
  const folder = join(root, 'out', 'bench', name);
  await buildProgram({ root, folder, programs: { [name]: `bench/probes/${name}.ts` } });
  const begin = () => start(join(folder, `${name}.js`), lean.flags, { ...env, ...lean.env });
  await (await begin()).stop();
  return begin();
}

async function start(file: string, flags: readonly string[], env: NodeJS.ProcessEnv): Promise<Probe> {
  const child = spawn(process.execPath, [...flags, file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await ready(child, basename(file));
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
