import { win32 } from 'node:path';
import { closeHandle, openProcess, queryLimited } from '../../capture/windows/api/kernel32.ts';
import { executableOf } from '../../capture/windows/windows/program-names.ts';
import type { BrowserProcess } from '../browser-process.ts';
import {
  basicInformation,
  basicInformationBytes,
  getProcessTimes,
  parentAt,
  queryInformationProcess,
} from './pipe-api.ts';

interface StartedProcess {
  readonly parent: number;
  /** In units of 100 ns. */
  readonly startedAt: bigint;
}

/** A browser starts a script, and some start a shell for it that starts another one. */
const mostShells = 3;

/**
 * Whom a native host speaks for: the program that started it, past the shell that runs its script. Null
 * where that has ended, or cannot be asked.
 */
export function browserBehind(processId: number): BrowserProcess | null {
  let child = startOf(processId);
  for (let shells = 0; child !== null && child.parent !== 0 && shells <= mostShells; shells++) {
    const pid = child.parent;
    const parent = startOf(pid);
    // Windows gives the number of a program that has ended to the next one.
    if (parent === null || parent.startedAt > child.startedAt) return null;
    const program = executableOf(pid)?.toLowerCase();
    if (program === undefined) return null;
    if (!isShell(program)) return { pid, program };
    child = parent;
  }
  return null;
}

function startOf(processId: number): StartedProcess | null {
  const process = openProcess(queryLimited, 0, processId);
  if (process === 0) return null;
  try {
    const basic = Buffer.alloc(basicInformationBytes);
    const [started, ended, kernel, user] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)];
    if (queryInformationProcess(process, basicInformation, basic, basic.length, null) !== 0) return null;
    if (getProcessTimes(process, started, ended, kernel, user) === 0) return null;
    return { parent: Number(basic.readBigUInt64LE(parentAt)), startedAt: started.readBigUInt64LE() };
  } finally {
    closeHandle(process);
  }
}

/** The system's own, for programs of either width. */
function isShell(program: string): boolean {
  const windows = process.env.SystemRoot ?? 'C:\\Windows';
  return ['system32', 'syswow64'].some((each) => win32.join(windows, each, 'cmd.exe').toLowerCase() === program);
}
