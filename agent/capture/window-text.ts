const longestText = 512;

// Line and paragraph ends, C0 and C1 controls become a blank; what steers the direction of text or hides in it goes.
const blanks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/gu;
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]/gu;

/** A text that another program chose, made safe to show on one line: at most 512 UTF-16 units, no controls, no bidi overrides. */
export function cleanText(text: string): string {
  const clean = text.toWellFormed().replace(invisible, '').replace(blanks, ' ').trim();
  if (clean.length <= longestText) return clean;
  const last = clean.charCodeAt(longestText - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return clean.slice(0, splitsPair ? longestText - 1 : longestText).trimEnd();
}

/** The id of a program: lower case, `unknown` when nothing is left. */
export function cleanAppId(text: string): string {
  return cleanText(text).toLowerCase() || 'unknown';
}
