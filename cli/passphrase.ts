import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shortestPassphrase } from '../seal/passphrase.ts';
import { readTextFile } from './json-file.ts';

export const passphraseVariable = 'PLAINSIGHT_PASSPHRASE';

/** Where a passphrase came from that `takePassphrase` answered, in messages. */
export const passphraseSource = `the variable ${passphraseVariable}`;

/** Nobody types more, and each try works on all of it. */
const longestPassphrase = 1_000;

/**
 * The passphrase in the variable. It leaves `env` with this: programs that this process starts, and
 * whoever reads its environment through them, have no use for it.
 */
export function takePassphrase(env: NodeJS.ProcessEnv): string | undefined {
  const passphrase = env[passphraseVariable];
  delete env[passphraseVariable];
  return passphrase;
}

/**
 * The one line of a passphrase file. `field` is the option or setting that names it, and stands in
 * messages instead of the path.
 */
export async function readPassphraseFile(path: string, field: string): Promise<Result<string>> {
  const text = await readTextFile(path, 'The passphrase file', field);
  if (!text.ok) return text;
  const line = text.value.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  const wrong = unfitPassphrase(line, `the file that ${field} names`, 'known');
  return wrong === null ? ok(line) : fail(wrong);
}

/** Why a text is no passphrase; `source` is where it was taken from. Nothing of the text is said. */
export function unfitPassphrase(text: string, source: string, which: 'new' | 'known'): Problem | null {
  const wrong = (fault: 'empty' | 'blank' | 'long' | 'lines' | 'short'): Problem =>
    problem('passphrase-unfit', { source, fault, least: shortestPassphrase, most: longestPassphrase });
  if (text === '') return wrong('empty');
  if (text.trim() === '') return wrong('blank');
  if (text.length > longestPassphrase) return wrong('long');
  if (/[\p{Cc}\ufffd]/u.test(text)) return wrong('lines');
  return which === 'new' && text.length < shortestPassphrase ? wrong('short') : null;
}
