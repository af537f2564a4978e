import { cutText } from '../../core/shown-text.ts';

/** Rules judge a whole title up to this many UTF-16 units; a longer one counts as unknown. */
export const longestJudged = 1 << 16;

// Line ends and control characters become a blank; invisible and bidi characters go.
const blanks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/gu;
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]/gu;

/** Text of another program, safe for one line: at most 512 UTF-16 units, no controls. */
export function cleanText(text: string): string {
  return cutText(wholeWindowText(text));
}

/** The same in its whole length, for what is judged: rules must see the end of a long title too. */
export function wholeWindowText(text: string): string {
  return text.toWellFormed().replace(invisible, '').replace(blanks, ' ').trim();
}

/**
 * Bytes of a property that says it is Latin-1, or UTF-8, read as what they are: programs put either
 * into both, and a rule must find the word that people see.
 */
export function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  // Not UTF-8 in one place (a title that was cut), or Latin-1 all through.
  return /[^\x00-\x7f\ufffd]/.test(text) ? text : bytes.toString('latin1');
}

/** The id of a program: lower case, `unknown` when nothing is left. */
export function cleanAppId(text: string): string {
  return cleanText(text).toLowerCase() || 'unknown';
}
