import { durationMs, type Interval } from '../time/interval.ts';
import { showsSame } from './activity.ts';
import type { DayView } from './view.ts';

/** What a page is sent of one day at most, whatever happened in it: rows of all its lists, and UTF-8 bytes of its JSON. */
export const mostRows = 5_000;
export const mostBytes = 1_000_000;

/** Rows of each list once a day has more than a page is sent; its windows get what the others leave. */
const mostOf = {
  removed: 100,
  states: 800,
  minutes: 1_500,
  inputMinutes: 1_500,
  shots: 1_200,
  entries: 100,
  questions: 50,
  headers: 50,
  apps: 150,
  sites: 150,
};
/** UTF-16 units of one text. No id and no name of a zone is as long as the least. */
const mostText = 2_048;
const leastText = 64;

/**
 * A day as a page is sent it: the whole view, or, where that is too large, with neighbours joined, with fewer pictures, and with long texts cut.
 * Totals are of the whole day. `notShown` says how much is not there by itself. `share` is what part of the page's room is this view's, in (0, 1].
 */
export function boundedView(view: DayView, share = 1): DayView {
  if (rowsOf(view) <= mostRows * share && bytesOf(view) <= mostBytes * share) return view;
  for (let scale = 1; ; scale /= 2) {
    const smaller = reduced(view, share, scale);
    if (bytesOf(smaller) <= mostBytes * share || scale < 1e-4) return smaller;
  }
}

function reduced(view: DayView, share: number, scale: number): DayView {
  const room = (rows: number): number => Math.floor(rows * share * scale);
  const own = view.shots.filter(({ sameAs }) => sameAs === null);
  const others = {
    states: joined(view.states, room(mostOf.states), (a, b) => a.state === b.state),
    minutes: view.minutes.slice(0, room(mostOf.minutes)),
    inputMinutes: view.inputMinutes.slice(0, room(mostOf.inputMinutes)),
    // What shows the same as the picture before it is missed least.
    shots: view.shots.length <= room(mostOf.shots) ? view.shots : spread(own, room(mostOf.shots)),
    entries: newest(view.entries, room(mostOf.entries)),
    questions: newest(view.questions ?? [], room(mostOf.questions)),
    removed: newest(view.removed ?? [], room(mostOf.removed)),
    headers: newest(view.headers, room(mostOf.headers)),
    apps: view.apps.slice(0, room(mostOf.apps)),
    sites: view.sites.slice(0, room(mostOf.sites)),
  };
  const taken = Object.values(others).reduce((sum, { length }) => sum + length, 0);
  const windows = joined(view.windows, Math.floor((mostRows * share - taken) * scale), showsSame);
  const smaller = { ...view, ...others, windows };
  return {
    ...(shortened(smaller, Math.max(leastText, mostText * scale)) as DayView),
    notShown: {
      windows: view.windows.length - windows.length,
      states: view.states.length - others.states.length,
      shots: view.shots.length - others.shots.length,
      entries: view.entries.length - others.entries.length,
    },
  };
}

/**
 * At most `most` spans. Those that begin within the same time are one, which shows what took the most of it, and gaps stay; that time grows
 * until few enough are left.
 */
function joined<T extends Interval>(spans: readonly T[], most: number, isSame: (a: T, b: T) => boolean): T[] {
  let shown = [...spans];
  for (let leastMs = 1_000; shown.length > most && shown.length > 1; leastMs *= 2)
    shown = joinedWithin(spans, leastMs, isSame);
  return most < 1 ? [] : shown;
}

function joinedWithin<T extends Interval>(spans: readonly T[], leastMs: number, isSame: (a: T, b: T) => boolean): T[] {
  const result: T[] = [];
  let group: T[] = [];
  const close = (): void => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return;
    const longest = group.reduce((most, each) => (durationMs(each) > durationMs(most) ? each : most));
    const span = { ...longest, start: first.start, end: last.end };
    const before = result.at(-1);
    if (before?.end === span.start && isSame(before, span)) result[result.length - 1] = { ...before, end: span.end };
    else result.push(span);
    group = [];
  };
  for (const span of spans) {
    const last = group.at(-1);
    const isNear = last !== undefined && Math.floor(last.start / leastMs) === Math.floor(span.start / leastMs);
    const isNext = last !== undefined && span.start - last.end <= leastMs / 4;
    if (!isNear || !isNext) close();
    group.push(span);
  }
  close();
  return result;
}

function newest<T>(list: readonly T[], most: number): T[] {
  return most < 1 ? [] : list.slice(-most);
}

/** At most `most` of `all`, spread over them. */
function spread<T>(all: readonly T[], most: number): T[] {
  return all.filter(
    (_, index) => Math.floor((index * most) / all.length) !== Math.floor(((index - 1) * most) / all.length),
  );
}

function rowsOf({
  removed = [],
  questions = [],
  headers,
  states,
  windows,
  minutes,
  inputMinutes,
  shots,
  entries,
  apps,
  sites,
  sensors,
}: DayView): number {
  return [
    removed,
    questions,
    headers,
    states,
    windows,
    minutes,
    inputMinutes,
    shots,
    entries,
    apps,
    sites,
    sensors,
  ].reduce((sum, { length }) => sum + length, 0);
}

/** UTF-8 bytes of what goes over the wire. */
function bytesOf(view: DayView): number {
  const text = JSON.stringify(view);
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // Half of a pair takes two of the pair's four.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** `value` with each text in it cut to `most` units. */
function shortened(value: unknown, most: number): unknown {
  if (typeof value === 'string') return value.length <= most ? value : `${value.slice(0, most - 1).toWellFormed()}…`;
  if (Array.isArray(value)) return value.map((each) => shortened(each, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each, most)]));
}
