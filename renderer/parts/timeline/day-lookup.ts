import type { DayView } from '../../../core/day/view.ts';
import type { CategoryId } from '../../../core/rules/categories.ts';
import { minuteStart } from '../../../core/time/calendar.ts';
import { contains, coveredMs, type Instant, type Interval } from '../../../core/time/interval.ts';
import { firstEndingAfter } from './lane.ts';

export interface Moment {
  readonly at: Instant;
  readonly state: DayView['states'][number] | null;
  readonly window: DayView['windows'][number] | null;
  readonly minute: DayView['minutes'][number] | null;
  readonly inputMinute: DayView['inputMinutes'][number] | null;
}

/** What is known of one instant. */
export function momentOf(day: DayView, at: Instant): Moment {
  const ofMinute = <T extends { start: Instant }>(minutes: readonly T[]): T | null => {
    const last = lastStarted(minutes, at);
    return last !== null && last.start === minuteStart(at) ? last : null;
  };
  return {
    at,
    state: holding(day.states, at),
    window: holding(day.windows, at),
    minute: ofMinute(day.minutes),
    inputMinute: ofMinute(day.inputMinutes),
  };
}

function holding<T extends Interval>(spans: readonly T[], at: Instant): T | null {
  const span = lastStarted(spans, at);
  return span !== null && at < span.end ? span : null;
}

/** The last of `sorted` that starts at or before `at`, by bisection: a day has thousands, and the pointer asks often. */
export function lastStarted<T extends { start: Instant }>(sorted: readonly T[], at: Instant): T | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.start ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1] ?? null;
}

export interface Sums {
  readonly recordedMs: number;
  readonly stateMs: ReadonlyMap<string, number>;
  readonly apps: DayView['apps'];
  readonly sites: DayView['sites'];
  /** Longest first; empty unless it was told which category each window is in. */
  readonly categories: readonly { readonly category: CategoryId | null; readonly ms: number }[];
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
  readonly inputSeconds: number;
  readonly shots: number;
}

/**
 * The sums of `day` inside `span`. Counts are known by the minute: a minute counts where it starts. `categories` are those of `day.windows`,
 * in their order.
 */
export function sumsOf(day: DayView, span: Interval, categories: readonly (CategoryId | null)[] = []): Sums {
  const states = clipped(day.states, span);
  const working: Interval[] = states.filter(({ state }) => state === 'active' || state === 'idle' || state === 'call');
  const apps = new Map<string | null, { appName: string | null; ms: number }>();
  const siteMs = new Map<string, number>();
  const categoryMs = new Map<CategoryId | null, number>();
  const add = <Key>(sums: Map<Key, number>, key: Key, ms: number) => sums.set(key, (sums.get(key) ?? 0) + ms);
  for (let index = firstEndingAfter(day.windows, span.start); index < day.windows.length; index += 1) {
    const window = day.windows[index];
    if (window === undefined || window.start >= span.end) break;
    const part = { start: Math.max(window.start, span.start), end: Math.min(window.end, span.end) };
    const ms = part.end - part.start;
    working.push(part);
    const known = apps.get(window.appId);
    if (known === undefined) apps.set(window.appId, { appName: window.appName, ms });
    else {
      known.ms += ms;
      known.appName = window.appName;
    }
    if (window.site !== null) add(siteMs, window.site, ms);
    if (categories.length > 0) add(categoryMs, categories[index] ?? null, ms);
  }
  const stateMs = new Map<string, number>();
  for (const { state, start, end } of states) add(stateMs, state, end - start);
  const minutes = day.minutes.filter(({ start }) => span.start <= start && start < span.end);
  return {
    recordedMs: coveredMs(working),
    stateMs,
    apps: longest([...apps].map(([appId, app]) => ({ appId, ...app }))),
    sites: longest([...siteMs].map(([site, ms]) => ({ site, ms }))),
    categories: longest([...categoryMs].map(([category, ms]) => ({ category, ms }))),
    keys: minutes.reduce((sum, { keys }) => sum + keys, 0),
    clicks: minutes.reduce((sum, { clicks }) => sum + clicks, 0),
    scrolls: minutes.reduce((sum, { scrolls }) => sum + scrolls, 0),
    inputSeconds: day.inputMinutes
      .filter(({ start }) => contains(span, start))
      .reduce((sum, { seconds }) => sum + seconds, 0),
    shots: day.shots.filter(({ at }) => span.start <= at && at < span.end).length,
  };
}

function longest<T extends { readonly ms: number }>(sums: T[]): T[] {
  return sums.sort((a, b) => b.ms - a.ms);
}

/** What of `spans` (disjoint, in order) lies in `to`, cut at its ends. */
export function clipped<T extends Interval>(spans: readonly T[], to: Interval): T[] {
  const parts: T[] = [];
  for (let index = firstEndingAfter(spans, to.start); index < spans.length; index += 1) {
    const span = spans[index];
    if (span === undefined || span.start >= to.end) break;
    parts.push({ ...span, start: Math.max(span.start, to.start), end: Math.min(span.end, to.end) });
  }
  return parts;
}
