import { hourMs, minuteMs } from '../../core/calendar.ts';
import type { DayView } from '../../core/day-view.ts';
import type { TimeScale } from './scale.ts';

export interface CountBins {
  readonly stepMs: number;
  /** The middle of each bin, in ms UTC, ascending, without holes. */
  readonly at: readonly number[];
  /** A minute's average over the bin. */
  readonly keys: readonly number[];
  readonly clicks: readonly number[];
}

const steps = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs);
const narrowestBarPx = 5;

/** Counts a minute over the view, averaged over as many minutes as a bar of at least 5 pixels covers. */
export function countBins(minutes: DayView['minutes'], { view, width }: TimeScale): CountBins {
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
  return { stepMs, at: keys.map((_, bin) => from + (bin + 0.5) * stepMs), keys, clicks };
}
