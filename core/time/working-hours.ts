import { z } from 'zod';
import type { Day } from '../ids.ts';
import { dayBounds, dayOf, minuteMs, type Zone } from './calendar.ts';
import { type Instant, type Interval, intersection } from './interval.ts';

/** From Monday to Sunday, as ISO 8601 numbers them (1 to 7). */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

const minuteOfDay = z.number().int().min(0).max(1440);

const spanSchema = z
  .strictObject({ from: minuteOfDay, to: minuteOfDay })
  .refine(({ from, to }) => from < to, 'ends before it begins; write hours over midnight as two spans');

/**
 * When recording may happen: spans of local time by weekday, in minutes since midnight, half-open.
 * A weekday that is not named is off. At most eight spans a day; they may touch and overlap.
 */
export const workingHoursSchema = z
  .array(
    z.strictObject({
      weekday: z.union([
        z.literal(1),
        z.literal(2),
        z.literal(3),
        z.literal(4),
        z.literal(5),
        z.literal(6),
        z.literal(7),
      ]),
      spans: z.array(spanSchema).max(8),
    }),
  )
  .max(7)
  .refine((days) => new Set(days.map(({ weekday }) => weekday)).size === days.length, 'names a weekday twice');
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** The working time of `day` in `zone`: disjoint, in order. Null hours: the whole day. */
export function workingTimeOf(day: Day, hours: WorkingHours | null, zone: Zone): Interval[] {
  const bounds = dayBounds(day, zone);
  if (hours === null) return [bounds];
  const spans = hours.find(({ weekday }) => weekday === weekdayOf(day))?.spans ?? [];
  const found = spans
    .map(({ from, to }) => ({ start: localMinute(bounds, from, zone), end: localMinute(bounds, to, zone) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

/** What both allow; null allows everything. */
export function commonHours(a: WorkingHours | null, b: WorkingHours | null): WorkingHours | null {
  if (a === null || b === null) return a ?? b;
  return weekdays.flatMap((weekday) => {
    const mine = a.find((day) => day.weekday === weekday)?.spans ?? [];
    const yours = b.find((day) => day.weekday === weekday)?.spans ?? [];
    const spans = mine.flatMap((one) =>
      yours.flatMap((other) => {
        const shared = intersection({ start: one.from, end: one.to }, { start: other.from, end: other.to });
        return shared === null ? [] : [{ from: shared.start, to: shared.end }];
      }),
    );
    // More than can be written down: the last ones are left out, which allows less and never more.
    return spans.length === 0 ? [] : [{ weekday, spans: joined(spans).slice(0, 8) }];
  });
}

/** The same minutes in order, in as few spans as there can be. */
function joined(spans: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** Whether `hours` allow any minute of a week that `other` does not. */
export function reachesBeyond(hours: WorkingHours | null, other: WorkingHours | null): boolean {
  if (other === null) return false;
  const allowed = minutesOf(other);
  return minutesOf(hours).some((isOn, minute) => isOn && allowed[minute] !== true);
}

/** Whether `at` is working time, and until when that holds: at most the local day's end. */
export function workingAt(at: Instant, hours: WorkingHours | null, zone: Zone): { isWorking: boolean; until: Instant } {
  const day = dayOf(at, zone);
  const end = dayBounds(day, zone).end;
  for (const span of workingTimeOf(day, hours, zone)) {
    if (at < span.start) return { isWorking: false, until: span.start };
    if (at < span.end) return { isWorking: true, until: Math.min(span.end, end) };
  }
  return { isWorking: false, until: end };
}

function minutesOf(hours: WorkingHours | null): boolean[] {
  const minutes = new Array<boolean>(7 * 1440).fill(hours === null);
  for (const { weekday, spans } of hours ?? [])
    for (const { from, to } of spans) minutes.fill(true, (weekday - 1) * 1440 + from, (weekday - 1) * 1440 + to);
  return minutes;
}

function weekdayOf(day: Day): (typeof weekdays)[number] {
  const sunday0 = new Date(Date.parse(`${day}T12:00:00Z`)).getUTCDay();
  return weekdays[(sunday0 + 6) % 7] ?? 7;
}

/**
 * The first instant of the day whose local clock shows `minute` or later. Where the clocks change,
 * minutes that are skipped begin when the clock has jumped over them, and of those that come twice
 * the first counts for a beginning and an end alike.
 */
function localMinute(day: Interval, minute: number, zone: Zone): Instant {
  if (minute === 0) return day.start;
  if (minute === 1440) return day.end;
  const format = clockFormat(zone);
  const shown = (at: Instant): number => {
    const [hour = 0, min = 0] = format.format(at).split(':').map(Number);
    return hour * 60 + min;
  };
  // Clocks shift by two hours at most: look from before on, by quarters, then minutes.
  let at = Math.max(day.start, day.start + (minute - 180) * minuteMs);
  while (at < day.end && shown(at) < minute) {
    const gap = minute - shown(at);
    at += gap > 15 ? 15 * minuteMs : minuteMs;
  }
  return Math.min(at, day.end);
}

const clockFormats = new Map<Zone, Intl.DateTimeFormat>();

function clockFormat(zone: Zone): Intl.DateTimeFormat {
  let format = clockFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    clockFormats.set(zone, format);
  }
  return format;
}
