import { vi } from 'vitest';
import type { Command } from '../../../cli/command.ts';

/** Runs `command` in this process with `args`: its exit code, and what it wrote. */
export async function asked(
  command: Command,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  const text = { out: '', err: '' };
  const into = (to: 'out' | 'err') => (chunk: unknown) => {
    text[to] += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  const code = await command.run(args);
  vi.restoreAllMocks();
  return { code, ...text };
}
