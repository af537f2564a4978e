import type { DayView } from '../../../core/day/view.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { type Interval, intersection, subtract } from '../../../core/time/interval.ts';
import { lastStarted } from './day-lookup.ts';
import type { TimeScale } from './scale.ts';

/** One bar: from when to when it stands (UTC ms), and a minute's average over its bin. */
export interface CountBar extends Interval {
  readonly keys: number;
  readonly clicks: number;
}

export interface Bins<Bar extends Interval> {
  readonly stepMs: number;
  /** Disjoint, in order; bins without counts have none. */
  readonly bars: readonly Bar[];
}

type CountBins = Bins<CountBar>;

/** Where in a day counts can come from. Both disjoint, in order. */
export interface CountedTime {
  /** Windows and states active, idle and call. */
  readonly recorded: readonly Interval[];
  /** From the first record to the last, without the states in which nothing is recorded. */
  readonly open: readonly Interval[];
}

const steps = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs);
const narrowestBarPx = 5;
/** What a bar leaves free at either side, as a share of its length. */
const marginShare = 0.1;
const working: readonly string[] = ['active', 'idle', 'call'];

/** @param known From the first record to the last. */
export function countedTime({ states, windows }: Pick<DayView, 'states' | 'windows'>, known: Interval): CountedTime {
  const stopped = states.filter(({ state }) => !working.includes(state) && state !== 'unknown');
  const recorded = joined([...windows, ...states.filter(({ state }) => working.includes(state))]);
  const open = subtract(known, stopped);
  return { recorded: shared(recorded, open), open };
}

/**
 * `figures` a minute over the view, averaged over as many minutes as a bar of at least 5 pixels covers. A bar fills most of
 * its bin; where that is one minute, it stands only over what of the minute was recorded, so never in a pause.
 */
export function binsOf<Figure extends string>(
  minutes: readonly ({ readonly start: number } & Readonly<Record<Figure, number>>)[],
  figures: readonly Figure[],
  { view, width }: TimeScale,
  time: CountedTime,
): Bins<Interval & Readonly<Record<Figure, number>>> {
  const leastMs = ((view.end - view.start) / width) * narrowestBarPx;
  const stepMs = steps.find((step) => step >= leastMs) ?? hourMs;
  const from = Math.floor(view.start / stepMs) * stepMs;
  const sums = new Map<number, number[]>();
  for (const minute of minutes) {
    if (minute.start < from || minute.start >= view.end) continue;
    const bin = Math.floor((minute.start - from) / stepMs);
    const sum = sums.get(bin);
    sums.set(
      bin,
      figures.map((figure, place) => (sum?.[place] ?? 0) + minute[figure]),
    );
  }
  const share = minuteMs / stepMs;
  const bars = [...sums].flatMap(([bin, sum]) => {
    const whole = { start: from + bin * stepMs, end: from + (bin + 1) * stepMs };
    const pieces = stepMs === minuteMs ? countedPieces(whole, time) : [whole];
    const shares = Object.fromEntries(figures.map((figure, place) => [figure, (sum[place] ?? 0) * share]));
    return pieces.map((piece) => ({ ...inset(piece), ...(shares as Record<Figure, number>) }));
  });
  return { stepMs, bars };
}

export function countBins(minutes: DayView['minutes'], scale: TimeScale, time: CountedTime): CountBins {
  return binsOf(minutes, ['keys', 'clicks'], scale, time);
}

/** Bars with the count a minute that the height of their band stands for. */
export interface ScaledCounts extends CountBins {
  readonly most: number;
}

const fewest = 20;
const roundSteps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * The bars in view, and above them the next round number that can be read on a scale; twenty a
 * minute at least.
 */
export function scaledCounts(minutes: DayView['minutes'], scale: TimeScale, time: CountedTime): ScaledCounts {
  const bins = countBins(minutes, scale, time);
  const highest = bins.bars.reduce((most, { keys, clicks }) => Math.max(most, keys + clicks), fewest);
  const unit = 10 ** Math.floor(Math.log10(highest));
  const step = roundSteps.find((each) => each * unit >= highest) ?? 10;
  return { ...bins, most: Math.round(step * unit) };
}

/** Counts alone may be agreed to: then nothing else says when they were recorded. */
function countedPieces(minute: Interval, { recorded, open }: CountedTime): Interval[] {
  const pieces = within(recorded, minute);
  return pieces.length > 0 ? pieces : within(open, minute);
}

function inset({ start, end }: Interval): Interval {
  const margin = (end - start) * marginShare;
  return { start: start + margin, end: end - margin };
}

/** What of `spans` lies in `part`. */
function within(spans: readonly Interval[], part: Interval): Interval[] {
  const first = lastStarted(spans, part.start);
  const pieces: Interval[] = [];
  for (let index = first === null ? 0 : spans.indexOf(first); index < spans.length; index += 1) {
    const span = spans[index];
    if (span === undefined || span.start >= part.end) break;
    const piece = intersection(span, part);
    if (piece !== null) pieces.push(piece);
  }
  return pieces;
}

function shared(spans: readonly Interval[], parts: readonly Interval[]): Interval[] {
  return parts.flatMap((part) => within(spans, part));
}

/** The union, disjoint and in order. */
function joined(spans: readonly Interval[]): Interval[] {
  const union: Interval[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last !== undefined && start <= last.end)
      union[union.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else union.push({ start, end });
  }
  return union;
}
