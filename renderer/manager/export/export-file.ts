import { strToU8, type ZipOptions, zipSync } from 'fflate';
import { formatCsv } from '../../../core/reports/csv.ts';
import { utcText } from '../../../core/time/local-time.ts';
import type { Exported } from '../../../ipc/manager-reports.ts';
import { type ExportSubject, fileWord } from './export-subject.ts';

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface TextFile {
  readonly name: string;
  readonly text: string;
}

/**
 * What is saved: one JSON file as it is, else a ZIP. In either stands whom it is about, for whom it
 * was made and when: a file goes on without the page that it came from.
 */
export function fileToSave(
  what: Exported,
  files: readonly TextFile[],
  subject: ExportSubject,
  at: number,
): ExportedFile | null {
  const [only] = files;
  if (only === undefined) return null;
  const about = aboutOf(what, subject, at);
  const name = `plainsight-${subjectOf(what, subject, at)}-${kindOf(what, only)}`;
  if (files.length === 1 && only.name.endsWith('.json')) {
    const text = JSON.stringify({ about, ...(JSON.parse(only.text) as object) }, null, 1);
    return { name: `${name}.json`, type: 'application/json', bytes: new Uint8Array(strToU8(`${text}\n`)) };
  }
  const table = { name: 'about.csv', text: formatCsv(['what', 'value'], Object.entries(about)) };
  const entries = [table, ...files].map((each): [string, [Uint8Array, ZipOptions]] => [
    each.name,
    [strToU8(each.text), { mtime: at }],
  ]);
  return {
    name: `${name}.zip`,
    type: 'application/zip',
    bytes: new Uint8Array(zipSync(Object.fromEntries(entries), { level: 6 })),
  };
}

function aboutOf(what: Exported, { name, organisation, viewer, zone }: ExportSubject, at: number) {
  const span =
    what.kind === 'day'
      ? { from: what.day, to: what.day }
      : what.kind === 'period'
        ? { from: what.from, to: what.to }
        : {};
  const whom = what.kind === 'team' ? { team: name } : { person: name };
  return { ...whom, organisation, ...span, zone, viewer, exported_utc: utcText(at) };
}

/** Forty people make forty names. */
function subjectOf(what: Exported, { name, shortId }: ExportSubject, at: number): string {
  if (what.kind === 'team') return `team-${fileWord(name)}-${utcText(at).slice(0, 10)}`;
  const who = [fileWord(name), shortId].filter((part) => part !== null).join('-');
  return `${who}-${what.kind === 'day' ? what.day : `${what.from}-to-${what.to}`}`;
}

function kindOf(what: Exported, { name }: TextFile): string {
  if (name.endsWith('.csv')) return 'tables';
  return what.kind === 'day' ? 'records' : 'sums';
}
