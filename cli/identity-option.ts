import { readFile } from 'node:fs/promises';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, openWithPassphrase, readIdentityFile } from '../seal/age.ts';

interface Sealing {
  /** Asked only where the file is sealed. */
  readonly passphrase: () => Result<string> | Promise<Result<string>>;
  /** What is said where the passphrase does not open the file. */
  readonly closed: Problem;
}

/** The identity in the file at `path`, which `option` names: plain, or sealed with a passphrase. */
export async function identityFrom(
  option: string,
  path: string,
  { passphrase, closed }: Sealing,
): Promise<Result<Identity>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return fail(problem('named-file-unreadable', { option }));
  }
  const plain = readIdentityFile(bytes);
  if (plain !== null) return ok(plain);
  const given = await passphrase();
  if (!given.ok) return given;
  const opened = await openWithPassphrase(given.value, bytes);
  const identity = opened === null ? null : readIdentityFile(opened);
  return identity === null ? fail(closed) : ok(identity);
}
