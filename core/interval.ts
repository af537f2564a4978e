/**
 * Time in Plainsight: an instant is UTC milliseconds since 1970; an interval is half-open, `[start, end)`: it holds its
 * start and not its end, so that neighbours share an instant without sharing time. Everything else follows from this.
 */
export type Instant = number;

export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export function durationMs(interval: Interval): number {
  return interval.end - interval.start;
}

export function isEmpty(interval: Interval): boolean {
  return interval.end <= interval.start;
}

export function contains(interval: Interval, at: Instant): boolean {
  return interval.start <= at && at < interval.end;
}

/** The part that both share, or `null` when they share none. Touching intervals share none. */
export function intersection(a: Interval, b: Interval): Interval | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** What is left of `from` once every one of `holes` is taken out: in order, disjoint, none empty. */
export function subtract(from: Interval, holes: readonly Interval[]): Interval[] {
  let rest: Interval[] = isEmpty(from) ? [] : [from];
  for (const hole of holes) {
    if (isEmpty(hole)) continue;
    rest = rest.flatMap((part) => {
      if (hole.end <= part.start || part.end <= hole.start) return [part];
      const left = { start: part.start, end: hole.start };
      const right = { start: hole.end, end: part.end };
      return [left, right].filter((piece) => !isEmpty(piece));
    });
  }
  return rest;
}

/** Total length of the union of `intervals`, in ms: time that several of them cover counts once. */
export function coveredMs(intervals: readonly Interval[]): number {
  const sorted = intervals.filter((each) => !isEmpty(each)).sort((a, b) => a.start - b.start);
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const each of sorted) {
    const start = Math.max(each.start, reached);
    if (each.end > start) {
      total += each.end - start;
      reached = each.end;
    }
  }
  return total;
}
