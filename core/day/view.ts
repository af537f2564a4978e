import { z } from 'zod';
import { daySchema } from '../ids.ts';
import { minuteStart } from '../time/calendar.ts';
import { coveredMs, type Interval, paint } from '../time/interval.ts';
import {
  type ActivityRecord,
  countsRecordSchema,
  headerRecordSchema,
  inputSecondsRecordSchema,
  sensorReportSchema,
  shotRecordSchema,
  showsSame,
  stateRecordSchema,
  windowRecordSchema,
} from './activity.ts';
import { dayEntrySchema, entriesOf, recordedSpans } from './entries.ts';
import { questionSchema, questionsOf } from './questions.ts';
import { honourRemovals } from './removed-span.ts';
import { paintStates } from './state-paint.ts';

const sum = z.number().int().nonnegative();
/** Of several records, so that no bound of one holds. */
const minuteSums = { keys: sum, clicks: sum, scrolls: sum };

/** A day as pages show it, to employee and manager alike. All times UTC ms. */
export const dayViewSchema = z.object({
  day: daySchema,
  zone: z.string(),
  /** First and last instant that anything is known of; null for a day without records. */
  first: z.number().nullable(),
  last: z.number().nullable(),
  headers: z.array(headerRecordSchema),
  /** Disjoint, in order. */
  states: z.array(stateRecordSchema.omit({ kind: true })),
  /** In order; neighbours that show the same are one. */
  windows: z.array(windowRecordSchema.omit({ kind: true })),
  /** One entry a minute that has any, in order: `start` is the minute's start. */
  minutes: z.array(countsRecordSchema.omit({ kind: true, end: true }).extend(minuteSums)),
  /** The same of seconds with input, where keys and clicks could not be counted: at most 60 a minute. */
  inputMinutes: z.array(inputSecondsRecordSchema.omit({ kind: true, end: true })),
  /** In order of time. Pictures that were removed are in `removedShots`. */
  shots: z.array(shotRecordSchema.omit({ kind: true })),
  removedShots: z.number().int(),
  /** Spans that the person removed, joined, in order: only where the view is the person's own. */
  removed: z.array(z.object({ start: z.number(), end: z.number() })).optional(),
  /** What the person added and corrected, by start. Totals and states are without it; `dayTimeOf` puts both together. */
  entries: z.array(dayEntrySchema),
  /** What the person asked about looks at this day; left out where they asked nothing. */
  questions: z.array(questionSchema).optional(),
  /** Time with the focus per app, longest first; `appId` null is what a rule withheld. */
  apps: z.array(z.object({ appId: z.string().nullable(), appName: z.string().nullable(), ms: z.number() })),
  sites: z.array(z.object({ site: z.string(), ms: z.number() })),
  /** The latest report of each sensor. */
  sensors: z.array(sensorReportSchema),
  totals: z.object({
    /** Time in which something was recorded, in ms: windows, and states active, idle and call. */
    recordedMs: z.number(),
    stateMs: z.record(z.string(), z.number()),
    keys: z.number().int(),
    clicks: z.number().int(),
    scrolls: z.number().int(),
    /** Seconds with input. They are a figure of their own and add up with no other. */
    inputSeconds: z.number().int(),
  }),
  /** How many rows a page is not sent by themselves, because the day has too many; null: it is sent all. Totals count them. */
  notShown: z.object({ windows: sum, states: sum, shots: sum, entries: sum }).nullable(),
});
export type DayView = z.infer<typeof dayViewSchema>;

