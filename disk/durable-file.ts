import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';

/**
 * Writes a file so that after a crash at any moment it is there whole or not at all: temporary file, fsync, rename, fsync
 * of the folder. Readable by its owner only. A full or read-only disk is a problem, not an exception.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<Result<void>> {
  const temporary = `${path}.tmp`;
  try {
    // A leftover of a crash, or something that was put there: never written into, whatever its mode and wherever it leads.
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    return fail(diskProblem(error, dirname(path)));
  }
}

/** Makes the removal or renaming of files in `folder` durable. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync of folders; its rename is durable with the file.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code that the system gives an error, such as ENOENT; empty where it gives none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What a failed write means for a person. */
export function diskProblem(error: unknown, folder: string) {
  const code = errorCode(error);
  const text = error instanceof Error ? error.message : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || /disk is full|SQLITE_FULL/i.test(text)) {
    return problem('disk-full', { folder });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return problem('disk-denied', { folder });
  }
  return problem('disk-failed', { folder, error: code || 'unknown' });
}
