import type { Interval } from '../../core/interval.ts';
import { type TimeScale, xOf } from './scale.ts';

/** A stretch of one band on the canvas: from `x` to `right` in CSS pixels, showing `span`. */
export interface Segment<T> {
  readonly x: number;
  readonly right: number;
  readonly span: T;
}

/**
 * What of `spans` (disjoint, in order) is worth drawing: spans of a pixel and more as they are; of the shorter ones that
 * share a pixel column only the one that fills most of it, one pixel wide. So a day of any number of spans costs at most
 * about two segments a pixel.
 */
export function segmentsOf<T extends Interval>(spans: readonly T[], scale: TimeScale): Segment<T>[] {
  const segments: Segment<T>[] = [];
  let crowd: { column: number; span: T; widest: number } | null = null;
  const settle = () => {
    if (crowd !== null) segments.push({ x: crowd.column, right: crowd.column + 1, span: crowd.span });
    crowd = null;
  };
  for (const span of spans) {
    const x = Math.max(0, xOf(scale, span.start));
    const right = Math.min(scale.width, xOf(scale, span.end));
    if (right <= x) continue;
    if (right - x >= 1) {
      settle();
      segments.push({ x, right, span });
      continue;
    }
    const column = Math.min(Math.floor(x), Math.max(0, Math.ceil(scale.width) - 1));
    if (crowd !== null && crowd.column !== column) settle();
    if (crowd === null || right - x > crowd.widest) crowd = { column, span, widest: right - x };
  }
  settle();
  return segments;
}
