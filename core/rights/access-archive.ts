import type { ActivityRecord } from '../day/activity.ts';
import type { KnownAnswer } from '../day/day-time.ts';
import { viewOfDay } from '../day/view.ts';
import type { Day, ShotId } from '../ids.ts';
import { type Problem, problem } from '../problem.ts';
import { type Cell, formatCsv } from '../reports/csv.ts';
import { exportCsv, exportJson, pictureName, zoneOfRecords } from '../reports/export.ts';
import { fail, ok, type Result } from '../result.ts';
import { durationWords } from '../time/duration-text.ts';
import type { Instant } from '../time/interval.ts';
import { localText, utcText } from '../time/local-time.ts';
import { bucketEnd, bucketHead, watchBuckets } from './activitywatch.ts';
import {
  type ArchivedDay,
  type ArchiveWords,
  archivePage,
  dayPage,
  paragraph,
  type Row,
  section,
  table,
} from './archive-pages.ts';
import { ArchiveWriter, isArchiveName, type OpenFile } from './archive-writer.ts';

/** Where an archive takes things from: one is asked for at a time. */
export interface ArchiveSource {
  readonly records: (day: Day) => Promise<Result<readonly ActivityRecord[]>>;
  readonly picture: (id: ShotId, day: Day) => Promise<Result<Uint8Array>>;
}

/** A table beside the days: receipts of looks, decisions, requests. `json`: the same, as it was read. */
export interface BesideTable {
  readonly called: 'looks' | 'consent' | 'requests';
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly json: unknown;
  /** Why there may be more than this; null: it is all. */
  readonly lacks: string | null;
}

export interface ArchiveSubject {
  readonly days: readonly Day[];
  /** Whose and whose organisation's, by what each is called. */
  readonly about: Readonly<Record<string, string>>;
  readonly answers: readonly KnownAnswer[] | null;
  readonly beside: readonly BesideTable[];
  /** Signed records and such, each a file of its own. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly zone: string;
  readonly now: Instant;
  readonly language: string;
  readonly words: ArchiveWords;
}

export interface ArchiveProgress {
  readonly day: Day;
  readonly done: number;
  readonly of: number;
  readonly bytes: number;
}

export interface MadeArchive {
  readonly days: number;
  readonly pictures: number;
  readonly bytes: number;
  /** Days and pictures that could not be read; `missing.txt` names them. */
  readonly missing: number;
  readonly why: Problem | null;
}

/**
 * Everything of a person as one ZIP file (GDPR Art. 15, 20): `index.html` with a page for each day,
 * `json/` with every record, tables, pictures, `activitywatch/` with what its servers import, and a
 * manifest of SHA-256 hashes. Days are read one by one and pictures after them, each written as it is read:
 * nothing but compressed tables is held. What cannot be read is named. Null once `signal` has aborted.
 * Problem codes: `export-too-large`, and that of the first day where no day can be read.
 */
export async function makeArchive(
  source: ArchiveSource,
  subject: ArchiveSubject,
  onPart: (part: Uint8Array) => void,
  signal: AbortSignal,
  onProgress: (progress: ArchiveProgress) => void = () => {},
): Promise<Result<MadeArchive> | null> {
  const { now, words, language } = subject;
  const days = [...new Set(subject.days)].sort();
  const zip = new ArchiveWriter(onPart, now);
  const missing: string[] = [];
  let why: Problem | null = null;
  const lack = (name: string, because: Problem): void => {
    missing.push(name);
    why ??= because;
  };
  const written: ArchivedDay[] = [];
  const shots: { readonly id: ShotId; readonly day: Day; readonly at: Instant }[] = [];
  const tables = new Map<string, OpenFile>();
  const watch = openWatch(zip, now);
  for (const [done, day] of days.entries()) {
    onProgress({ day, done, of: days.length * 2, bytes: zip.bytes });
    const records = await source.records(day);
    if (signal.aborted) return null;
    if (!records.ok) {
      lack(day, records.problem);
      continue;
    }
    const zone = zoneOfRecords(records.value, subject.zone);
    const view = viewOfDay(day, zone, records.value);
    const exported = [{ day, zone, records: records.value }];
    zip.text(`json/${day}.json`, exportJson(exported, now));
    zip.text(`days/${day}.html`, dayPage(view, words, language));
    for (const { name, text } of exportCsv(exported, subject.answers)) appendTable(zip, tables, name, text);
    watch.add(view);
    const own = view.shots.filter(({ sameAs }) => sameAs === null);
    // Whoever writes records can give two pictures one id: the file has it once.
    for (const [id, { at }] of new Map(own.map((shot) => [shot.id, shot]))) shots.push({ id, day, at });
    const clock = (at: Instant | null) => (at === null ? '' : localText(at, zone).slice(11, 16));
    const { recordedMs } = view.totals;
    written.push({ day, first: clock(view.first), last: clock(view.last), recordedMs, pictures: own.length });
  }
  if (written.length === 0 && why !== null) return fail(why);
  for (const file of tables.values()) file.close();
  watch.close();
  let pictures = 0;
  for (const [done, { id, day, at }] of shots.entries()) {
    const share = days.length + Math.floor((done / shots.length) * days.length);
    onProgress({ day, done: share, of: days.length * 2, bytes: zip.bytes });
    const picture = await source.picture(id, day);
    if (signal.aborted) return null;
    if (picture.ok) {
      zip.picture(pictureName(day, id), picture.value, at);
      pictures += 1;
    } else lack(pictureName(day, id), picture.problem);
    if (zip.isFull) return fail(problem('export-too-large'));
  }
  for (const { called, head, rows, json } of subject.beside) {
    zip.text(`${called}.csv`, formatCsv(head, rows as readonly (readonly Cell[])[]));
    zip.text(`${called}.json`, `${JSON.stringify(json, null, 1)}\n`);
  }
  // Others made these names: one that leads elsewhere is left out, and told.
  for (const { name, text } of subject.files)
    if (isArchiveName(name) && !zip.has(name)) zip.text(name, text);
    else missing.push('a file without a name that is one');
  if (missing.length > 0) zip.text('missing.txt', `${missing.join('\n')}\n`);
  zip.text('index.html', indexPage(subject, written, missing.length));
  zip.end();
  return ok({ days: written.length, pictures, bytes: zip.bytes, missing: missing.length, why });
}

