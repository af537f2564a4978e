import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shortestPassphrase } from '../seal/passphrase.ts';
import { readTextFile } from './json-file.ts';

export const passphraseVariable = 'PLAINSIGHT_PASSPHRASE';

/** Nobody types more, and each try works on all of it. */
const longestPassphrase = 1_000;

/** The one line of a passphrase file. `field` is the option or setting that names it, and stands in messages instead of the path. */
export async function readPassphraseFile(path: string, field: string): Promise<Result<string>> {
  const text = await readTextFile(path, 'The passphrase file', field);
  if (!text.ok) return text;
  const line = text.value.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  const wrong = unfitPassphrase(line, `the file that ${field} names`, 'known');
  return wrong === null ? ok(line) : fail(wrong);
}

/** What no passphrase is; `source` is where it was taken from. Nothing of the text itself is said. */
export function unfitPassphrase(text: string, source: string, which: 'new' | 'known'): Problem | null {
  const wrong = (fault: 'empty' | 'blank' | 'long' | 'lines' | 'short'): Problem =>
    problem('passphrase-unfit', { source, fault, least: shortestPassphrase, most: longestPassphrase });
  if (text === '') return wrong('empty');
  if (text.trim() === '') return wrong('blank');
  if (text.length > longestPassphrase) return wrong('long');
  if (/[\p{Cc}\ufffd]/u.test(text)) return wrong('lines');
  return which === 'new' && text.length < shortestPassphrase ? wrong('short') : null;
}
