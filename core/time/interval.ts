/**
 * Time in Plainsight: an instant is UTC milliseconds since 1970; an interval is half-open, `[start,
 * end)`: it holds its start and not its end, so that neighbours share an instant without sharing
 * time. Everything else follows from this.
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

/** `from` without `holes`: in order, disjoint, none empty. */
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

/**
 * What `spans` have in `within`, each part as the span that it is of. Both are in order and
 * disjoint, and so is the answer. O(n + m).
 */
export function shared<T extends Interval>(spans: readonly T[], within: readonly Interval[]): T[] {
  const parts: T[] = [];
  let place = 0;
  for (const span of spans) {
    while (place < within.length && (within[place]?.end ?? 0) <= span.start) place += 1;
    for (let at = place; at < within.length; at += 1) {
      const other = within[at];
      if (other === undefined || other.start >= span.end) break;
      const part = intersection(span, other);
      if (part !== null) parts.push({ ...span, ...part });
    }
  }
  return parts;
}

/** `spans` without `holes`: all in order and disjoint, as for `shared`. O(n + m). */
export function outside<T extends Interval>(spans: readonly T[], holes: readonly Interval[]): T[] {
  const solid = holes.filter((hole) => !isEmpty(hole));
  const starts = [Number.NEGATIVE_INFINITY, ...solid.map(({ end }) => end)];
  const gaps = starts.map((start, place) => ({ start, end: solid[place]?.start ?? Number.POSITIVE_INFINITY }));
  return shared(
    spans,
    gaps.filter((gap) => !isEmpty(gap)),
  );
}

/** The union of `intervals`: in order, disjoint, none empty, none that touches the next. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = [];
  for (const { start, end } of intervals.filter((each) => !isEmpty(each)).sort((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last === undefined || last.end < start) union.push({ start, end });
    else if (last.end < end) union[union.length - 1] = { start: last.start, end };
  }
  return union;
}

/** Total length of the union of `intervals`, in ms: time that several of them cover counts once. */
export function coveredMs(intervals: readonly Interval[]): number {
  return merged(intervals).reduce((sum, each) => sum + durationMs(each), 0);
}

/**
 * What is seen when `spans` are painted one over the other in their order: disjoint parts in order
 * of time, none empty, each of the last span that covers it. Neighbouring parts of one span are
 * one. O(n log n).
 */
export function paint<T extends Interval>(spans: readonly T[]): T[] {
  const solid = spans.filter((span) => !isEmpty(span));
  const edges = [...new Set(solid.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const places = new Map(edges.map((edge, place) => [edge, place]));
  const owners: (T | undefined)[] = [];
  // From each place the next one that nobody owns yet; followed and shortened like a union-find.
  const free = edges.map((_, place) => place);
  const nextFree = (from: number): number => {
    let found = from;
    while (free[found] !== found) found = free[found] ?? found;
    for (let place = from; place !== found; ) {
      const onward = free[place] ?? found;
      free[place] = found;
      place = onward;
    }
    return found;
  };
  for (const span of solid.reverse()) {
    const end = places.get(span.end) ?? 0;
    for (let place = nextFree(places.get(span.start) ?? 0); place < end; place = nextFree(place)) {
      owners[place] = span;
      free[place] = place + 1;
    }
  }
  const painted: T[] = [];
  let last: T | undefined;
  for (const [place, start] of edges.entries()) {
    const owner = owners[place];
    const end = edges[place + 1] ?? start;
    const before = painted.at(-1);
    if (owner === undefined) last = undefined;
    else if (owner === last && before !== undefined) painted[painted.length - 1] = { ...before, end };
    else painted.push({ ...owner, start, end });
    last = owner;
  }
  return painted;
}
