import { fold } from '../../folded-text.ts';
import type { Interval } from '../../time/interval.ts';
import type { DayView } from '../view.ts';
import { partsOfEntry, type ShownText, textsOfDay } from './day-texts.ts';

/** A span in which the words were found, and the text that holds them. */
export interface FoundSpan extends Interval, ShownText {}

/**
 * The words of `text` as they are compared: without case and accents, and without the quotation
 * marks that other searches ask for. A sign that stands alone counts only where there is no word:
 * all of them are then one, since signs between words are nothing to tell words by.
 */
export function wordsIn(text: string): string[] {
  const parts = comparable(text)
    .split(/\s+/)
    .map((part) => part.replace(quotes, ''))
    .filter((part) => part !== '');
  const words = parts.filter((part) => /[\p{L}\p{N}]/u.test(part));
  return words.length > 0 || parts.length === 0 ? words : [parts.join(' ')];
}

/** Where `view` shows a text with `words` (from `wordsIn`) side by side, newest first. */
export function findInDay(view: Pick<DayView, 'windows' | 'entries'>, words: readonly string[]): FoundSpan[] {
  if (words.length === 0) return [];
  const holds = textTest(words);
  const found = textsOfDay(view).filter(holds);
  return newestFirst(found.flatMap(({ spans, ...shown }) => spans.map((span) => ({ ...shown, ...span }))));
}

/** Tells whether a text has `words` side by side; of an entry, whether one of its parts has. None has no words. */
export function textTest(words: readonly string[]): (shown: Pick<ShownText, 'kind' | 'text'>) => boolean {
  if (words.length === 0) return () => false;
  const phrase = phraseOf(words, 'u');
  const holds = (text: string): boolean => phrase.test(comparable(text));
  return ({ kind, text }) => (kind === 'entry' ? text.split(partsOfEntry).some(holds) : holds(text));
}

export function newestFirst<T extends Interval>(found: readonly T[]): T[] {
  return found.toSorted((a, b) => b.start - a.start || b.end - a.end);
}

/** Where in a found text the words stand, as places in it: in order, and none within another. */
export function placesIn({ kind, text }: Pick<FoundSpan, 'kind' | 'text'>, words: readonly string[]): Interval[] {
  if (words.length === 0) return [];
  const parts = kind === 'entry' ? text.split(partsOfEntry) : [text];
  let from = 0;
  return parts.flatMap((part) => {
    const offset = from;
    from += part.length + partsOfEntry.length;
    return placesInPart(part, words).map(({ start, end }) => ({ start: offset + start, end: offset + end }));
  });
}

/**
 * Compared letter by letter, so that each place of the compared form has one in the text itself.
 */
function placesInPart(text: string, words: readonly string[]): Interval[] {
  let plain = '';
  const letters: { readonly from: number; readonly start: number; readonly end: number }[] = [];
  for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    letters.push({ from: plain.length, start: index, end: index + letter.length });
    plain += comparable(letter);
  }
  return [...plain.matchAll(phraseOf(words, 'gu'))].flatMap(({ 0: found, index }) => {
    const first = letters.findLast(({ from }) => from <= index);
    const last = letters.findLast(({ from }) => from < index + found.length);
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

/**
 * The words one after the other with nothing but signs and spaces between them. At its ends a
 * phrase may be part of a longer word: whoever looks for `rechnung` also means `Eingangsrechnung`.
 */
function phraseOf(words: readonly string[], flags: string): RegExp {
  return new RegExp(words.map((word) => word.replace(special, '\\$&')).join('[^\\p{L}\\p{N}]+'), flags);
}

const quotes = /^["“”„«»‹›‚‘']+|["“”„«»‹›‚‘']+$/gu;
const ascii = /^[\x20-\x7e]*$/;
const special = /[\\^$.*+?()[\]{}|/]/g;

function comparable(text: string): string {
  const folded = fold(text);
  return ascii.test(folded) ? folded : folded.normalize('NFKD').replace(/\p{M}/gu, '');
}
