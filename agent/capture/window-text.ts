import { cutText } from '../../core/shown-text.ts';

/** Rules judge a title as a whole, up to this many UTF-16 units; one that is longer counts as unknown. */
export const longestJudged = 1 << 16;

// Line and paragraph ends, C0 and C1 controls become a blank; what steers the direction of text or hides in it goes.
const blanks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/gu;
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]/gu;

/** A text that another program chose, made safe to show on one line: at most 512 UTF-16 units, no controls, no bidi overrides. */
export function cleanText(text: string): string {
  return cutText(wholeWindowText(text));
}

/** The same in its whole length, for what is judged: rules must see the end of a long title too. */
export function wholeWindowText(text: string): string {
  return text.toWellFormed().replace(invisible, '').replace(blanks, ' ').trim();
}

/**
 * Bytes of a property that says it is Latin-1, or UTF-8, read as what they are: programs put either into both, and a rule must find the word that
 * people see.
 */
export function textOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  // What is no UTF-8 in one place is UTF-8 in others (a title that was cut), or it is Latin-1 all through.
  return /[^\x00-\x7f\ufffd]/.test(text) ? text : bytes.toString('latin1');
}

/** The id of a program: lower case, `unknown` when nothing is left. */
export function cleanAppId(text: string): string {
  return cleanText(text).toLowerCase() || 'unknown';
}
