import { type Problem, problem } from '../../core/problem.ts';
import { diskProblem } from '../../disk/durable-file.ts';

/** Why the vault in `folder` cannot be opened. */
export function openProblem(error: unknown, folder: string): Problem {
  const text = error instanceof Error ? error.message : '';
  if (/locked/.test(text)) {
    return problem('vault-in-use', { folder });
  }
  if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
    return diskProblem(error, folder);
  return problem('vault-damaged', { folder, text });
}
