/**
 * Control characters (C0, DEL, C1), line and paragraph separators, the marks that turn the
 * direction of what follows (Unicode TR 36, "bidirectional text spoofing"), characters without
 * width, and halves of a pair. `LRM` and `RLM` stay: names in Arabic and Hebrew need them.
 */
const notShown = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\p{Cs}]/u;

/** Whether a name can be shown as one line without looking like something else than it is. */
export function isShowable(text: string): boolean {
  return !notShown.test(text) && text.trim() !== '';
}

const everyNotShown = new RegExp(notShown, 'gu');

/**
 * What a terminal acts on or does not draw: beside the above every character of format (`Cf`: all
 * marks of direction, `ZWJ`, tags) and all that Unicode lets a renderer leave out.
 */
const notPrintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** More marks on one letter than any language has: they are drawn over the lines around. */
const heapedMarks = /(?<=\p{M}{4})\p{M}/gu;

/** `text` on one line for a terminal: controls as `\u{202e}`, at most `most` characters. */
export function printableLine(text: string, most = Number.POSITIVE_INFINITY): string {
  return shortened(text, most).replace(notPrintable, escaped).replace(heapedMarks, escaped);
}

/** The same for JSON, with JSON's escapes, so that it reads back. Line feeds stay. */
export function printableJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent) ?? 'null';
  return text.replace(notPrintable, (character) =>
    character === '\n' ? character : [...Array(character.length).keys()].map((at) => unit(character, at)).join(''),
  );
}

/** A sentence with values from outside: one line, one direction, of bounded length. */
export function shownSentence(text: string): string {
  return shortened(text, 2000).replace(everyNotShown, escaped);
}

/** A name from outside within a sentence: one line, bounded, without padding. */
export function shownName(text: string): string {
  return shortened(text, 200)
    .replace(everyNotShown, escaped)
    .replace(/\s{2,}/gu, ' ');
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function unit(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

const longestKept = 512;

/** As much of a text as is kept and shown: at most 512 UTF-16 units, never half a pair. */
export function cutText(text: string): string {
  if (text.length <= longestKept) return text;
  const last = text.charCodeAt(longestKept - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? longestKept - 1 : longestKept).trimEnd();
}
