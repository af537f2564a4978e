import { z } from 'zod';
import { daySchema, deviceIdSchema, personIdSchema } from '../ids.ts';
import { type Category, categoriser } from '../rules/categories.ts';
import { hourMs, minuteMs } from '../time/calendar.ts';
import { contains, coveredMs, type Instant, type Interval, intersection } from '../time/interval.ts';
import { localText } from '../time/local-time.ts';
import { instantSchema } from './activity.ts';
import { dayEntrySchema } from './entries.ts';
import { placedQuestionSchema } from './questions.ts';
import { isStateName, stripSchema } from './strip/day-strip.ts';
import type { DayView } from './view.ts';

const instant = instantSchema;
/** A day is shorter; sums of a year of them over many devices stay whole numbers. */
const mostMs = 1e10;
const ms = z.number().int().nonnegative().max(mostMs);
const count = z.number().int().nonnegative().max(1e12);
/** By state, also one that a later version knows; nothing like `__proto__`. */
const stateMs = z.custom<Record<string, number>>(isStateSums, 'not lengths by state');
/** By hand: a year has thousands of these, and a record of zod's takes as long as all other fields of a day. */
function isStateSums(value: unknown): value is Record<string, number> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([state, sum]) => isStateName(state) && isLength(sum));
}

function isLength(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostMs;
}

const zone = z.string().max(100);
const name = z.string().max(10_000);

/** Seconds with input, where keys and clicks could not be counted. Left out where there are none. */
const inputSeconds = { inputSeconds: count.optional() };

const hourSchema = z.object({
  /** The start of an hour as clocks showed it there (`localHours`), in which something is known. */
  start: instant,
  recordedMs: ms,
  stateMs,
  keys: count,
  clicks: count,
  ...inputSeconds,
});

/** What a person added or corrected, as a summary tells it. */
export const summaryEntrySchema = dayEntrySchema
  .pick({
    id: true,
    request: true,
    at: true,
    start: true,
    end: true,
    source: true,
    label: true,
    category: true,
    note: true,
    isCall: true,
    isTakenBack: true,
    needsApproval: true,
    adds: true,
  })
  // Agents up to 0.1 do not write what an entry adds.
  .partial({ adds: true });
export type SummaryEntry = z.infer<typeof summaryEntrySchema>;

/**
 * The sums of one device's day, which its agent writes beside the day so that weeks and months need
 * not read the days again. It is a function of the day's records and of the organisation's
 * categories (`summaryOf`): whoever opens the day can make it anew and compare.
 */
export const daySummarySchema = z.object({
  format: z.literal('plainsight-summary/2'),
  person: personIdSchema,
  device: deviceIdSchema,
  day: daySchema,
  zone,
  /** How many links it covers, the last one's hash, and whether that closed the day. */
  links: z.number().int().nonnegative().max(100_000),
  head: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  final: z.boolean(),
  /** Version of `org.json` whose categories were used. */
  organisation: z.number().int().nonnegative(),
  first: instant.nullable(),
  last: instant.nullable(),
  totals: z.object({
    recordedMs: ms,
    stateMs,
    keys: count,
    clicks: count,
    scrolls: count,
    ...inputSeconds,
  }),
  shots: count,
  /** In order. */
  hours: z.array(hourSchema).max(64),
  /** The 100 longest; the rest is last, as `appId` `*`. `appId` null: withheld by a rule. */
  apps: z.array(z.object({ appId: name.nullable(), appName: name.nullable(), ms })).max(101),
  /** Longest first, at most 100; what is beyond is `*`. */
  sites: z.array(z.object({ site: name, ms })).max(101),
  /** By category, longest first; null: in none. Empty where the organisation has none. */
  categories: z.array(z.object({ category: name.nullable(), ms })).max(51),
  entries: z.array(summaryEntrySchema).max(5000),
});
export type DaySummary = z.infer<typeof daySummarySchema>;

export interface SummaryFrame
  extends Pick<DaySummary, 'person' | 'device' | 'links' | 'head' | 'final' | 'organisation'> {
  readonly categories: readonly Category[];
}

/** The summary of `view`. The same records and categories give the same summary, byte for byte. */
export function summaryOf(view: DayView, frame: SummaryFrame): DaySummary {
  const { person, device, links, head, final, organisation, categories } = frame;
  const { recordedMs, stateMs, keys, clicks, scrolls, inputSeconds } = view.totals;
  // In the schema's order, so that what was read is written as the same bytes again.
  return {
    format: 'plainsight-summary/2',
    person,
    device,
    day: view.day,
    zone: view.zone,
    links,
    head,
    final,
    organisation,
    first: view.first,
    last: view.last,
    totals: { recordedMs, stateMs: sorted(stateMs), keys, clicks, scrolls, ...toldSeconds(inputSeconds) },
    shots: view.shots.length,
    hours: hoursOf(view),
    apps: longest(view.apps, ({ ms: sum }) => ({ appId: '*', appName: null, ms: sum })),
    sites: longest(view.sites, ({ ms: sum }) => ({ site: '*', ms: sum })),
    categories: categorySums(view.windows, categories),
    entries: view.entries.map((entry) => summaryEntrySchema.parse(entry)),
  };
}

