import { mergedStrips, type StripSpan, stripCellMs } from '../../../core/day/strip/day-strip.ts';
import { dayBounds, hourMs, knownZone } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { localText } from '../../../core/time/local-time.ts';
import type { Presence } from '../../../ipc/manager.ts';

/** The hours that all strips of a list show, from the start of each person's own day, so that eyes can run down one hour. */
export interface DayScale {
  readonly from: number;
  readonly to: number;
}

type Latest = NonNullable<Presence['latest']>;

/** As far as a working day goes for most. */
const usual: DayScale = { from: 6, to: 20 };

/** The usual hours, and whatever of the days lies beyond them. It never narrows while more becomes known. */
export function dayScaleOf(known: readonly (Latest | null | undefined)[]): DayScale {
  let { from, to } = usual;
  for (const latest of known) {
    if (latest == null) continue;
    const { hours } = clockDayOf(latest);
    from = Math.min(from, hours.from);
    to = Math.max(to, hours.to);
  }
  return { from, to };
}

/** The same hours on the line that `clockStripOf` places spans on. */
export function scaleIn(latest: Latest, { from, to }: DayScale): Interval {
  const { midnight } = clockDayOf(latest);
  return { start: midnight + from * hourMs, end: midnight + to * hourMs };
}

/**
 * The strip where its zone's clocks put it: nine o'clock stands below nine also after the clocks were
 * changed that day. The hour that is skipped stays empty; of one that comes twice each quarter shows
 * the first that applies of a call, activity, idle and so on.
 */
export function clockStripOf(latest: Latest): readonly StripSpan[] {
  return clockDayOf(latest).strip;
}

/** Full hours to stand above the strips: every third, and every fourth where a whole day is shown. */
export function scaleHours({ from, to }: DayScale): number[] {
  const step = to - from > 16 ? 4 : 3;
  return Array.from({ length: to - from }, (_, index) => from + index).filter(
    (hour) => hour > from && hour % step === 0,
  );
}

/** A day as its clocks show it, on a line without a change: 24 hours from `midnight`, which may be no instant of the day. */
interface ClockDay {
  readonly midnight: number;
  readonly strip: readonly StripSpan[];
  /** Whole hours in which anything was recorded; off hours are no part of it. */
  readonly hours: DayScale;
}

const kept = new WeakMap<Latest, ClockDay>();

function clockDayOf(latest: Latest): ClockDay {
  const before = kept.get(latest);
  if (before !== undefined) return before;
  const { start, end } = dayBounds(latest.day, knownZone(latest.zone));
  const isUsual = end - start === dayMs;
  // Where midnight itself is skipped the day begins at one.
  const midnight = isUsual ? start : start - clockMs(start, latest.zone);
  const own = latest.strip ?? [];
  const strip = isUsual ? own : byClock(own, { start, end }, midnight, latest.zone);
  const recorded = strip.filter(({ state }) => state !== 'off-hours');
  const first = Math.max(midnight, Math.min(...recorded.map((span) => span.start)));
  const last = Math.min(midnight + dayMs, Math.max(...recorded.map((span) => span.end)));
  const hours =
    recorded.length === 0
      ? usual
      : { from: Math.floor((first - midnight) / hourMs), to: Math.ceil((last - midnight) / hourMs) };
  const known = { midnight, strip, hours };
  kept.set(latest, known);
  return known;
}

const dayMs = 24 * hourMs;

/** What lies within `bounds`, each quarter of an hour where the clocks stood at its beginning. Clocks change at full quarters. */
function byClock(strip: readonly StripSpan[], bounds: Interval, midnight: number, zone: string): StripSpan[] {
  const quarters = strip.flatMap(({ start, end, state }) => {
    const found: StripSpan[] = [];
    for (let from = Math.max(start, bounds.start); from < Math.min(end, bounds.end); ) {
      const to = Math.min(end, bounds.end, Math.floor(from / stripCellMs + 1) * stripCellMs);
      const at = midnight + clockMs(from, zone);
      found.push({ start: at, end: at + to - from, state });
      from = to;
    }
    return found;
  });
  return mergedStrips([quarters]);
}

/** How far the clocks of `zone` are past midnight. */
function clockMs(at: number, zone: string): number {
  const local = localText(at, knownZone(zone));
  return Date.parse(`1970-01-01T${local.slice(11, 23)}Z`);
}
