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

/** The words of `text` as they are compared: without case, accents or order. */
export function wordsIn(text: string): string[] {
  return comparable(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Where `view` shows a text with every one of `words` (from `wordsIn`), newest first. */
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
  for (const { start, end, appId, appName, title, site } of view.windows) {
    const app = appName ?? appId;
    if (app !== null) note({ kind: 'app', start, end, text: app, appName: app });
    if (title !== null) note({ kind: 'title', start, end, text: title, appName: app });
    if (site !== null) note({ kind: 'site', start, end, text: site, appName: app });
  }
  const entries = view.entries.flatMap(({ start, end, label, category, note: words, isTakenBack }) => {
    const text = [label, category, words].filter((part) => part !== null && part !== '').join(' · ');
    return isTakenBack || !holds(text) ? [] : [{ kind: 'entry' as const, start, end, text, appName: null }];
  });
  return [...spans.values()]
    .flat()
    .concat(entries)
    .sort((a, b) => b.start - a.start || b.end - a.end);
}

/** The same titles come thousands of times a day: each is looked at once. */
function matcherOf(words: readonly string[]): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const plain = comparable(text);
    const holds = words.every((word) => plain.includes(word));
    known.set(text, holds);
    return holds;
  };
}

function comparable(text: string): string {
  return fold(text).normalize('NFKD').replace(/\p{M}/gu, '');
}
