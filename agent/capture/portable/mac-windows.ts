import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';

/** Which of the program's two answers: the active window, or every open one. */
export type WindowQuery = 'active' | 'all';

const longestAnswerBytes = 8 << 20;

/**
 * Asks the program that `get-windows` brings for macOS. It is started here and not by the package's
 * own code, which would start it from inside the archive that the desktop app is packed as. The
 * permission checks are off because they open system dialogs again and again; there is then no
 * address of a page, and no title unless it was allowed before. Answers what the program printed,
 * parsed as JSON.
 */
export async function askMacWindows(query: WindowQuery, program = macProgram()): Promise<unknown> {
  const given = ['--no-accessibility-permission', '--no-screen-recording-permission'];
  const { stdout } = await promisify(execFile)(program, query === 'all' ? [...given, '--open-windows-list'] : given, {
    maxBuffer: longestAnswerBytes,
    timeout: 10_000,
  });
  return JSON.parse(stdout) as unknown;
}

function macProgram(): string {
  return outsideArchive(join(dirname(createRequire(import.meta.url).resolve('get-windows')), 'main'));
}

/**
 * Where a packed file lies as a file of its own. What is inside `app.asar` can be read, but for the
 * system, which starts programs, the archive is a file and no folder.
 */
export function outsideArchive(path: string): string {
  return path.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);
}
