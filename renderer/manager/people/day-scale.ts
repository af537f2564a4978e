import { dayBounds, hourMs, knownZone } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
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
    const hours = hoursOf(latest);
    from = Math.min(from, hours.from);
    to = Math.max(to, hours.to);
  }
  return { from, to };
}

/** The same hours as instants of the day. */
export function scaleIn({ day, zone }: Pick<Latest, 'day' | 'zone'>, { from, to }: DayScale): Interval {
  const { start } = dayBounds(day, knownZone(zone));
  return { start: start + from * hourMs, end: start + to * hourMs };
}

/** Full hours to stand above the strips: every third, and every fourth where a whole day is shown. */
export function scaleHours({ from, to }: DayScale): number[] {
  const step = to - from > 16 ? 4 : 3;
  return Array.from({ length: to - from }, (_, index) => from + index).filter(
    (hour) => hour > from && hour % step === 0,
  );
}

const kept = new WeakMap<Latest, DayScale>();

/** Whole hours in which anything was recorded; off hours are no part of it. */
function hoursOf(latest: Latest): DayScale {
  const before = kept.get(latest);
  if (before !== undefined) return before;
  const { start, end } = dayBounds(latest.day, knownZone(latest.zone));
  const recorded = (latest.strip ?? []).filter(({ state }) => state !== 'off-hours');
  const first = Math.max(start, Math.min(...recorded.map((span) => span.start)));
  const last = Math.min(end, Math.max(...recorded.map((span) => span.end)));
  const hours =
    recorded.length === 0
      ? usual
      : { from: Math.floor((first - start) / hourMs), to: Math.ceil((last - start) / hourMs) };
  kept.set(latest, hours);
  return hours;
}