/** The view of a day from its records, as written. Nothing of it shows what was removed. */
export function viewOfDay(day: DayView['day'], zone: string, written: readonly ActivityRecord[]): DayView {
  const records = honourRemovals(written);
  const states = paintStates(records.filter((record) => record.kind === 'state'));
  const windows = mergeWindows(records.filter((record) => record.kind === 'window'));
  const minutes = sumMinutes(records);
  const inputMinutes = sumInputMinutes(records);
  const removed = new Set(records.filter((record) => record.kind === 'removed').map((record) => record.id));
  const shots = records
    .filter((record) => record.kind === 'shot')
    .filter((shot) => !removed.has(shot.id) && !(shot.sameAs !== null && removed.has(shot.sameAs)))
    .map(({ kind: _, ...shot }) => shot)
    .sort((a, b) => a.at - b.at);
  const headers = records.filter((record) => record.kind === 'header');
  const instants = records.flatMap((record) =>
    'start' in record
      ? [record.start, record.end]
      : record.kind === 'removed' || record.kind === 'question'
        ? []
        : [record.at],
  );
  const questions = questionsOf(records);
  return {
    day,
    zone,
    first: instants.length === 0 ? null : instants.reduce((a, b) => Math.min(a, b)),
    last: instants.length === 0 ? null : instants.reduce((a, b) => Math.max(a, b)),
    headers,
    states,
    windows,
    minutes,
    inputMinutes,
    shots,
    removedShots: removed.size,
    entries: entriesOf(records, { windows, states }),
    ...(questions.length === 0 ? {} : { questions }),
    apps: sumApps(windows),
    sites: sumSites(windows),
    sensors: latestSensors(records),
    totals: {
      recordedMs: coveredMs(recordedSpans({ windows, states })),
      stateMs: Object.fromEntries(sumBy(states, ({ state }) => state)),
      keys: minutes.reduce((sum, minute) => sum + minute.keys, 0),
      clicks: minutes.reduce((sum, minute) => sum + minute.clicks, 0),
      scrolls: minutes.reduce((sum, minute) => sum + minute.scrolls, 0),
      inputSeconds: inputMinutes.reduce((sum, { seconds }) => sum + seconds, 0),
    },
    notShown: null,
  };
}

type WindowSpan = DayView['windows'][number];

/**
 * The recorder cuts intervals at every minute to keep them durable; here the cuts disappear again.
 * Where a clock that was set back made two overlap, the later record wins, so that no time counts
 * twice.
 */
function mergeWindows(records: readonly Extract<ActivityRecord, { kind: 'window' }>[]): WindowSpan[] {
  const spans: WindowSpan[] = [];
  for (const span of paint(records.map(({ kind: _, ...window }) => window))) {
    const last = spans.at(-1);
    if (last !== undefined && last.end === span.start && showsSame(last, span)) {
      spans[spans.length - 1] = { ...last, end: span.end };
    } else {
      spans.push(span);
    }
  }
  return spans;
}

function sumMinutes(records: readonly ActivityRecord[]): DayView['minutes'] {
  const byMinute = new Map<number, DayView['minutes'][number]>();
  for (const record of records) {
    if (record.kind !== 'counts') continue;
    const start = minuteStart(record.start);
    const sum = byMinute.get(start) ?? { start, keys: 0, clicks: 0, scrolls: 0 };
    byMinute.set(start, {
      start,
      keys: sum.keys + record.keys,
      clicks: sum.clicks + record.clicks,
      scrolls: sum.scrolls + record.scrolls,
    });
  }
  return [...byMinute.values()].sort((a, b) => a.start - b.start);
}

/** A minute that a clock which was set back came to twice has sixty seconds all the same. */
function sumInputMinutes(records: readonly ActivityRecord[]): DayView['inputMinutes'] {
  const byMinute = new Map<number, number>();
  for (const record of records) {
    if (record.kind !== 'input-seconds') continue;
    const start = minuteStart(record.start);
    byMinute.set(start, Math.min(60, (byMinute.get(start) ?? 0) + record.seconds));
  }
  return [...byMinute].map(([start, seconds]) => ({ start, seconds })).sort((a, b) => a.start - b.start);
}

function sumApps(windows: readonly WindowSpan[]): DayView['apps'] {
  const ms = sumBy(windows, ({ appId }) => appId ?? '');
  const names = new Map(windows.map(({ appId, appName }) => [appId ?? '', appName]));
  return [...ms]
    .map(([appId, total]) => ({ appId: appId === '' ? null : appId, appName: names.get(appId) ?? null, ms: total }))
    .sort((a, b) => b.ms - a.ms);
}

function sumSites(windows: readonly WindowSpan[]): DayView['sites'] {
  const visited = windows.filter(({ site }) => site !== null);
  return [...sumBy(visited, ({ site }) => site ?? '')].map(([site, ms]) => ({ site, ms })).sort((a, b) => b.ms - a.ms);
}

function sumBy<T extends Interval>(spans: readonly T[], keyOf: (span: T) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const span of spans) sums.set(keyOf(span), (sums.get(keyOf(span)) ?? 0) + (span.end - span.start));
  return sums;
}

function latestSensors(records: readonly ActivityRecord[]): DayView['sensors'] {
  const latest = new Map<string, DayView['sensors'][number]>();
  for (const record of records) {
    if (record.kind === 'header') for (const report of record.sensors) latest.set(report.sensor, report);
    if (record.kind === 'sensor') latest.set(record.report.sensor, record.report);
  }
  return [...latest.values()];
}
