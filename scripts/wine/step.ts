import { spawn } from 'node:child_process';

/** A step that could not be taken, in words. */
export class WineStepFailed extends Error {}

/** Runs a program to its end and answers what it printed. Rejects with `WineStepFailed` when it fails. */
export async function step(
  what: string,
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4_000);
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(new WineStepFailed(`${what}: ${error.code === 'ENOENT' ? `${command} is not there` : error.message}`)),
    );
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  if (code === 0) return out;
  const said = errors.split('\n').filter((line) => /^(E:|npm error|\S+: )/.test(line));
  throw new WineStepFailed(`${what}: ${said.slice(-3).join(' ') || `${command} ended with ${code}`}`);
}
