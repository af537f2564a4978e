import { vi } from 'vitest';
import { plainsight } from '../../../cli/program.ts';

/** Runs `plainsight` in this process with `args`: its exit code, and what it wrote. */
export async function asked(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const into = (to: 'out' | 'err') => (chunk: unknown) => {
    text[to] += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  const code = await plainsight(args);
  vi.restoreAllMocks();
  return { code, ...text };
}
