import { fold, foldLetters } from '../folded-text.ts';

/**
 * A text in which `*` stands for any characters and `?` for one, ready to be compared: patterns are
 * judged at every change of a window, against titles of up to 64 KiB.
 */
export interface Pattern {
  /** What stands between the stars, folded; null when a `?` stands anywhere. */
  readonly pieces: readonly string[] | null;
  /** Character by character, folded as a whole, and letter by letter: for patterns with `?`. */
  readonly characters: readonly string[];
  readonly letters: readonly string[];
}

export function pattern(text: string): Pattern {
  const folded = fold(text);
  return {
    pieces: folded.includes('?') ? null : folded.split('*'),
    characters: [...folded],
    letters: foldLetters(text),
  };
}

/** A text to compare patterns with; each costly form is made once, when asked for. */
export interface Text {
  readonly folded: string;
  readonly characters: () => readonly string[];
  readonly letters: () => readonly string[];
}

export function textOf(text: string): Text {
  const folded = fold(text);
  return { folded, characters: once(() => [...folded]), letters: once(() => foldLetters(text)) };
}

/**
 * Whether the text as a whole fits. With `?` it is enough that one of the readings fits: whether ß
 * is one letter or two depends on who counts, and a rule that counts otherwise than its author must
 * not fail to exclude.
 */
export function matchesPattern(wanted: Pattern, text: Text): boolean {
  if (wanted.pieces !== null) return fitsPieces(wanted.pieces, text.folded);
  return (
    fits(wanted.characters, text.characters()) ||
    fits(wanted.letters, text.letters()) ||
    fits(wanted.characters, text.letters()) ||
    fits(wanted.letters, text.characters())
  );
}

/** The same as `fits` for what is between stars, by the engine's own search. */
function fitsPieces(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return first === text;
  const last = pieces.at(-1) ?? '';
  const end = text.length - last.length;
  if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/**
 * Whether a text as a whole fits a pattern in which `*` stands for any characters and `?` for one;
 * both as single characters that were folded before. Greedy with one point of return: at worst
 * pattern × text steps, never more.
 */
export function fits(p: readonly string[], t: readonly string[]): boolean {
  let pi = 0;
  let ti = 0;
  let star = -1;
  let retry = 0;
  while (ti < t.length) {
    if (p[pi] === '*') {
      star = pi++;
      retry = ti;
    } else if (pi < p.length && (p[pi] === '?' || p[pi] === t[ti])) {
      pi++;
      ti++;
    } else if (star >= 0) {
      pi = star + 1;
      ti = ++retry;
    } else {
      return false;
    }
  }
  while (p[pi] === '*') pi++;
  return pi === p.length;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
