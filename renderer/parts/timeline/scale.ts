import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import { preciseTimeText, timeText } from '../formats.ts';

/** What part of the day is shown on how many CSS pixels. Every band of a timeline shares one scale. */
export interface TimeScale {
  readonly view: Interval;
  readonly width: number;
}

const second = 1000;
/** A view shows at least this much. */
export const shortestViewMs = minuteMs;

export function xOf({ view, width }: TimeScale, at: Instant): number {
  return ((at - view.start) / (view.end - view.start)) * width;
}

export function instantAt({ view, width }: TimeScale, x: number): Instant {
  return Math.round(view.start + (x / width) * (view.end - view.start));
}

/** The last instant up to `at` that stands on a whole pixel: what is drawn of a clock need not move more often. */
export function onPixel({ view, width }: TimeScale, at: Instant): Instant {
  if (width <= 0) return at;
  const stepMs = (view.end - view.start) / width;
  return Math.min(at, Math.floor(view.start + Math.floor((at - view.start) / stepMs) * stepMs));
}

/**
 * The view that a day opens with: what is known of it, rounded out to a step that suits its length (a short recording is
 * not lost in an empty day), inside `limits`. Without anything known: working hours, 8 to 18 of the day's own clock.
 */
export function openingView(first: Instant | null, last: Instant | null, limits: Interval): Interval {
  if (first === null || last === null) {
    return clamped({ start: limits.start + 8 * hourMs, end: limits.start + 18 * hourMs }, limits);
  }
  const known = last - first;
  const step =
    known < 5 * minuteMs
      ? 10 * second
      : known < 30 * minuteMs
        ? 5 * minuteMs
        : known < 3 * hourMs
          ? 15 * minuteMs
          : hourMs;
  const start = Math.floor(first / step) * step;
  const end = Math.max(Math.ceil(last / step) * step, start + Math.max(step, shortestViewMs));
  return clamped({ start, end }, limits);
}

/** `view` made `factor` times as long (below 1 zooms in), with `at` staying where it is. */
export function zoomed(view: Interval, limits: Interval, at: Instant, factor: number): Interval {
  const length = view.end - view.start;
  const next = Math.min(Math.max(length * factor, shortestViewMs), limits.end - limits.start);
  const share = (at - view.start) / length;
  const start = at - share * next;
  return clamped({ start, end: start + next }, limits);
}

/** Two fingers: where the middle between them lies on the scale, and how far they are apart, in CSS pixels. */
export interface Pinch {
  readonly middle: number;
  readonly apart: number;
}

/** Fingers closer than this are taken to be this far apart: a finger is not a point. */
const closestPx = 16;

/** `view` after two fingers moved: what lay in their middle stays there, and is spread as they were. */
export function pinched(
  { view, width }: TimeScale,
  limits: Interval,
  { from, to }: { readonly from: Pinch; readonly to: Pinch },
): Interval {
  const factor = Math.max(from.apart, closestPx) / Math.max(to.apart, closestPx);
  const at = instantAt({ view, width }, from.middle);
  const zoomedIn = zoomed(view, limits, at, factor);
  const length = zoomedIn.end - zoomedIn.start;
  const start = at - (to.middle / width) * length;
  return clamped({ start, end: start + length }, limits);
}

/** The part of `fitted` in which a short `span` can be made out; null where it can in all of it. */
export function viewAround(span: Interval, fitted: Interval, limits: Interval): Interval | null {
  const length = Math.max(20 * (span.end - span.start), 15 * minuteMs);
  if (length >= fitted.end - fitted.start) return null;
  const start = (span.start + span.end - length) / 2;
  return clamped({ start, end: start + length }, limits);
}

export function panned(view: Interval, limits: Interval, byMs: number): Interval {
  return clamped({ start: view.start + byMs, end: view.end + byMs }, limits);
}

/** The same length moved inside `limits`; `limits` themselves when it is longer. In whole milliseconds. */
function clamped(view: Interval, limits: Interval): Interval {
  const length = Math.round(view.end - view.start);
  if (length >= limits.end - limits.start) return limits;
  const start = Math.min(Math.max(Math.round(view.start), limits.start), limits.end - length);
  return { start, end: start + length };
}

export interface Tick {
  readonly at: Instant;
  readonly label: string;
  readonly onHour: boolean;
}

const steps = [
  ...[5, 10, 15, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hourMs),
];
const widestLabelPx = 64;

/** Labelled moments of the scale, on round times of the clock in `zone`, at least 64 pixels apart. */
export function ticksOf({ view, width }: TimeScale, zone: string): Tick[] {
  const leastMs = ((view.end - view.start) / width) * widestLabelPx;
  const step = steps.find((each) => each >= leastMs) ?? 12 * hourMs;
  // Zones are whole quarters of an hour from UTC, so up to there UTC's round times are the zone's.
  const stride = Math.min(step, 15 * minuteMs);
  const ticks: Tick[] = [];
  for (let at = Math.ceil(view.start / stride) * stride; at < view.end; at += stride) {
    const time = timeText(at, zone);
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    if (step > stride && ((hours * 60 + minutes) * minuteMs) % step !== 0) continue;
    ticks.push({
      at,
      label: step < minuteMs ? preciseTimeText(at, zone) : time,
      onHour: at % minuteMs === 0 && minutes === 0,
    });
  }
  return ticks;
}
