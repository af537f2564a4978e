import { z } from 'zod';
import { type ActivityRecord, activityRecordSchema } from '../day/activity.ts';
import { dayTimeOf, type KnownAnswer, standingIn, timeCells, timeHead } from '../day/day-time.ts';
import type { DayEntry } from '../day/entries.ts';
import { type DayView, viewOfDay } from '../day/view.ts';
import { type Day, daySchema, type ShotId } from '../ids.ts';
import { readJson } from '../json.ts';
import { problem } from '../problem.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Instant, Interval } from '../time/interval.ts';
import { localText, utcText } from '../time/local-time.ts';
import { type Cell, formatCsv } from './csv.ts';

/** A day to export: its records as written, and the zone of its local times. */
export interface ExportedDay {
  readonly day: Day;
  readonly zone: string;
  readonly records: readonly ActivityRecord[];
}

/** A text file of an export; `name` is relative to its root. */
export interface ExportFile {
  readonly name: string;
  readonly text: string;
}

/** The name of a picture within an export. */
export function pictureName(day: Day, id: ShotId): string {
  return `pictures/${day}/${id}.webp`;
}

/** The zone of `records` by their first header; `otherwise` where there is none. */
export function zoneOfRecords(records: readonly ActivityRecord[], otherwise: string): string {
  return records.find((record) => record.kind === 'header')?.zone ?? otherwise;
}

/**
 * The days as tables, one file a kind, with every instant in UTC and in local time. They hold what
 * a page shows: what was removed is left out, and what was corrected stands beside what was
 * recorded. For the records themselves take `exportJson`. `answers` to entries decide how much of
 * what was added counts; null: they are not known.
 */
export function exportCsv(days: readonly ExportedDay[], answers: readonly KnownAnswer[] | null): ExportFile[] {
  const views = days.map(({ day, zone, records }) => viewOfDay(day, zone, records));
  return tables.map(({ name, head, rows }) => ({
    name,
    text: formatCsv(
      head,
      views.flatMap((view) => rows(view, answers)),
    ),
  }));
}

interface Table {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: (view: DayView, answers: readonly KnownAnswer[] | null) => Cell[][];
}

const spanHead = ['day', 'start_utc', 'end_utc', 'start_local', 'end_local', 'zone', 'seconds'];
const momentHead = ['day', 'at_utc', 'at_local', 'zone'];

const tables: readonly Table[] = [
  {
    name: 'windows.csv',
    head: [...spanHead, 'app_id', 'app', 'title', 'site', 'path', 'withheld'],
    rows: (view) =>
      view.windows.map(({ appId, appName, title, site, path = null, withheld, ...span }) => [
        ...spanCells(view, span),
        appId,
        appName,
        title,
        site,
        path,
        withheld,
      ]),
  },
  {
    name: 'states.csv',
    head: [...spanHead, 'state', 'reason'],
    rows: (view) =>
      view.states.map(({ state, reason, ...span }) => [...spanCells(view, span), state, reason?.code ?? null]),
  },
  {
    name: 'minutes.csv',
    head: [...momentHead, 'keys', 'clicks', 'scrolls'],
    rows: (view) =>
      view.minutes.map(({ start, keys, clicks, scrolls }) => [...momentCells(view, start), keys, clicks, scrolls]),
  },
  {
    name: 'input.csv',
    head: [...momentHead, 'input_seconds'],
    rows: (view) => view.inputMinutes.map(({ start, seconds }) => [...momentCells(view, start), seconds]),
  },
  {
    name: 'shots.csv',
    head: [...momentHead, 'id', 'monitor', 'width', 'height', 'same_as', 'covered', 'picture'],
    rows: (view) =>
      view.shots.map(({ at, id, monitor, width, height, sameAs, covered }) => [
        ...momentCells(view, at),
        id,
        monitor,
        width,
        height,
        sameAs,
        covered,
        pictureName(view.day, sameAs ?? id),
      ]),
  },
  {
    name: 'entries.csv',
    head: [
      ...[...spanHead, 'id', 'source', 'label', 'category', 'note', 'call', 'taken_back', 'needs_approval', 'said_utc'],
      ...['standing', 'original'],
    ],
    rows: (view, answers) =>
      view.entries.map((entry) => [
        ...spanCells(view, entry),
        entry.id,
        entry.source,
        entry.label,
        entry.category,
        entry.note,
        entry.isCall,
        entry.isTakenBack,
        entry.needsApproval,
        utcText(entry.at),
        standingIn(view.day, entry, answers),
        originalText(entry.original),
      ]),
  },
  {
    name: 'sums.csv',
    head: ['day', 'zone', ...timeHead],
    rows: (view, answers) => [[view.day, view.zone, ...timeCells(dayTimeOf(view, answers))]],
  },
];

function spanCells({ day, zone }: DayView, { start, end }: Interval): Cell[] {
  const seconds = (end - start) / 1000;
  return [day, utcText(start), utcText(end), localText(start, zone), localText(end, zone), zone, seconds];
}

function momentCells({ day, zone }: DayView, at: Instant): Cell[] {
  return [day, utcText(at), localText(at, zone), zone];
}

/** What was there before a correction, in one cell. */
function originalText(original: DayEntry['original']): string | null {
  if (original === null) return null;
  if (original.kind === 'entry') {
    const { label, category, note, start, end } = original.saying;
    return [`${utcText(start)}/${utcText(end)}`, label, category, note].filter((part) => part).join(' · ');
  }
  const apps = original.apps.map(({ appId, appName, ms }) => `${appName ?? appId ?? 'withheld'} ${ms / 1000} s`);
  const states = Object.entries(original.stateMs).map(([state, ms]) => `${state} ${ms / 1000} s`);
  return [...apps, ...states].join(' · ');
}

const exportSchema = z.object({
  format: z.literal('plainsight-export/1'),
  exportedAt: z.iso.datetime(),
  days: z.array(z.object({ day: daySchema, zone: z.string(), records: z.array(activityRecordSchema) })),
});

/**
 * Every record of the days as it was written, format `plainsight-export/1`. Beside its own instants
 * (UTC ms) each record has them as `utc` and `local` texts, for people; `parseExport` gives the
 * records back without.
 */
export function exportJson(days: readonly ExportedDay[], exportedAt: Instant): string {
  const document = {
    format: 'plainsight-export/1',
    exportedAt: utcText(exportedAt),
    days: days.map(({ day, zone, records }) => ({
      day,
      zone,
      records: records.map((record) => ({ ...record, ...texts(record, zone) })),
    })),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function texts(record: ActivityRecord, zone: string) {
  const instants = Object.entries('start' in record ? { start: record.start, end: record.end } : { at: record.at });
  return {
    utc: Object.fromEntries(instants.map(([name, at]) => [name, utcText(at)])),
    local: Object.fromEntries(instants.map(([name, at]) => [name, localText(at, zone)])),
  };
}

/** The days of a document that `exportJson` made. Problem code: `export-unreadable`. */
export function parseExport(text: string): Result<ExportedDay[]> {
  const parsed = exportSchema.safeParse(readJson(text));
  if (parsed.success) return ok(parsed.data.days);
  const place = parsed.error.issues[0]?.path.join('.') || 'its form';
  return fail(problem('export-unreadable', { place }));
}
