import { type Day, daySchema } from '../ids.ts';
import { nextDay } from '../time/calendar.ts';
import { type DaySpan, daySpanSchema } from './access.ts';

/** Sets of days as spans. Results are in order; no two spans touch or overlap. */

/** The days of `spans` and those of `added`. */
export function withDays(spans: readonly DaySpan[], added: DaySpan): DaySpan[] {
  const joined: DaySpan[] = [];
  for (const span of [...spans, added].sort((a, b) => compare(a.from, b.from))) {
    const last = joined.at(-1);
    if (last === undefined || isBefore(last, span)) joined.push(span);
    else joined[joined.length - 1] = { from: last.from, to: later(last.to, span.to) };
  }
  return joined;
}

/** The days of `spans` that are not in `removed`. */
export function withoutDays(spans: readonly DaySpan[], removed: DaySpan): DaySpan[] {
  const left = spans.flatMap(({ from, to }) => {
    const before = removed.from === null ? null : { from, to: earlier(to, previousDay(removed.from)) };
    const after = removed.to === null ? null : { from: latest(from, nextDay(removed.to)), to };
    return [before, after].flatMap((span) => {
      const parsed = daySpanSchema.safeParse(span);
      return parsed.success ? [parsed.data] : [];
    });
  });
  return left.reduce<DaySpan[]>(withDays, []);
}

export function sameDays(a: readonly DaySpan[], b: readonly DaySpan[]): boolean {
  return a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to);
}

/** Whether at least a day lies between the end of `first` and the beginning of `second`. */
function isBefore(first: DaySpan, second: DaySpan): boolean {
  return first.to !== null && second.from !== null && nextDay(first.to) < second.from;
}

/** Beginnings: null is before every day. */
function compare(a: Day | null, b: Day | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b !== null && a < b ? -1 : 1;
}

function latest(a: Day | null, b: Day): Day {
  return a !== null && a > b ? a : b;
}

/** Ends: null is after every day. */
function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

function earlier(a: Day | null, b: Day): Day {
  return a !== null && a < b ? a : b;
}

function previousDay(day: Day): Day {
  return daySchema.parse(new Date(Date.parse(`${day}T00:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10));
}
