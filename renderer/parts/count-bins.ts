import { hourMs, minuteMs } from '../../core/calendar.ts';
import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import type { TimeScale } from './scale.ts';

export interface CountBins {
  readonly stepMs: number;
  /** Where the bar of each bin stands, in ms UTC, ascending, without holes. */
  readonly at: readonly number[];
  /** A minute's average over the bin. */
  readonly keys: readonly number[];
  readonly clicks: readonly number[];
}

const steps = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs);
const narrowestBarPx = 5;
/** A bar fills four fifths of its bin, up to this. */
export const barShare = 0.8;
export const widestBarPx = 24;

/**
 * Counts a minute over the view, averaged over as many minutes as a bar of at least 5 pixels covers. A bar stands in the middle
 * of its bin; one that is much narrower than its bin in the middle of what of it is `known`, so that it is not drawn where
 * there was nothing yet.
 */
export function countBins(minutes: DayView['minutes'], { view, width }: TimeScale, known: Interval): CountBins {
  const leastMs = ((view.end - view.start) / width) * narrowestBarPx;
  const stepMs = steps.find((step) => step >= leastMs) ?? hourMs;
  const from = Math.floor(view.start / stepMs) * stepMs;
  const length = Math.max(1, Math.ceil((view.end - from) / stepMs));
  const keys = new Array<number>(length).fill(0);
  const clicks = new Array<number>(length).fill(0);
  const share = minuteMs / stepMs;
  for (const minute of minutes) {
    const bin = Math.floor((minute.start - from) / stepMs);
    if (bin < 0 || bin >= length) continue;
    keys[bin] = (keys[bin] ?? 0) + minute.keys * share;
    clicks[bin] = (clicks[bin] ?? 0) + minute.clicks * share;
  }
  const isSpacious = (stepMs / (view.end - view.start)) * width * barShare > widestBarPx;
  const at = keys.map((_, bin) => {
    const [start, end] = [from + bin * stepMs, from + (bin + 1) * stepMs];
    const [knownStart, knownEnd] = [Math.max(start, known.start), Math.min(end, known.end)];
    return isSpacious && knownStart < knownEnd ? (knownStart + knownEnd) / 2 : (start + end) / 2;
  });
  return { stepMs, at, keys, clicks };
}
