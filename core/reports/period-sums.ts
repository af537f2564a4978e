import type { DaySummary } from '../day/summary.ts';
import type { Day, DeviceId } from '../ids.ts';
import { hourMs } from '../time/calendar.ts';
import { localHour } from '../time/local-time.ts';

/** What the sums of a period are made of: one summary a device and day. */
export type SummedDay = Pick<
  DaySummary,
  | 'device'
  | 'day'
  | 'zone'
  | 'first'
  | 'last'
  | 'totals'
  | 'shots'
  | 'hours'
  | 'apps'
  | 'sites'
  | 'categories'
  | 'entries'
>;

/**
 * Sums of several summaries. Each device counts by itself: time in which somebody used two at once
 * is in the sum twice, because a summary tells hours and not instants. How much that can be stands
 * in `twice`. Idle time is a state like the others: it is part of what is recorded, and nothing is
 * ever taken off for it.
 */
export interface PeriodSum {
  readonly days: number;
  readonly devices: number;
  readonly recordedMs: number;
  readonly stateMs: Readonly<Record<string, number>>;
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
  /** Seconds with input, of days on which keys and clicks could not be counted. */
  readonly inputSeconds: number;
  readonly shots: number;
  /** How much was recorded on several devices at once: at least and at most. */
  readonly twice: { readonly leastMs: number; readonly mostMs: number };
}

export function sumOfPeriod(days: readonly SummedDay[]): PeriodSum {
  return {
    days: new Set(days.map(({ day }) => day)).size,
    devices: new Set(days.map(({ device }) => device)).size,
    recordedMs: sum(days, ({ totals }) => totals.recordedMs),
    stateMs: sumOfRecords(days.map(({ totals }) => totals.stateMs)),
    keys: sum(days, ({ totals }) => totals.keys),
    clicks: sum(days, ({ totals }) => totals.clicks),
    scrolls: sum(days, ({ totals }) => totals.scrolls),
    inputSeconds: sum(days, ({ totals }) => totals.inputSeconds ?? 0),
    shots: sum(days, ({ shots }) => shots),
    twice: countedTwice(days),
  };
}

/** A sum for each day with a summary, in order, with the day's first and last instant. */
export function sumsByDay(
  days: readonly SummedDay[],
): (PeriodSum & { readonly day: Day; readonly first: number | null; readonly last: number | null })[] {
  return grouped(days, ({ day }) => day).map(([day, own]) => ({
    day,
    ...sumOfPeriod(own),
    first: own.reduce<number | null>((a, { first }) => (a === null || (first !== null && first < a) ? first : a), null),
    last: own.reduce<number | null>((a, { last }) => (a === null || (last !== null && last > a) ? last : a), null),
  }));
}

export interface HourSum {
  /** 0 to 23, as clocks show it in the zone that the day was recorded in. */
  readonly hour: number;
  readonly recordedMs: number;
  readonly keys: number;
  readonly clicks: number;
}

/**
 * The 24 hours of a day, over all days, each as clocks showed it where the person was. The hour
 * that comes twice when clocks go back counts as one, and the one that is left out in spring is
 * empty.
 */
export function sumsByHour(days: readonly SummedDay[]): HourSum[] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, recordedMs: 0, keys: 0, clicks: 0 }));
  for (const { zone, hours: own } of days)
    for (const { start, recordedMs, keys, clicks } of own) {
      const into = hours[localHour(start, zone)];
      if (into === undefined) continue;
      into.recordedMs += recordedMs;
      into.keys += keys;
      into.clicks += clicks;
    }
  return hours;
}

/** By app, longest first. Null: withheld by a rule; `*`, last: beyond a day's longest hundred. */
export function sumsByApp(days: readonly SummedDay[]): DaySummary['apps'] {
  const named = days.flatMap(({ apps }) => apps.filter(({ appName }) => appName !== null));
  const names = new Map(named.map(({ appId, appName }) => [appId, appName]));
  return longest(days.flatMap(({ apps }) => apps.map(({ appId, ms }) => [appId, ms]))).map(([appId, ms]) => ({
    appId,
    appName: names.get(appId) ?? null,
    ms,
  }));
}

/** By site, longest first; `*`, always last, is what was beyond the longest hundred of a day. */
export function sumsBySite(days: readonly SummedDay[]): DaySummary['sites'] {
  return longest(days.flatMap(({ sites }) => sites.map(({ site, ms }) => [site, ms]))).map(([site, ms]) => ({
    site,
    ms,
  }));
}

/** By category, longest first; null: in none. Days without categories are in neither. */
export function sumsByCategory(days: readonly SummedDay[]): DaySummary['categories'] {
  return longest(days.flatMap(({ categories }) => categories.map(({ category, ms }) => [category, ms]))).map(
    ([category, ms]) => ({ category, ms }),
  );
}

function longest<Key extends string | null>(lines: readonly (readonly [Key, number])[]): [Key, number][] {
  const sums = new Map<Key, number>();
  for (const [key, ms] of lines) sums.set(key, (sums.get(key) ?? 0) + ms);
  const order = (key: string | null): number => (key === '*' ? 1 : 0);
  return [...sums].sort(([a, x], [b, y]) => order(a) - order(b) || y - x || ((a ?? '') < (b ?? '') ? -1 : 1));
}

/**
 * Of each hour, its devices cannot have shared more than all but the longest of them, nor less than
 * what the hour has no room for. Devices in zones whose hours begin at different minutes have hours
 * that overlap: those are judged as one longer one.
 */
function countedTwice(days: readonly SummedDay[]): PeriodSum['twice'] {
  const all = days
    .flatMap(({ device, hours }) => hours.map(({ start, recordedMs }) => ({ device, start, recordedMs })))
    .sort((a, b) => a.start - b.start);
  let leastMs = 0;
  let mostMs = 0;
  for (let index = 0; index < all.length; ) {
    const from = all[index]?.start ?? 0;
    let until = from + hourMs;
    const devices = new Map<DeviceId, number>();
    for (let each = all[index]; each !== undefined && each.start < until; each = all[++index]) {
      devices.set(each.device, (devices.get(each.device) ?? 0) + each.recordedMs);
      until = Math.max(until, each.start + hourMs);
    }
    const parts = [...devices.values()];
    const together = sum(parts, (part) => part);
    leastMs += Math.max(0, together - (until - from));
    mostMs += together - Math.max(...parts);
  }
  return { leastMs, mostMs };
}

function grouped<Key extends string>(days: readonly SummedDay[], keyOf: (day: SummedDay) => Key): [Key, SummedDay[]][] {
  const groups = new Map<Key, SummedDay[]>();
  for (const each of days) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function sumOfRecords(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, ms] of records.flatMap((record) => Object.entries(record)))
    sums.set(name, (sums.get(name) ?? 0) + ms);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
