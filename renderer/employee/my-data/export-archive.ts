import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { asksForAnswers, type KnownAnswer } from '../../../core/day/day-time.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import type { Day, ShotId } from '../../../core/ids.ts';
import { type Problem, problem } from '../../../core/problem.ts';
import { formatCsv } from '../../../core/reports/csv.ts';
import { type ExportedDay, exportCsv, exportJson, pictureName, zoneOfRecords } from '../../../core/reports/export.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { Instant } from '../../../core/time/interval.ts';
import { utcText } from '../../../core/time/local-time.ts';

export interface ExportChoice {
  readonly json: boolean;
  readonly csv: boolean;
  readonly pictures: boolean;
}

/** Where an export takes things from; the calls of the employee's contract, narrowed. */
export interface ExportSource {
  readonly records: (day: Day) => Promise<Result<ActivityRecord[]>>;
  readonly picture: (id: ShotId) => Promise<Result<{ webp: string }>>;
  readonly answers: () => Promise<Result<{ answers: readonly KnownAnswer[] }>>;
}

/** What it is made with: the page's clock, and the zone for days whose records name none. */
export interface ExportSetting {
  readonly now: Instant;
  readonly zone: string;
  /** Whose days these are and which: a file goes on without the page that it came from. */
  readonly about: Readonly<Record<string, string>>;
}

export interface ExportProgress {
  readonly day: Day;
  readonly daysDone: number;
  readonly days: number;
  readonly pictures: number;
  readonly bytes: number;
}

export interface ExportArchive {
  /** A ZIP file, in the order in which it was made. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly pictures: number;
  /** Days and pictures that could not be read; `missing.txt` in the file names them. */
  readonly missingDays: number;
  readonly missingPictures: number;
  /** Why the first of them could not. */
  readonly why: Problem | null;
}

/** A ZIP file without 64-bit sizes ends at 4 GiB; a margin is left for its directory. */
const mostBytes = 3.9 * 2 ** 30;

/**
 * Makes a ZIP of `days`: `export.json` and tables deflated, pictures as they are. It asks for one thing at a time, so that a long export
 * holds hardly more in memory than the file itself. What cannot be read is counted and named in `missing.txt`; where no day can be read,
 * the whole fails. Null once `signal` has aborted: nothing of it is left.
 */
export async function exportDays(
  source: ExportSource,
  days: readonly Day[],
  choice: ExportChoice,
  setting: ExportSetting,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<Result<ExportArchive> | null> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let broken: Error | null = null;
  const zip = new Zip((error, part) => {
    broken ??= error;
    bytes += part.length;
    parts.push(new Uint8Array(part));
  });
  const read: ExportedDay[] = [];
  const missing: string[] = [];
  let why: Problem | null = null;
  let pictures = 0;
  for (const [index, day] of days.entries()) {
    const tell = () => onProgress({ day, daysDone: index, days: days.length, pictures, bytes });
    tell();
    const records = await source.records(day);
    if (signal.aborted) return null;
    if (!records.ok) {
      missing.push(day);
      why ??= records.problem;
      continue;
    }
    const zone = zoneOfRecords(records.value, setting.zone);
    read.push({ day, zone, records: records.value });
    if (!choice.pictures) continue;
    for (const { id, at } of viewOfDay(day, zone, records.value).shots.filter(({ sameAs }) => sameAs === null)) {
      const picture = await source.picture(id);
      if (signal.aborted) return null;
      if (picture.ok) {
        addPicture(zip, pictureName(day, id), picture.value.webp, at);
        pictures += 1;
      } else {
        missing.push(pictureName(day, id));
        why ??= picture.problem;
      }
      if (bytes > mostBytes) return fail(tooLarge);
      tell();
    }
  }
  if (read.length === 0 && why !== null) return fail(why);
  const about = Object.entries({ ...setting.about, exported_utc: utcText(setting.now) });
  addText(zip, 'about.csv', formatCsv(['what', 'value'], about), setting.now);
  if (choice.json) addText(zip, 'export.json', exportJson(read, setting.now), setting.now);
  const tables = choice.csv ? exportCsv(read, await answersTo(source, read)) : [];
  if (signal.aborted) return null;
  for (const { name, text } of tables) addText(zip, name, text, setting.now);
  if (missing.length > 0) addText(zip, 'missing.txt', `${missing.join('\n')}\n`, setting.now);
  zip.end();
  if (broken !== null) throw broken;
  const missingDays = days.length - read.length;
  return ok({ parts, pictures, missingDays, missingPictures: missing.length - missingDays, why });
}

/** Asked for where an entry asks for one; null: they cannot be read. */
async function answersTo(source: ExportSource, days: readonly ExportedDay[]): Promise<readonly KnownAnswer[] | null> {
  const said = days.flatMap(({ records }) =>
    records.filter((record) => record.kind === 'manual' || record.kind === 'correction'),
  );
  if (!asksForAnswers(said.map(({ needsApproval }) => ({ needsApproval, isTakenBack: false })))) return [];
  const read = await source.answers();
  return read.ok ? read.value.answers : null;
}

const tooLarge = problem('export-too-large');

function addText(zip: Zip, name: string, text: string, at: Instant): void {
  const file = new ZipDeflate(name, { level: 6 });
  file.mtime = at;
  zip.add(file);
  file.push(new TextEncoder().encode(text), true);
}

/** WebP is compressed already. */
function addPicture(zip: Zip, name: string, base64: string, at: number): void {
  const file = new ZipPassThrough(name);
  file.mtime = at;
  zip.add(file);
  file.push(
    Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)),
    true,
  );
}
