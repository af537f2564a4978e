import { minuteStart } from '../../core/calendar.ts';
import type { DayView } from '../../core/day-view.ts';
import { coveredMs, type Instant, type Interval, intersection } from '../../core/interval.ts';

export interface Moment {
  readonly at: Instant;
  readonly state: DayView['states'][number] | null;
  readonly window: DayView['windows'][number] | null;
  readonly minute: DayView['minutes'][number] | null;
}

/** What is known of one instant. */
export function momentOf(day: DayView, at: Instant): Moment {
  const minute = lastStarted(day.minutes, at);
  return {
    at,
    state: holding(day.states, at),
    window: holding(day.windows, at),
    minute: minute !== null && minute.start === minuteStart(at) ? minute : null,
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
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
  readonly shots: number;
}

/** The sums of `day` inside `span`. Counts are known by the minute: a minute counts where it starts. */
export function sumsOf(day: DayView, span: Interval): Sums {
  const windows = clipped(day.windows, span);
  const states = clipped(day.states, span);
  const working = states.filter(({ state }) => state === 'active' || state === 'idle' || state === 'call');
  const apps = new Map<string | null, { appName: string | null; ms: number }>();
  for (const { appId, appName, start, end } of windows) {
    apps.set(appId, { appName, ms: (apps.get(appId)?.ms ?? 0) + end - start });
  }
  const stateMs = new Map<string, number>();
  for (const { state, start, end } of states) stateMs.set(state, (stateMs.get(state) ?? 0) + end - start);
  const minutes = day.minutes.filter(({ start }) => span.start <= start && start < span.end);
  return {
    recordedMs: coveredMs([...windows, ...working]),
    stateMs,
    apps: [...apps].map(([appId, app]) => ({ appId, ...app })).sort((a, b) => b.ms - a.ms),
    keys: minutes.reduce((sum, { keys }) => sum + keys, 0),
    clicks: minutes.reduce((sum, { clicks }) => sum + clicks, 0),
    scrolls: minutes.reduce((sum, { scrolls }) => sum + scrolls, 0),
    shots: day.shots.filter(({ at }) => span.start <= at && at < span.end).length,
  };
}

function clipped<T extends Interval>(spans: readonly T[], to: Interval): T[] {
  return spans.flatMap((span) => {
    const part = intersection(span, to);
    return part === null ? [] : [{ ...span, ...part }];
  });
}
