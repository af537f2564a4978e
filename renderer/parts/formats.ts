import type { Language } from '../../core/language.ts';
import { durationWords } from '../../core/time/duration-text.ts';
import type { Instant } from '../../core/time/interval.ts';
import { pageLanguage } from './language.ts';
import { tParts as t } from './messages.ts';
import { ownZone } from './own-zone.ts';

/** `ms` in words: `38 s`, `3 min 12 s`, `41 min`, `3 h 12 min`. */
export function durationText(ms: number): string {
  return leftToRight(durationWords(ms));
}

/** Numbers with Latin symbols, isolated on a page from right to left: without that `1 h 9 min` reads `min 1 h 9` there (UAX #9, LRI and PDI). */
function leftToRight(text: string): string {
  return globalThis.document?.documentElement.dir === 'rtl' ? `\u2066${text}\u2069` : text;
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
  if (seconds < 2) return t('ago-now');
  if (seconds < 60) return t('ago', { time: leftToRight(`${seconds} s`) });
  if (seconds < 3600) return t('ago', { time: leftToRight(`${Math.floor(seconds / 60)} min`) });
  if (seconds < 86_400) return t('ago', { time: leftToRight(`${Math.floor(seconds / 3600)} h`) });
  return t('ago-days', { days: Math.floor(seconds / 86_400) });
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return leftToRight(`${bytes} B`);
  if (bytes < 999_500) return leftToRight(`${Math.round(bytes / 1000)} kB`);
  return leftToRight(`${megabytes().format(bytes / 1_000_000)} MB`);
}

/** `12,408`, `12.408` */
export function countText(value: number): string {
  return wholes().format(value);
}

/** `apps`, `apps and counts`, `apps, counts and screenshots` */
export function listText(words: readonly string[]): string {
  return lists().format(words);
}

/** `Tuesday 17 November 2026`, `Dienstag, 17. November 2026`, from `2026-11-17`. */
export function dayText(day: string): string {
  return dateText(longDays().format(Date.parse(`${day}T12:00:00Z`)));
}

/** `Tue 17 Nov`, from `2026-11-17`. */
export function shortDayText(day: string): string {
  return dateText(shortDays('UTC').format(Date.parse(`${day}T12:00:00Z`)));
}

/** `17 Nov 2026`, from `2026-11-17`. */
export function mediumDayText(day: string): string {
  return mediumDays().format(Date.parse(`${day}T12:00:00Z`));
}

/** `17/11/2026`, `17.11.2026`, from `2026-11-17`: as it is typed. */
export function dayNumbersText(day: string): string {
  return numberDays().format(Date.parse(`${day}T12:00:00Z`));
}

/** `November 2026`, from `2026-11`. */
export function monthText(month: string): string {
  return months().format(Date.parse(`${month}-15T00:00:00Z`));
}

/** `16–22 November 2026`, from its first and its last day. */
export function dayRangeText(from: string, to: string): string {
  const text = dayRanges().formatRange(Date.parse(`${from}T12:00:00Z`), Date.parse(`${to}T12:00:00Z`));
  return text.replace(/\s*–\s*/u, '–');
}

/** `Monday`, from 1 to 7 as ISO 8601 numbers them. */
export function weekdayText(weekday: number): string {
  // The fifth of January 1970 was a Monday.
  return weekdayNames().format((3 + weekday) * dayMs);
}

/** `14:05` in `zone`. */
export function timeText(at: Instant, zone: string): string {
  return times(zone).format(at);
}

/** `14:05:09` in `zone`. */
export function preciseTimeText(at: Instant, zone: string): string {
  return preciseTimes(zone).format(at);
}

/** `14:05`, or `Mon 23 Nov, 14:05` when `at` is not on the same day in `zone` as `now`. */
export function whenText(at: Instant, now: Instant, zone: string): string {
  const date = wholeDates(zone);
  if (date.format(at) === date.format(now)) return timeText(at, zone);
  return `${dateText(shortDays(zone).format(at))}, ${timeText(at, zone)}`;
}

/** `17 November 2026, 14:05`, in `zone` or in that of whoever reads the page. */
export function momentText(at: Instant, zone = ownZone, month: 'long' | 'medium' = 'long'): string {
  return (month === 'long' ? longMoments : mediumMoments)(zone).format(at);
}

/** A share of one, as `27 %` is written in the page's language. */
export function percentText(share: number): string {
  return percents().format(share);
}

/** English dates are written here without the comma after the weekday; other languages as they are. */
function dateText(text: string): string {
  return pageLanguage() === 'en' ? text.replaceAll(',', '') : text;
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', es: 'es-ES' };

const wholes = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
const percents = perLanguage((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
const megabytes = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const lists = perLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const longDays = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortDays = dates({ weekday: 'short', day: 'numeric', month: 'short' });
const mediumDays = dates({ dateStyle: 'medium' });
const numberDays = dates({ day: '2-digit', month: '2-digit', year: 'numeric' });
const longMoments = dates({ dateStyle: 'long', timeStyle: 'short' });
const mediumMoments = dates({ dateStyle: 'medium', timeStyle: 'short' });
const months = dates({ month: 'long', year: 'numeric' });
const dayRanges = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const dayMs = 86_400_000;
const weekdayNames = dates({ weekday: 'long' });
const wholeDates = dates({ year: 'numeric', month: '2-digit', day: '2-digit' });
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const times = dates(clock);
const preciseTimes = dates({ ...clock, second: '2-digit' });

/** Of days and times, in UTC where no zone is named. */
function dates(options: Intl.DateTimeFormatOptions): (zone?: string) => Intl.DateTimeFormat {
  return perLanguage((locale, timeZone) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

/** A format of the page's language at the moment of asking, made once a language and zone: making one is slow. */
function perLanguage<Format>(make: (locale: string, zone: string) => Format): (zone?: string) => Format {
  const made = new Map<string, Format>();
  return (zone = 'UTC') => {
    const locale = locales[pageLanguage()];
    const key = `${locale} ${zone}`;
    const format = made.get(key) ?? make(locale, zone);
    made.set(key, format);
    return format;
  };
}