/** One file with every bucket, as it is imported: the buckets one after the other, so all but the first wait until the days were read. */
function openWatch(zip: ArchiveWriter, created: Instant) {
  const parts = watchBuckets.map((bucket) => ({ bucket, events: [] as string[] }));
  return {
    add(view: Parameters<(typeof watchBuckets)[number]['eventsOf']>[0]): void {
      for (const { bucket, events } of parts) {
        const found = bucket.eventsOf(view);
        if (found.length > 0) events.push(found.map((each) => JSON.stringify(each)).join(','));
      }
    },
    close(): void {
      const file = zip.open('activitywatch/buckets.json');
      file.write('{"buckets":{');
      let isFirst = true;
      for (const { bucket, events } of parts) {
        if (events.length === 0) continue;
        file.write(`${isFirst ? '' : ','}${bucketHead(bucket, created)}`);
        for (const [index, text] of events.entries()) file.write(`${index === 0 ? '' : ','}${text}`);
        file.write(bucketEnd);
        isFirst = false;
      }
      file.write('}}\n');
      file.close();
    },
  };
}

/** The lines of one more day, behind the head that the first one wrote. */
function appendTable(zip: ArchiveWriter, tables: Map<string, OpenFile>, name: string, text: string): void {
  const known = tables.get(name);
  if (known !== undefined) {
    known.write(text.slice(text.indexOf('\r\n') + 2));
    return;
  }
  const file = zip.open(`tables/${name}`);
  tables.set(name, file);
  file.write(text);
}

function indexPage(subject: ArchiveSubject, written: readonly ArchivedDay[], missing: number): string {
  const { words, language, about, beside, now } = subject;
  const files: Row[] = [
    [{ href: 'manifest.json', text: 'manifest.json' }, 'SHA-256'],
    [{ href: 'activitywatch/buckets.json', text: 'activitywatch/buckets.json' }, words.watch],
    ...subject.files
      .filter(({ name }) => isArchiveName(name))
      .map(({ name }): Row => [{ href: name, text: name }, words.consent]),
  ];
  return archivePage(language, words.title, [
    table([], [...Object.entries(about), ['UTC', utcText(now)]]),
    paragraph(words.about),
    ...(missing === 0 ? [] : [paragraph({ href: 'missing.txt', text: `${words.missing}: ${missing}` })]),
    section(
      words.days,
      table(
        [words.day, words.first, words.last, words.recorded, words.screenshots],
        written.map(({ day, first, last, recordedMs, pictures }) => [
          { href: `days/${day}.html`, text: day },
          first,
          last,
          durationWords(recordedMs),
          String(pictures),
        ]),
      ),
    ),
    ...beside.map(({ called, head, rows, lacks }) =>
      section(
        words[called],
        ...(lacks === null ? [] : [paragraph(lacks)]),
        rows.length === 0 ? paragraph(words.none) : table(head, rows),
      ),
    ),
    section(words.files, table([], files)),
  ]);
}
