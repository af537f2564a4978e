import type { Day } from '../../../core/ids.ts';
import { dayBounds, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import type { Instant } from '../../../core/time/interval.ts';

/** The clock's `HH:MM` at `at` in `zone`, as a native time field takes it. */
export function clockAt(at: Instant, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return format.format(at);
}

/**
 * The first instant of `day` at which the clocks of `zone` show `clock` (`HH:MM`); null where they never do (skipped in spring) or `clock`
 * is none. Of an hour that comes twice it is the first. An end of `00:00` means the midnight that ends the day.
 */
export function instantOf(day: Day, clock: string, zone: string, end: 'start' | 'end'): Instant | null {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null;
  const bounds = dayBounds(day, zoneSchema.parse(zone));
  if (end === 'end' && clock === '00:00') return bounds.end;
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const guess = bounds.start + (hours * 60 + minutes) * minuteMs;
  // Clocks are set by at most two hours; on all other days the guess itself is right.
  for (const offset of [-120, -60, -30, 0, 30, 60, 120]) {
    const at = guess + offset * minuteMs;
    if (bounds.start <= at && at < bounds.end && clockAt(at, zone) === clock) return at;
  }
  return null;
}
