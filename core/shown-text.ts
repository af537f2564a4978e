/**
 * Control characters (C0, DEL, C1), line and paragraph separators, the marks that turn the direction of what follows (Unicode TR 36,
 * "bidirectional text spoofing"), characters without width, and halves of a pair. `LRM` and `RLM` stay: names in Arabic and Hebrew need them.
 */
const notShown = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\p{Cs}]/u;

/** Whether a name can be shown as one line without looking like something else than it is. */
export function isShowable(text: string): boolean {
  return !notShown.test(text) && text.trim() !== '';
}

const longestKept = 512;

/** As much of a text as is kept and shown: at most 512 UTF-16 units, never half a pair. */
export function cutText(text: string): string {
  if (text.length <= longestKept) return text;
  const last = text.charCodeAt(longestKept - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? longestKept - 1 : longestKept).trimEnd();
}
