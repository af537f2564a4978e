import { z } from 'zod';
import { type Day, daySchema } from '../ids.ts';
import type { Instant, Interval } from './interval.ts';

/** An IANA time zone that this runtime knows, such as `Europe/Berlin`. */
export const zoneSchema = z.string().refine(isZone, 'not a time zone this computer knows').brand<'Zone'>();
export type Zone = z.infer<typeof zoneSchema>;

/** The first of these that is a zone, else UTC: files and buckets may say anything. */
export function knownZone(...said: readonly (string | null | undefined)[]): Zone {
  for (const each of said) {
    const zone = zoneSchema.safeParse(each);
    if (zone.success) return zone.data;
  }
  return zoneSchema.parse('UTC');
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** The calendar day that `at` falls on in `zone`. */
export function dayOf(at: Instant, zone: Zone): Day {
  return daySchema.parse(dayFormat(zone).format(at));
}

/** The instants that `day` holds in `zone`: 23 or 25 hours where the clocks change. */
export function dayBounds(day: Day, zone: Zone): Interval {
  return { start: startOfDay(day, zone), end: startOfDay(nextDay(day), zone) };
}

export function nextDay(day: Day): Day {
  return daysAfter(day, 1);
}

export function dayBefore(day: Day): Day {
  return daysAfter(day, -1);
}

/** The day that many days later, or earlier where it is negative. */
export function daysAfter(day: Day, by: number): Day {
  return utcDay(Date.parse(`${day}T00:00:00Z`) + by * 24 * hourMs);
}

/** Every day from the first to the last, both within, in order. */
export function daysInRange({ from, to }: { readonly from: Day; readonly to: Day }): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

/** The calendar day in UTC, by which a store counts. */
export function utcDay(at: Instant): Day {
  return daySchema.parse(new Date(at).toISOString().slice(0, 10));
}

/** The start of the minute of `at`. Zones differ by whole minutes, so UTC's serve all. */
export function minuteStart(at: Instant): Instant {
  return Math.floor(at / minuteMs) * minuteMs;
}

/**
 * The first instant whose local day is `day`: found by bisection over the 50 hours around UTC
 * midnight, because a zone may skip midnight itself (and Intl answers only from instant to local
 * time).
 */
function startOfDay(day: Day, zone: Zone): Instant {
  const format = dayFormat(zone);
  const middle = Date.parse(`${day}T00:00:00Z`);
  let before = middle - 25 * hourMs;
  let reached = middle + 25 * hourMs;
  while (reached - before > 1) {
    const at = Math.floor((before + reached) / 2);
    if (format.format(at) < day) before = at;
    else reached = at;
  }
  return reached;
}

const dayFormats = new Map<Zone, Intl.DateTimeFormat>();

function dayFormat(zone: Zone): Intl.DateTimeFormat {
  let format = dayFormats.get(zone);
  if (format === undefined) {
    // en-CA writes dates as yyyy-mm-dd, which also sort as text.
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(zone, format);
  }
  return format;
}

/** A year of days names the same few zones again and again, and asking the runtime costs as much as reading a day. */
const askedZones = new Map<string, boolean>();
const mostAsked = 1_000;

function isZone(text: string): boolean {
  const known = askedZones.get(text);
  if (known !== undefined) return known;
  const answer = isZoneHere(text);
  if (askedZones.size >= mostAsked) askedZones.clear();
  askedZones.set(text, answer);
  return answer;
}

function isZoneHere(text: string): boolean {
  // What runtimes say where they do not know, and take as a name too.
  if (text.toLowerCase() === 'etc/unknown') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
