import { z } from 'zod';
import { dayBounds, knownZone, minuteMs } from '../../time/calendar.ts';
import { type Instant, type Interval, intersection, paint, subtract } from '../../time/interval.ts';
import { instantSchema, type PresenceState, presenceStateSchema } from '../activity.ts';
import type { DayView } from '../view.ts';
import { offHoursOf } from './off-hours.ts';

/**
 * A cell of a strip: quarters of an hour of UTC, which are such everywhere. Coarse on purpose: a
 * strip is shown without a stated reason, and tells the day's shape and no short break.
 */
export const stripCellMs = 15 * minuteMs;
/** A day of 25 hours has a hundred cells. */
const mostSpans = 104;

/** A state's name, also one that a later version knows. */
export function isStateName(text: string): boolean {
  return stateName.test(text);
}
const stateName = /^[a-z][a-z-]{0,49}$/;

/**
 * The states of a day by the quarter of an hour, neighbours joined, in order: which state there was,
 * and no program, title, site or count. Where nothing was recorded there is no span.
 */
export const stripSchema = z
  .array(z.object({ start: instantSchema, end: instantSchema, state: z.string().regex(stateName) }))
  .max(mostSpans);
export type StripSpan = z.infer<typeof stripSchema>[number];

type StripDay = Pick<DayView, 'day' | 'zone' | 'states' | 'headers'>;

/**
 * The strip of the day, or of those quarters that touch `within`. A cell shows the state that it was
 * in for longest; none where nothing was recorded for longer than that, or `off-hours` if the
 * working hours leave it out.
 */
export function stripOf(view: StripDay, within: Interval | null = null): StripSpan[] {
  const bounds = dayBounds(view.day, knownZone(view.zone));
  const span = within === null ? bounds : intersection(bounds, within);
  if (span === null) return [];
  const cells = new Map<Instant, Map<string, number>>();
  const add = ({ start, end }: Interval, state: string) => {
    const part = intersection({ start, end }, bounds);
    if (part === null) return;
    for (let cell = cellOf(part.start); cell < part.end; cell += stripCellMs) {
      const ms = Math.min(part.end, cell + stripCellMs) - Math.max(part.start, cell);
      const sums = cells.get(cell) ?? new Map<string, number>();
      cells.set(cell, sums.set(state, (sums.get(state) ?? 0) + ms));
    }
  };
  for (const each of view.states) add(each, each.state);
  for (const off of offHoursOf(view)) for (const blank of subtract(off, view.states)) add(blank, 'off-hours');
  const spans: StripSpan[] = [];
  for (let cell = cellOf(span.start); cell < span.end; cell += stripCellMs) {
    const state = longest(cells.get(cell) ?? new Map());
    if (state !== null) spans.push({ start: cell, end: cell + stripCellMs, state });
  }
  return joined(spans);
}

/** How much of the day is told around an entry that waits for an answer, before it and after it. */
const aroundMs = 30 * minuteMs;

/** The quarters that a strip around `span` shows. */
export function aroundOf({ start, end }: Interval): Interval {
  return { start: cellOf(start - aroundMs), end: cellOf(end + aroundMs + stripCellMs - 1) };
}

/** The strip in and around a span that the person added or corrected. */
export function stripAround(view: StripDay, span: Interval): StripSpan[] {
  return stripOf(view, aroundOf(span));
}

/** What of `strip` lies within: nothing else is believed of a device that tells of one day. */
export function stripWithin(strip: readonly StripSpan[], bounds: Interval): StripSpan[] {
  return strip.flatMap((span) => {
    const part = intersection(span, bounds);
    return part === null ? [] : [{ ...part, state: span.state }];
  });
}

/** Of several at one time the first of these is shown: working on one computer is working. */
const ranks: readonly PresenceState[] = [
  'call',
  'active',
  'idle',
  'paused',
  'locked',
  'suspended',
  'unknown',
  'off-hours',
];

/** The strips of several devices of one person as one. */
export function mergedStrips(strips: readonly (readonly StripSpan[])[]): StripSpan[] {
  const rankOf = ({ state }: StripSpan) => ranks.indexOf(stateOf(state));
  const spans = strips.flat().filter(({ start, end }) => start < end);
  // Painted from the last rank to the first: later ones cover earlier ones.
  return joined(paint(spans.sort((a, b) => rankOf(b) - rankOf(a)))).slice(0, mostSpans);
}

/** As this version knows it: `unknown` for a name that it does not. */
export function stateOf(name: string): PresenceState {
  const known = presenceStateSchema.safeParse(name);
  return known.success ? known.data : 'unknown';
}

function longest(sums: ReadonlyMap<string, number>): string | null {
  let state: string | null = null;
  let most = stripCellMs - [...sums.values()].reduce((sum, ms) => sum + ms, 0);
  for (const [each, ms] of sums) {
    // As long as nothing, and as another: what was recorded, and what came first.
    if (ms < most || (ms === most && state !== null)) continue;
    state = each;
    most = ms;
  }
  return state;
}

function cellOf(at: Instant): Instant {
  return Math.floor(at / stripCellMs) * stripCellMs;
}

function joined(spans: readonly StripSpan[]): StripSpan[] {
  const found: StripSpan[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last !== undefined && last.end === span.start && last.state === span.state)
      found[found.length - 1] = { ...last, end: span.end };
    else found.push(span);
  }
  return found;
}
