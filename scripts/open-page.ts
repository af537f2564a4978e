import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { writeDurably } from '../disk/durable-file.ts';

/** In the data folder, while there is a page to open. */
export const pageFile = 'open.html';

interface Opener {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The person's own: what their browser saves follows it, not ours. */
  readonly umask: number;
}

/**
 * Opens the page in the person's browser, by way of a file that only they can read: the address holds the page's token,
 * and every user of the computer sees what stands on a command line.
 */
export async function openPage(page: string, folder: string, { env, platform, umask }: Opener): Promise<void> {
  const file = join(folder, pageFile);
  const html = `<!doctype html><meta http-equiv="refresh" content="0;url=${page}"><title>Plainsight</title>`;
  if (!(await writeDurably(file, Buffer.from(html))).ok) return;
  const { program, args, env: own, verbatim } = openerOf(file, platform);
  const ours = process.umask(umask);
  // Where there is no such program the address that was printed is enough.
  spawn(program, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...env, ...own },
    windowsVerbatimArguments: verbatim ?? false,
    windowsHide: true,
  })
    .on('error', () => {})
    .unref();
  process.umask(ours);
}

/**
 * What opens a file in the program that the person chose for it. On Windows its path is no part of the command: `cmd` would take
 * the `&` of an account's name for the end of one command and the rest for another, and `%` for a variable. It puts in what is
 * between `!` once it has read the line.
 */
export function openerOf(
  file: string,
  platform: NodeJS.Platform,
): {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly verbatim?: boolean;
} {
  if (platform === 'darwin') return { program: 'open', args: [file] };
  if (platform !== 'win32') return { program: 'xdg-open', args: [file] };
  const args = ['/d', '/v:on', '/c', 'start "" "!PLAINSIGHT_PAGE!"'];
  return { program: 'cmd', args, env: { PLAINSIGHT_PAGE: file }, verbatim: true };
}
