import { readFile, stat } from 'node:fs/promises';
import { readJson } from '../core/json.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { errorCode } from '../disk/durable-file.ts';

/** A JSON file. `what` names it in messages: "The settings file". Problem codes: `file-missing`, `file-unreadable`, `file-broken`. */
export async function readJsonFile(path: string, what: string): Promise<Result<unknown>> {
  const text = await readTextFile(path, what);
  if (!text.ok) return text;
  const value = readJson(text.value);
  return value === undefined ? fail(problem('file-broken', { file: `${what} ${shownText(path)}` })) : ok(value);
}

/**
 * A text file. `field` is the setting or option that gave the path, where what is there is a secret: then it stands in messages instead of the
 * path, since who types the secret itself in its place must not find it in a log.
 */
export async function readTextFile(path: string, what: string, field?: string): Promise<Result<string>> {
  const named = field === undefined ? `${what} ${shownText(path)}` : `${what} that ${field} names`;
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return fail(problem('file-missing', { file: named }));
    if (errorCode(error) === 'EISDIR') return fail(problem('file-is-folder', { file: named }));
    return fail(problem('file-unreadable', { file: named }));
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
