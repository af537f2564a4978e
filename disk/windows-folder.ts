import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Problem, problem } from '../core/problem.ts';
import type { FileSecurity } from './windows-security.ts';

/** Groups and accounts as SDDL names them: the system itself, and administrators, who can take anything over. */
const [system, administrators] = ['SY', 'BA'];

/** A file or folder's owner, and who is given anything by its list of rights; null: whoever asks, or a list that cannot be understood. */
export interface FileAccess {
  readonly owner: string;
  readonly given: readonly string[] | null;
}

/**
 * Reads a security descriptor in SDDL (learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format). What is not
 * understood counts as open to all.
 */
export function fileAccess(sddl: string): FileAccess {
  const owner = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl)?.[1] ?? '';
  const [, entries] = /D:[A-Z]*((?:\([^()]*\))*)(?=S:|$)/.exec(sddl) ?? [];
  // No list at all (`D:NO_ACCESS_CONTROL`, or none) gives everything to everybody; an empty one nothing to anybody.
  if (entries === undefined || !/^O:[^:]+(G:[^:]+)?D:/.test(sddl)) return { owner, given: null };
  const given: string[] = [];
  for (const [, entry = ''] of entries.matchAll(/\(([^()]*)\)/g)) {
    const [type = '', , , , , trustee = ''] = entry.split(';');
    if (type === 'D' || type === 'OD') continue;
    if (type !== 'A' || trustee === '') return { owner, given: null };
    given.push(trustee);
  }
  return { owner, given };
}

/**
 * What modes are elsewhere: leaves `folder`, and what is in it, to this account and the system. What is inherited from above ends
 * here, and what is inside inherits from here. Answers why that cannot be; throws what Windows answers.
 */
export function takeWindowsFolder(folder: string, whole: boolean, security: FileSecurity): Problem | null {
  const real = realpathSync(folder);
  // A whole disk is nobody's own.
  if (dirname(real) === real) return problem('folder-shared', { folder });
  const access = fileAccess(security.read(real));
  if (!ownersOf(security).includes(access.owner)) return problem('folder-foreign', { folder });
  const wasOpen = !isClosed(access, security);
  if (wasOpen && !close(real, 'OICI', security)) return problem('folder-unprotected', { folder });
  return whole ? closeContent(real, wasOpen, security) : null;
}

/** The same of one file. Throws where that cannot be. */
export function closeWindowsFile(path: string, security: FileSecurity): void {
  if (isClosed(fileAccess(security.read(path)), security) || close(path, '', security)) return;
  throw new Error('other accounts can still read it');
}

function closeContent(folder: string, isDeep: boolean, security: FileSecurity): Problem | null {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path, { throwIfNoEntry: false });
    // Gone meanwhile; and a link would be judged by what it leads to.
    if (entry === undefined || entry.isSymbolicLink()) continue;
    const access = fileAccess(security.read(path));
    if (![...ownersOf(security), system].includes(access.owner)) return problem('folder-entry-foreign', { path });
    if (!isClosed(access, security) && !close(path, entry.isDirectory() ? 'OICI' : '', security))
      return problem('folder-unprotected', { folder: path });
    const found = entry.isDirectory() && isDeep ? closeContent(path, true, security) : null;
    if (found !== null) return found;
  }
  return null;
}

/** What an administrator makes with full rights may belong to the group. */
function ownersOf(security: FileSecurity): string[] {
  return [security.self(), administrators];
}

function isClosed({ given }: FileAccess, security: FileSecurity): boolean {
  const may = [security.self(), system];
  return given?.every((trustee) => may.includes(trustee)) ?? false;
}

/** Answers whether it is closed now, by what the system then says: a disk without rights (FAT) takes the list and keeps none. */
function close(path: string, inherited: '' | 'OICI', security: FileSecurity): boolean {
  security.write(path, `D:P${[security.self(), system].map((each) => `(A;${inherited};FA;;;${each})`).join('')}`);
  return isClosed(fileAccess(security.read(path)), security);
}
