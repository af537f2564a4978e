import { readFile, stat } from 'node:fs/promises';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';

/** A JSON file. `what` names it in messages: "The settings file". Problem codes: `file-missing`, `file-unreadable`, `file-broken`. */
export async function readJsonFile(path: string, what: string): Promise<Result<unknown>> {
  const text = await readTextFile(path, what);
  if (!text.ok) return text;
  try {
    return ok(JSON.parse(text.value));
  } catch {
    return fail(
      problem(
        'file-broken',
        `${what} ${path} is not JSON.`,
        'Correct it: a comma or a quotation mark too many or too few is the usual cause.',
      ),
    );
  }
}

export async function readTextFile(path: string, what: string): Promise<Result<string>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return fail(problem('file-missing', `${what} ${path} is not there.`, 'Correct the path, or create the file.'));
    return fail(problem('file-unreadable', `${what} ${path} cannot be read.`, 'Make it readable for this account.'));
  }
}

/** Whether others on this computer may read the file. False where the system has no such rights (Windows). */
export async function isReadableByOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    return ((await stat(path)).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}
