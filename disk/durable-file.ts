import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { moveFile, removeFile } from './held-file.ts';

/**
 * Writes a file so that after a crash at any moment it is there whole or not at all: temporary file, fsync, rename, fsync
 * of the folder. Readable by its owner only. A full or read-only disk is a problem, not an exception.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<Result<void>> {
  const temporary = `${path}.tmp`;
  try {
    // A leftover of a crash, or something that was put there: never written into, whatever its mode and wherever it leads.
    await removeFile(temporary);
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await moveFile(temporary, path);
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    await removeFile(temporary).catch(() => {});
    return fail(diskProblem(error, dirname(path)));
  }
}

/**
 * Writes a file durably where nothing is, or what a crash left there. For files that count only once something else names them: what
 * is half-written is never read, so it needs no other name first, and the disk journals it once.
 */
export async function createDurably(path: string, bytes: Uint8Array): Promise<Result<void>> {
  try {
    const file = await openNew(path);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    await removeFile(path).catch(() => {});
    return fail(diskProblem(error, dirname(path)));
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    // Never written into, whatever its mode and wherever it leads.
    await removeFile(path);
    return open(path, 'wx', 0o600);
  }
}

/**
 * Makes the removal or renaming of files in `folder` durable. Windows syncs a folder only for who may write to it; where it does not
 * let even those (a share), the order of what it journals has to do.
 */
export async function syncFolder(folder: string): Promise<void> {
  const isWindows = process.platform === 'win32';
  try {
    const handle = await open(folder, isWindows ? constants.O_RDWR : constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(isWindows && ['EPERM', 'EACCES', 'EISDIR', 'EINVAL'].includes(errorCode(error)))) throw error;
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
