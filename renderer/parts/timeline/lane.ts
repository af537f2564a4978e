import type { Instant, Interval } from '../../../core/time/interval.ts';
import { type TimeScale, xOf } from './scale.ts';

/**
 * One band's spans, made ready once a day so that a frame looks only at those in view: disjoint, in order, each with the place of what it
 * shows in the band's own order (`kinds`).
 */
export interface Lane<T extends Interval> {
  readonly spans: readonly T[];
  readonly kinds: Uint16Array;
  /** How many kinds there are. */
  readonly count: number;
}

/** A stretch that is wide enough to stand for itself: from `x` to `right` in CSS pixels. */
export interface Segment<T> {
  readonly x: number;
  readonly right: number;
  readonly span: T;
  readonly kind: number;
}

/** A stretch in which spans follow too closely: what share of it each kind fills, the most common kinds of the day first. */
export interface Column {
  readonly x: number;
  readonly right: number;
  readonly shares: readonly { readonly kind: number; readonly share: number }[];
}

export interface Detail<T> {
  readonly segments: readonly Segment<T>[];
  readonly columns: readonly Column[];
}

/** Spans narrower than this share columns up to so wide, in CSS pixels. */
export const columnPx = 9;

/** From here on a hole between two narrow spans is shown as one. */
const gapPx = 2;

/** `order` is from the bottom of a column up; a span of a kind that is not in it counts as the last one. */
export function laneOf<T extends Interval, Kind>(
  spans: readonly T[],
  kindOf: (span: T) => Kind,
  order: readonly Kind[],
): Lane<T> {
  const places = new Map(order.map((kind, place) => [kind, place]));
  const last = Math.max(0, order.length - 1);
  return {
    spans,
    kinds: Uint16Array.from(spans, (span) => places.get(kindOf(span)) ?? last),
    count: Math.max(1, order.length),
  };
}

/**
 * What of a lane is drawn at this scale. A span of nine pixels and more is a segment. Narrower ones that follow one another are summed up in
 * columns; one that stands alone is a column of its own, as wide as it is and at least one pixel. So nothing vanishes, and any number of
 * spans costs at most about two drawings a column and kind.
 */
export function detailOf<T extends Interval>({ spans, kinds, count }: Lane<T>, scale: TimeScale): Detail<T> {
  const { view, width } = scale;
  const segments: Segment<T>[] = [];
  const columns: Column[] = [];
  const sums = new Float64Array(count);
  let at = -1;
  let from = 0;
  let to = 0;
  const settle = () => {
    if (at < 0) return;
    columns.push(columnOf(from, to, sums, width));
    sums.fill(0);
    at = -1;
  };
  for (let index = firstEndingAfter(spans, view.start); index < spans.length; index += 1) {
    const span = spans[index];
    if (span === undefined || span.start >= view.end) break;
    const x = Math.max(0, xOf(scale, span.start));
    const right = Math.min(width, xOf(scale, span.end));
    if (right <= x) continue;
    const kind = kinds[index] ?? 0;
    if (right - x >= columnPx) {
      settle();
      segments.push({ x, right, span, kind });
      continue;
    }
    const column = Math.floor(x / columnPx);
    if (at !== column || x - to >= gapPx) {
      settle();
      at = column;
      from = x;
    }
    to = right;
    sums[kind] = (sums[kind] ?? 0) + right - x;
  }
  settle();
  return { segments, columns };
}

/** Shares are of the stretch, not of what fills it: what is left free in it stays free. */
function columnOf(from: number, to: number, sums: Float64Array, width: number): Column {
  const shares: { kind: number; share: number }[] = [];
  const isAlone = to - from < 1;
  const whole = isAlone ? sums.reduce((sum, each) => sum + each, 0) : to - from;
  for (let kind = 0; kind < sums.length; kind += 1) {
    const px = sums[kind] ?? 0;
    if (px > 0) shares.push({ kind, share: px / whole });
  }
  const x = isAlone ? Math.min(from, Math.max(0, width - 1)) : from;
  return { x, right: isAlone ? x + 1 : to, shares };
}

/** Heights in whole pixels for `shares` of a column: each at least one, together what the shares are together. */
export function heightsOf(shares: Column['shares'], height: number): number[] {
  const whole = Math.min(height, Math.round(height * shares.reduce((sum, { share }) => sum + share, 0)));
  const heights = shares.map(({ share }) => Math.max(1, Math.floor(share * height)));
  let left = Math.max(1, whole) - heights.reduce((sum, each) => sum + each, 0);
  while (left !== 0) {
    const highest = heights.indexOf(Math.max(...heights));
    const now = heights[highest] ?? 1;
    // What is too much is taken from the highest, but never all of it.
    const change = left > 0 ? left : -Math.min(-left, Math.max(1, now >> 2), now - 1);
    if (change === 0) break;
    heights[highest] = now + change;
    left -= change;
  }
  return heights;
}

/** The place of the first of `spans` (disjoint, in order) that ends after `at`, by bisection. */
export function firstEndingAfter(spans: readonly Interval[], at: Instant): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
