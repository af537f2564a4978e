import type { Interval } from '../../time/interval.ts';
import type { DayView } from '../view.ts';

/** What kinds of texts a search looks at. */
export const textKinds = ['app', 'title', 'site', 'entry'] as const;

/** A text of a day, and the app that showed it; null where none did. */
export interface ShownText {
  readonly kind: (typeof textKinds)[number];
  readonly text: string;
  readonly appName: string | null;
}

/** The same with when it was there, in order. */
export interface DayText extends ShownText {
  readonly spans: readonly Interval[];
}

/** Spans of the same text with less than this between them are one hit. */
export const nearMs = 5 * 60_000;

/** What stands between the parts of an entry: words of two parts are not side by side. */
export const partsOfEntry = ' · ';

/** Every text of a day that a search looks at: those of windows once each, then each entry by itself. Nothing that was taken back. */
export function textsOfDay(view: Pick<DayView, 'windows' | 'entries'>): DayText[] {
  const texts = new Map<string, ShownText & { spans: Interval[] }>();
  const note = (shown: ShownText, start: number, end: number): void => {
    const key = `${shown.kind}\0${shown.appName === null ? 0 : 1}${shown.appName ?? ''}\0${shown.text}`;
    const known = texts.get(key) ?? { ...shown, spans: [] };
    texts.set(key, known);
    const last = known.spans.at(-1);
    if (last === undefined || start - last.end >= nearMs) known.spans.push({ start, end });
    else known.spans[known.spans.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  };
  for (const { start, end, appId, appName, title, site, path = '' } of view.windows) {
    const app = appName ?? appId;
    if (app !== null) note({ kind: 'app', text: app, appName: app }, start, end);
    if (title !== null) note({ kind: 'title', text: title, appName: app }, start, end);
    if (site !== null) note({ kind: 'site', text: site + path, appName: app }, start, end);
  }
  const entries = view.entries.flatMap(({ start, end, label, category, note: words, isTakenBack }) => {
    const parts = [label, category, words].filter((part) => part !== null && part !== '');
    const entry = { kind: 'entry' as const, text: parts.join(partsOfEntry), appName: null, spans: [{ start, end }] };
    return isTakenBack ? [] : [entry];
  });
  return [...texts.values(), ...entries];
}