/** Time with the focus by category, longest first; empty where the organisation has none. */
export function categorySums(windows: DayView['windows'], categories: readonly Category[]): DaySummary['categories'] {
  if (categories.length === 0) return [];
  const categoryOf = categoriser(categories);
  const sums = new Map<string | null, number>();
  for (const window of windows) {
    const category = categoryOf(window);
    sums.set(category, (sums.get(category) ?? 0) + window.end - window.start);
  }
  return [...sums]
    .map(([category, sum]) => ({ category, ms: sum }))
    .sort((a, b) => b.ms - a.ms || compare(a.category ?? '', b.category ?? ''));
}

const most = 100;

function longest<T extends { readonly ms: number }>(all: readonly T[], rest: (sum: { ms: number }) => T): T[] {
  if (all.length <= most) return [...all];
  return [...all.slice(0, most), rest({ ms: all.slice(most).reduce((sum, each) => sum + each.ms, 0) })];
}

/** Whole quarters of an hour of UTC: where clocks of any zone show a full hour, one begins. */
const quarterMs = 15 * minuteMs;

/**
 * The hours that clocks in `zone` showed from `first` to `last`, as spans of at most an hour that
 * begin where the shown hour does. Where clocks are changed an hour can come twice, or as a part
 * only: by half an hour, a span of 30 minutes more or less.
 */
export function localHours(first: Instant, last: Instant, zone: string): Interval[] {
  const hourAt = (at: Instant) => localText(at, zone).slice(0, 13);
  let start = Math.floor(first / quarterMs) * quarterMs;
  for (let back = 1; back < 4 && hourAt(start - quarterMs) === hourAt(start); back++) start -= quarterMs;
  const hours: Interval[] = [];
  while (start <= last) {
    const hour = hourAt(start);
    let end = start + quarterMs;
    while (end < start + hourMs && hourAt(end) === hour) end += quarterMs;
    hours.push({ start, end });
    start = end;
  }
  return hours;
}

function hoursOf({ first, last, states, windows, minutes, inputMinutes, zone }: DayView): DaySummary['hours'] {
  if (first === null || last === null) return [];
  const working = states.filter(({ state }) => state === 'active' || state === 'idle' || state === 'call');
  const hours: DaySummary['hours'] = [];
  for (const hour of localHours(first, Math.min(last, first + 48 * hourMs), zone)) {
    const { start } = hour;
    const stateMs: Record<string, number> = {};
    for (const part of within(states, hour)) stateMs[part.state] = (stateMs[part.state] ?? 0) + part.end - part.start;
    const counted = minutes.filter((minute) => contains(hour, minute.start));
    const input = inputMinutes.filter((minute) => contains(hour, minute.start));
    const found = {
      start,
      recordedMs: coveredMs([...within(windows, hour), ...within(working, hour)]),
      stateMs: sorted(stateMs),
      keys: counted.reduce((sum, minute) => sum + minute.keys, 0),
      clicks: counted.reduce((sum, minute) => sum + minute.clicks, 0),
      ...toldSeconds(input.reduce((sum, { seconds }) => sum + seconds, 0)),
    };
    const isCounted = found.keys > 0 || found.clicks > 0 || input.length > 0;
    if (found.recordedMs > 0 || isCounted || Object.keys(stateMs).length > 0) hours.push(found);
  }
  return hours;
}

function toldSeconds(inputSeconds: number): { readonly inputSeconds?: number } {
  return inputSeconds === 0 ? {} : { inputSeconds };
}

function within<T extends Interval>(spans: readonly T[], hour: Interval): T[] {
  return spans.flatMap((span) => {
    const part = intersection(span, hour);
    return part === null ? [] : [{ ...span, ...part }];
  });
}

function sorted(record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The latest of one device, which its agent replaces with each upload: what the list of people
 * shows. It tells only what has left the person's computer anyway. Signed with the device's key and
 * sealed to the person, to recovery and to those who may open `day`.
 */
export const deviceStatusSchema = z.object({
  format: z.literal('plainsight-latest/1'),
  person: personIdSchema,
  device: deviceIdSchema,
  /** When it was written (UTC ms): the last upload. */
  at: instant,
  day: daySchema,
  zone,
  first: instant.nullable(),
  last: instant.nullable(),
  recordedMs: ms,
  stateMs,
  /** The states of `day` by the quarter of an hour. Agents up to 0.1 do not write it. */
  strip: stripSchema.optional(),
  /**
   * Entries that ask for an answer, oldest first, at most 50; some may be answered by now. `around`:
   * the states in and around each, which agents up to 0.1 do not write.
   */
  waiting: z.array(summaryEntrySchema.extend({ day: daySchema, around: stripSchema.optional() })).max(50),
  /** Questions about looks, oldest first; some may be answered by now. Left out where there are none. */
  questions: z.array(placedQuestionSchema).max(50).optional(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;
