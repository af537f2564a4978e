import type { Instant } from './interval.ts';

/** An instant as UTC, ISO 8601 with milliseconds: `2026-06-01T12:00:00.000Z`. */
export function utcText(at: Instant): string {
  return new Date(at).toISOString();
}

/**
 * The same instant as clocks in `zone` show it, with their distance to UTC, so that it says the
 * same in the hour that a clock shows twice: `2026-06-01T14:00:00.000+02:00`. A zone that this
 * runtime does not know is taken for UTC.
 */
export function localText(at: Instant, zone: string): string {
  const part = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const distance = part.get('timeZoneName')?.replace(/^(GMT|UTC)/, '') ?? '';
  const date = `${part.get('year')?.padStart(4, '0')}-${part.get('month')}-${part.get('day')}`;
  const time = `${part.get('hour')}:${part.get('minute')}:${part.get('second')}.${part.get('fractionalSecond')}`;
  return `${date}T${time}${distance === '' ? '+00:00' : distance}`;
}

/** The hour that clocks in `zone` show at `at`: 0 to 23. The same as `localText` says, for who asks of a year of hours. */
export function localHour(at: Instant, zone: string): number {
  let format = hourFormats.get(zone);
  if (format === undefined) {
    // The zone that `localText` takes, UTC where it is not known.
    const { timeZone } = formatOf(zone).resolvedOptions();
    format = new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' });
    hourFormats.set(zone, format);
  }
  return Number(format.format(at));
}

const hourFormats = new Map<string, Intl.DateTimeFormat>();

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = newFormat(zone) ?? formatOf('UTC');
    formats.set(zone, format);
  }
  return format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  } catch {
    return null;
  }
}
