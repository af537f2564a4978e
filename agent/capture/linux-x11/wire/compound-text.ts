/**
 * Decodes ICCCM COMPOUND_TEXT: ISO 2022 with escapes. Handled are ASCII, the ISO-8859 right halves
 * and UTF-8 (`ESC % G` … `ESC % @`); text in any other set becomes one U+FFFD. Without escapes this
 * is ISO-8859-1.
 */
export function decodeCompoundText(bytes: Uint8Array): string {
  let text = '';
  let encoding: string | null = 'iso-8859-1';
  let at = 0;
  while (at < bytes.length) {
    const next = bytes.indexOf(0x1b, at);
    const end = next < 0 ? bytes.length : next;
    if (end > at) text += encoding ? new TextDecoder(encoding).decode(bytes.subarray(at, end)) : '\ufffd';
    if (next < 0) break;
    const sequence = readEscape(bytes, next);
    if (sequence.segment) text += '\ufffd';
    if (sequence.encoding !== undefined) encoding = sequence.encoding;
    at = sequence.end;
  }
  return text;
}

interface Escape {
  readonly end: number;
  /** The set from here on, null for one that is not known; absent when nothing changes. */
  readonly encoding?: string | null;
  /** An extended segment was skipped. */
  readonly segment?: boolean;
}

const rightHalves: Readonly<Record<string, string>> = {
  A: 'iso-8859-1',
  B: 'iso-8859-2',
  C: 'iso-8859-3',
  D: 'iso-8859-4',
  F: 'iso-8859-7',
  G: 'iso-8859-6',
  H: 'iso-8859-8',
  L: 'iso-8859-5',
  b: 'iso-8859-15',
};

function readEscape(bytes: Uint8Array, at: number): Escape {
  const first = String.fromCharCode(bytes[at + 1] ?? 0);
  const second = String.fromCharCode(bytes[at + 2] ?? 0);
  if (first === '%' && second === 'G') return { end: at + 3, encoding: 'utf-8' };
  if (first === '%' && second === '@') return { end: at + 3, encoding: 'iso-8859-1' };
  if (first === '%' && second === '/') {
    // ESC % / F M L: the segment's length in two 7-bit digits counts what follows them.
    const length = ((bytes[at + 4] ?? 0x80) & 0x7f) * 128 + ((bytes[at + 5] ?? 0x80) & 0x7f);
    return { end: at + 6 + length, segment: true };
  }
  if (first === '-') return { end: at + 3, encoding: rightHalves[second] ?? null };
  // The left half is ASCII (or JIS X 0201), which every right half's decoder includes.
  if (first === '(') return { end: at + 3, encoding: 'iso-8859-1' };
  if (first === '$') return { end: at + (second === '(' || second === ')' ? 4 : 3), encoding: null };
  return { end: at + 3 };
}
