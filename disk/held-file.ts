import { rename, rm, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** What Windows answers while another program has a file open, and also where it really may not be: only time tells. */
const heldCodes = ['EPERM', 'EACCES', 'EBUSY', 'ENOTEMPTY'];

/** Virus scanners and indexers look at what was just written for some milliseconds, backups for longer. Two seconds in all. */
const usualWaitsMs = [10, 20, 40, 80, 150, 300, 600, 800];

export interface HeldOptions {
  readonly platform?: NodeJS.Platform;
  readonly waitsMs?: readonly number[];
}

/** Does `work`, on Windows again and again for a while where another program may hold the file. Rejects with its last error. */
export async function whileHeld<T>(
  work: () => Promise<T>,
  { platform = process.platform, waitsMs = usualWaitsMs }: HeldOptions = {},
): Promise<T> {
  for (const ms of platform === 'win32' ? waitsMs : [])
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && heldCodes.includes(String(error.code)))) throw error;
      await wait(ms);
    }
  return work();
}

/** Renames a file or folder, over a file that is there. */
export function moveFile(from: string, to: string): Promise<void> {
  return whileHeld(() => rename(from, to));
}

/** Removes a file; one that is not there is no failure. */
export function removeFile(path: string): Promise<void> {
  return whileHeld(async () => {
    try {
      // Mostly enough, and unlike `rm` not on the main thread.
      await unlink(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) await rm(path, { force: true });
    }
  });
}

/** Removes a file, or a folder with all in it. */
export function removeTree(path: string): Promise<void> {
  return whileHeld(() => rm(path, { force: true, recursive: true }));
}
