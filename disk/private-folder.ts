import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { errorCode } from './durable-file.ts';
import { closeWindowsFile, takeWindowsFolder } from './windows-folder.ts';
import { windowsSecurity } from './windows-security.ts';

/** Everything that others may do. */
const others = 0o077;
const sticky = 0o1000;

const isWindows = process.platform === 'win32';

interface PrivateFolderOptions {
  /** What it holds is ours too, all of it: it is narrowed and judged as well. Not for a folder that a person may use for other things. */
  readonly whole?: boolean;
}

/**
 * Makes `folder`, or takes the one that is there, so that nobody but this account can look into it, whatever the umask and whoever made it:
 * 0700, and what is in it 0600 or 0700. One that is another account's, or that everybody may write to (/tmp), is refused, and so is one
 * that holds what another account put there: such a file would be read by them whatever its mode. Links are not followed. On Windows
 * lists of rights say the same; where they cannot, the folder is refused (`folder-unprotected`). Problem codes besides: `folder-foreign`,
 * `folder-entry-foreign`, `folder-shared`, `folder-failed`, `disk-denied`, `disk-full`.
 */
export function takePrivateFolder(folder: string, { whole = true }: PrivateFolderOptions = {}): Result<void> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isWindows) return takeByRights(folder, whole);
    const link = lstatSync(folder);
    if (link.isSymbolicLink() && !isTrusted(link.uid)) return fail(foreign(folder, folder));
    const real = realpathSync(folder);
    const { mode, uid } = statSync(real);
    if (uid !== self()) return fail(foreign(folder, folder));
    if ((mode & sticky) !== 0) return fail(shared(folder));
    const wasWide = (mode & others) !== 0;
    if (wasWide) narrow(real, 0o700, constants.O_DIRECTORY);
    const found = whole ? narrowContent(real, wasWide) : null;
    return found === null ? ok(undefined) : fail(foreign(folder, found));
  } catch (error) {
    return fail(folderProblem(error, folder));
  }
}

/**
 * Makes `path` an empty file that only this account can read, or narrows the one that is there. SQLite gives its side files the mode of the
 * database, so it has to be right before the first row. A link is not followed: that throws, as does what the disk throws.
 */
export function makePrivateFile(path: string): void {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o600);
  try {
    if (isWindows) closeWindowsFile(path, windowsSecurity);
    else fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

function takeByRights(folder: string, whole: boolean): Result<void> {
  try {
    const found = takeWindowsFolder(folder, whole, windowsSecurity);
    return found === null ? ok(undefined) : fail(found);
  } catch (error) {
    // Node's own errors have a code. Windows' answers, and that it cannot be asked, have none.
    return fail(errorCode(error) === '' ? problem('folder-unprotected', { folder }) : folderProblem(error, folder));
  }
}

/** Narrows what is in `folder`, from the top down and all the way where it stood open. Answers the first thing that is another account's. */
function narrowContent(folder: string, isDeep: boolean): string | null {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined) continue;
    if (!isTrusted(entry.uid)) return path;
    const isFolder = entry.isDirectory();
    // What an administrator put there, as root, stays as it is: it is not ours to hide.
    if ((isFolder || entry.isFile()) && entry.uid === self() && (entry.mode & others) !== 0)
      narrowEntry(path, isFolder ? 0o700 : 0o600);
    const found = isFolder && isDeep && entry.uid === self() ? narrowContent(path, true) : null;
    if (found !== null) return found;
  }
  return null;
}

function narrowEntry(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    // Gone meanwhile, as a browser's own files in the same folder may be: then there is nothing to look at.
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

function narrow(path: string, mode: number, flags: number): void {
  const opened = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | flags);
  try {
    fchmodSync(opened, mode);
  } finally {
    closeSync(opened);
  }
}

/** This account, or root, who can read everything anyway. */
function isTrusted(uid: number): boolean {
  return uid === self() || uid === 0;
}

function self(): number {
  return process.geteuid?.() ?? 0;
}

function foreign(folder: string, path: string): Problem {
  return path === folder ? problem('folder-foreign', { folder }) : problem('folder-entry-foreign', { path });
}

function shared(folder: string): Problem {
  return problem('folder-shared', { folder });
}

function folderProblem(error: unknown, folder: string): Problem {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return problem('disk-full', { folder });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return problem('disk-denied', { folder });
  return problem('folder-failed', { folder, error: code || 'unknown' });
}
