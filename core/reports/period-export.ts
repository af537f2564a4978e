import { z } from 'zod';
import { presenceStates } from '../day/activity.ts';
import { dayTimeOf, type KnownAnswer, standingIn, timeCells, timeHead } from '../day/day-time.ts';
import { daySummarySchema } from '../day/summary.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../ids.ts';
import { type Problem, problemSchema } from '../problem.ts';
import type { Instant } from '../time/interval.ts';
import { localText, utcText } from '../time/local-time.ts';
import { type Cell, formatCsv } from './csv.ts';
import type { ExportFile } from './export.ts';
import { goneDaysSchema } from './gone-days.ts';

/** A period to export: the summaries of its sums, and what could not be read. */
export const exportedPeriodSchema = z.object({
  person: personIdSchema,
  from: daySchema,
  to: daySchema,
  days: z.array(daySummarySchema.omit({ person: true, format: true, head: true })),
  missing: z.array(z.object({ day: daySchema, device: deviceIdSchema.nullable(), problem: problemSchema })),
  gone: z.array(goneDaysSchema),
});
export type ExportedPeriod = z.infer<typeof exportedPeriodSchema>;

/** `period.json`: the same as one document, with the person's name. */
export const periodDocumentSchema = exportedPeriodSchema.extend({
  format: z.literal('plainsight-period/1'),
  exportedAt: z.iso.datetime(),
  name: z.string(),
});
export type PeriodDocument = z.infer<typeof periodDocumentSchema>;

type SummedDay = ExportedPeriod['days'][number];

/**
 * A table a kind, a line for each device and day. Seconds; idle time is not subtracted. `answers` as
 * in `exportCsv`.
 */
export function periodCsv(
  { days, missing, gone }: ExportedPeriod,
  answers: readonly KnownAnswer[] | null,
  textOf: (problem: Problem) => string,
): ExportFile[] {
  const states = statesOf(days);
  const stateHead = states.map((state) => `${state.replaceAll('-', '_')}_seconds`);
  const stateCells = (stateMs: Readonly<Record<string, number>>): Cell[] =>
    states.map((state) => (stateMs[state] ?? 0) / 1000);
  const table = (name: string, head: readonly string[], rowsOf: (day: SummedDay) => readonly Cell[][]): ExportFile => ({
    name,
    text: formatCsv(
      ['day', 'device', ...head],
      days.flatMap((day) => rowsOf(day).map((row) => [day.day, day.device, ...row])),
    ),
  });
  return [
    table(
      'days.csv',
      [
        ...['zone', 'first_utc', 'last_utc', 'first_local', 'last_local', ...timeHead, ...stateHead],
        ...['keys', 'clicks', 'scrolls', 'input_seconds', 'shots', 'closed'],
      ],
      (day) => {
        const { zone, first, last, totals, shots, final } = day;
        const times = [...timeCells(dayTimeOf(day, answers)), ...stateCells(totals.stateMs)];
        const { keys, clicks, scrolls, inputSeconds = 0 } = totals;
        const counts = [keys, clicks, scrolls, inputSeconds, shots, final];
        return [[zone, ...bothTexts(first, last, zone), ...times, ...counts]];
      },
    ),
    table(
      'hours.csv',
      ['hour_utc', 'hour_local', 'zone', 'recorded_seconds', ...stateHead, 'keys', 'clicks', 'input_seconds'],
      ({ zone, hours }) =>
        hours.map(({ start, recordedMs, stateMs, keys, clicks, inputSeconds = 0 }) => [
          ...[utcText(start), localText(start, zone), zone, recordedMs / 1000, ...stateCells(stateMs)],
          ...[keys, clicks, inputSeconds],
        ]),
    ),
    table('apps.csv', ['app_id', 'app', 'seconds'], ({ apps }) =>
      apps.map(({ appId, appName, ms }) => [appId, appName, ms / 1000]),
    ),
    table('sites.csv', ['site', 'seconds'], ({ sites }) => sites.map(({ site, ms }) => [site, ms / 1000])),
    table('categories.csv', ['category', 'seconds'], ({ categories }) =>
      categories.map(({ category, ms }) => [category, ms / 1000]),
    ),
    table(
      'entries.csv',
      [
        ...['start_utc', 'end_utc', 'start_local', 'end_local', 'zone', 'seconds', 'id', 'source', 'label', 'category'],
        ...['note', 'call', 'taken_back', 'needs_approval', 'said_utc', 'standing'],
      ],
      ({ day, zone, entries }) =>
        entries.map((entry) => [
          ...[...bothTexts(entry.start, entry.end, zone), zone, (entry.end - entry.start) / 1000, entry.id],
          ...[entry.source, entry.label, entry.category, entry.note, entry.isCall, entry.isTakenBack],
          ...[entry.needsApproval, utcText(entry.at), standingIn(day, entry, answers)],
        ]),
    ),
    {
      name: 'missing.csv',
      text: formatCsv(
        ['day', 'device', 'code', 'what'],
        missing.map(({ day, device, problem }) => [day, device, problem.code, textOf(problem)]),
      ),
    },
    {
      name: 'gone.csv',
      text: formatCsv(
        ['from', 'to', 'days', 'because', 'on'],
        gone.map(({ from, to, days: count, because, on }) => [from, to, count, because, on]),
      ),
    },
  ];
}

export function periodJson(period: ExportedPeriod, name: string, exportedAt: Instant): ExportFile {
  const { person, from, to, days, missing, gone } = period;
  const document: PeriodDocument = {
    ...{ format: 'plainsight-period/1', exportedAt: utcText(exportedAt) },
    ...{ person, name, from, to, days, missing, gone },
  };
  return { name: 'period.json', text: `${JSON.stringify(document, null, 1)}\n` };
}

/** Every state has its column, those that a later version may write too. */
function statesOf(days: readonly SummedDay[]): string[] {
  const used = days.flatMap(({ totals, hours }) => [totals, ...hours].flatMap(({ stateMs }) => Object.keys(stateMs)));
  return [...new Set([...presenceStates, ...used.sort()])];
}

function bothTexts(first: Instant | null, last: Instant | null, zone: string): Cell[] {
  const both = [first, last];
  return [
    ...both.map((at) => (at === null ? null : utcText(at))),
    ...both.map((at) => (at === null ? null : localText(at, zone))),
  ];
}
