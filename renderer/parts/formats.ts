import type { Instant } from '../../core/interval.ts';

/**
 * `ms` in words: `38 s`, `3 min 12 s`, `41 min`, `3 h 12 min`. Seconds show under ten minutes only; every part is rounded
 * from the whole, so that 59.7 s is `1 min`, never `60 s`. What would round to nothing is `<1 s`; only nothing is `0 s`.
 */
export function durationText(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  if (seconds === 0 && ms > 0) return '<1 s';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 600) return joined([Math.floor(seconds / 60), 'min'], [seconds % 60, 's']);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']);
}

function joined(large: [number, string], small: [number, string]): string {
  return small[0] === 0 ? large.join(' ') : `${large.join(' ')} ${small.join(' ')}`;
}

/** Time left as a clock, `8:12` or `1:02:05`; never negative, and the last second shows as `0:01`. */
export function countdownText(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** How long ago, in one unit: `just now`, `12 s ago`, `4 min ago`, `3 h ago`, `2 days ago`. A clock that runs ahead is `just now`. */
export function agoText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `12,408` */
export function countText(value: number): string {
  return whole.format(value);
}

/** `1 shot`, `3 shots` */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${countText(value)} ${value === 1 ? one : many}`;
}

/** `apps`, `apps and counts`, `apps, counts and screenshots` */
export function listText(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `Tuesday 17 November 2026`, from `2026-11-17`. */
export function dayText(day: string): string {
  const parts = formatOf('day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return parts.format(Date.parse(`${day}T12:00:00Z`)).replaceAll(',', '');
}

/** `Tue 17 Nov`, from `2026-11-17`. */
export function shortDayText(day: string): string {
  const parts = formatOf('short-day', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return parts.format(Date.parse(`${day}T12:00:00Z`)).replaceAll(',', '');
}

/** `14:05` in `zone`. */
export function timeText(at: Instant, zone: string): string {
  return formatOf(`time ${zone}`, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at);
}

/** `14:05:09` in `zone`. */
export function preciseTimeText(at: Instant, zone: string): string {
  return formatOf(`precise ${zone}`, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}

/** `14:05`, or `Mon 23 Nov, 14:05` when `at` is not on the same day in `zone` as `now`. */
export function whenText(at: Instant, now: Instant, zone: string): string {
  const day = formatOf(`date ${zone}`, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone });
  if (day.format(at) === day.format(now)) return timeText(at, zone);
  const short = formatOf(`weekday ${zone}`, { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone });
  return `${short.format(at).replaceAll(',', '')}, ${timeText(at, zone)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', options);
    formats.set(key, format);
  }
  return format;
}
