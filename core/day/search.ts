import { fold } from '../folded-text.ts';
import type { Interval } from '../time/interval.ts';
import type { DayView } from './view.ts';

/** A span in which the words were found, and the text that holds them. */
export interface FoundSpan extends Interval {
  readonly kind: 'app' | 'title' | 'site' | 'entry';
  readonly text: string;
  readonly appName: string | null;
}

/** Spans of the same text with less than this between them are one hit. */
export const nearMs = 5 * 60_000;

/** What stands between the parts of an entry: words of two parts are not side by side. */
const partsOfEntry = ' · ';

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
  const holds = matcherOf(words);
  const spans = new Map<string, FoundSpan[]>();
  const note = (found: FoundSpan): void => {
    if (!holds(found.text)) return;
    const key = JSON.stringify([found.kind, found.text, found.appName]);
    const list = spans.get(key) ?? [];
    spans.set(key, list);
    const last = list.at(-1);
    if (last === undefined || found.start - last.end >= nearMs) list.push(found);
    else list[list.length - 1] = { ...last, end: Math.max(last.end, found.end) };
  };
  for (const { start, end, appId, appName, title, site, path = '' } of view.windows) {
    const app = appName ?? appId;
    if (app !== null) note({ kind: 'app', start, end, text: app, appName: app });
    if (title !== null) note({ kind: 'title', start, end, text: title, appName: app });
    if (site !== null) note({ kind: 'site', start, end, text: site + path, appName: app });
  }
  const entries = view.entries.flatMap(({ start, end, label, category, note: words, isTakenBack }) => {
    const parts = [label, category, words].filter((part) => part !== null && part !== '');
    const text = parts.join(partsOfEntry);
    const isHit = !isTakenBack && text.split(partsOfEntry).some(holds);
    return isHit ? [{ kind: 'entry' as const, start, end, text, appName: null }] : [];
  });
  return [...spans.values()]
    .flat()
    .concat(entries)
    .sort((a, b) => b.start - a.start || b.end - a.end);
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

/** The same titles come thousands of times a day: each is looked at once. */
function matcherOf(words: readonly string[]): (text: string) => boolean {
  const known = new Map<string, boolean>();
  const phrase = phraseOf(words, 'u');
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const holds = phrase.test(comparable(text));
    known.set(text, holds);
    return holds;
  };
}

/**
 * The words one after the other with nothing but signs and spaces between them. At its ends a
 * phrase may be part of a longer word: whoever looks for `rechnung` also means `Eingangsrechnung`.
 */
function phraseOf(words: readonly string[], flags: string): RegExp {
  return new RegExp(words.map((word) => word.replace(special, '\\$&')).join('[^\\p{L}\\p{N}]+'), flags);
}

const quotes = /^["“”„«»‹›‚‘']+|["“”„«»‹›‚‘']+$/gu;
const special = /[\\^$.*+?()[\]{}|/]/g;

function comparable(text: string): string {
  return fold(text).normalize('NFKD').replace(/\p{M}/gu, '');
}
