import { strToU8, type ZipOptions, zipSync } from 'fflate';
import type { Exported } from '../../../ipc/manager-reports.ts';

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What is saved: the one file as it is, several as one ZIP that is named after what they are about. */
export function fileToSave(
  what: Exported,
  files: readonly { readonly name: string; readonly text: string }[],
  at: number,
): ExportedFile | null {
  const [only] = files;
  if (only === undefined) return null;
  if (files.length === 1) return { name: only.name, type: typeOf(only.name), bytes: utf8(only.text) };
  const entries = files.map(({ name, text }): [string, [Uint8Array, ZipOptions]] => [
    name,
    [strToU8(text), { mtime: at }],
  ]);
  return {
    name: `plainsight-${subjectOf(what)}.zip`,
    type: 'application/zip',
    bytes: new Uint8Array(zipSync(Object.fromEntries(entries), { level: 6 })),
  };
}

function subjectOf(what: Exported): string {
  if (what.kind === 'day') return what.day;
  if (what.kind === 'period') return `${what.from}-to-${what.to}`;
  // The team's name is the organisation's own; a file system may not take all of it.
  return `team-${what.team.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')}`;
}

function typeOf(name: string): string {
  return name.endsWith('.json') ? 'application/json' : 'text/csv;charset=utf-8';
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
