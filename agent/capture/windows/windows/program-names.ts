import { win32 } from 'node:path';
import { LRUCache } from 'lru-cache';
import { copyOf } from '../../../../ffi/memory.ts';
import { cleanAppId, cleanText } from '../../window-text.ts';
import { closeHandle, openProcess, queryFullProcessImageName, queryLimited } from '../api/kernel32.ts';
import { getFileVersionInfo, getFileVersionInfoSize, verQueryValue } from '../api/version.ts';

/** A program, as rules and people know it. `unknown` where the system does not tell. */
export interface ProgramName {
  /** The name of its file, lower case, without `.exe`. */
  readonly appId: string;
  /** What its file calls itself, as the task manager shows it; else the name of the file. */
  readonly appName: string;
}

export const unknownProgram: ProgramName = { appId: 'unknown', appName: 'unknown' };

/** UTF-16 units of the longest path that the system has. */
const longestPath = 32_767;
const path = Buffer.alloc(2 * longestPath);
const four = Buffer.alloc(4);

/** The path of a process' program; null: it may not be asked (a protected one), or has ended. */
export function executableOf(processId: number): string | null {
  const process = openProcess(queryLimited, 0, processId);
  if (process === 0) return null;
  try {
    four.writeUInt32LE(longestPath);
    if (queryFullProcessImageName(process, 0, path, four) === 0) return null;
    return path.toString('utf16le', 0, 2 * four.readUInt32LE());
  } finally {
    closeHandle(process);
  }
}

/** Files are read once: what a program calls itself does not change while it runs. */
const programs = new LRUCache<string, ProgramName>({ max: 500 });

export function programAt(executable: string | null): ProgramName {
  if (executable === null) return unknownProgram;
  const known = programs.get(executable);
  if (known !== undefined) return known;
  const file = win32.basename(executable).replace(/\.exe$/i, '');
  const appName = cleanText(descriptionOf(executable) ?? '') || cleanText(file) || 'unknown';
  const program: ProgramName = { appId: cleanAppId(file), appName };
  programs.set(executable, program);
  return program;
}

/** Languages whose texts are there without being listed: English (Unicode, Latin-1) and none. */
const usualLanguages = ['040904b0', '040904e4', '000004b0'];

/** FileDescription of a file's version resource, in the first language that has one. */
function descriptionOf(executable: string): string | null {
  const bytes = getFileVersionInfoSize(executable, four);
  if (bytes === 0) return null;
  const resource = Buffer.alloc(bytes);
  if (getFileVersionInfo(executable, 0, bytes, resource) === 0) return null;
  const translations = valueIn(resource, '\\VarFileInfo\\Translation', 1) ?? Buffer.alloc(0);
  const listed = Array.from({ length: Math.floor(translations.length / 4) }, (_, index) => {
    const [language, codePage] = [translations.readUInt16LE(4 * index), translations.readUInt16LE(4 * index + 2)];
    return hex(language) + hex(codePage);
  });
  for (const language of [...listed, ...usualLanguages]) {
    const text = valueIn(resource, `\\StringFileInfo\\${language}\\FileDescription`, 2);
    const description = text?.toString('utf16le').replace(/\0.*$/s, '').trim();
    if (description) return description;
  }
  return null;
}

function hex(number: number): string {
  return number.toString(16).padStart(4, '0');
}

const address = Buffer.alloc(8);

/** A copy of what lies there, of `unitBytes` bytes a unit; null: nothing does. */
function valueIn(resource: Buffer, place: string, unitBytes: number): Buffer | null {
  if (verQueryValue(resource, place, address, four) === 0) return null;
  const units = four.readUInt32LE();
  return units === 0 ? null : copyOf(address.readBigUInt64LE(), units * unitBytes);
}
