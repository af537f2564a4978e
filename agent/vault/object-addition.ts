import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { createDurably, diskProblem, syncFolder } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import type { VaultDatabase } from './database.ts';
import { fileRowSchema, type NewObject } from './rows.ts';

/**
 * Puts an object into the vault, its file first and then its row, in one step with what `alongside`
 * writes: a crash between the two leaves a file that the next start removes. Where `alongside`
 * throws a `StaleLink`, nothing is kept and the problem is `link-stale`.
 */
export async function addObject(
  folder: string,
  database: VaultDatabase,
  object: NewObject,
  alongside: () => void,
): Promise<Result<void>> {
  const file = join('objects', object.day ?? 'other', object.name.replaceAll('/', '_'));
  const path = join(folder, file);
  try {
    // Never over a file that a row speaks of, since what fails below removes what was written.
    if (hasObject(database, object.key)) return fail(alreadyThere(object.name));
    const made = await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(join(made, '..'));
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
  const written = await createDurably(path, object.sealed);
  if (!written.ok) return written;
  try {
    database.transaction(() => {
      insertRow(database, object, file);
      alongside();
    });
    return ok(undefined);
  } catch (error) {
    await removeFile(path);
    if (error instanceof StaleLink) return fail(staleLink);
    return fail(diskProblem(error, folder));
  }
}

/** Whether there is an object for this key of the bucket. */
function hasObject(database: VaultDatabase, key: string): boolean {
  return database.value('SELECT 1 FROM objects WHERE key = ?', key) !== null;
}

function insertRow(database: VaultDatabase, object: NewObject, file: string): void {
  database.run(
    `INSERT INTO objects (day, kind, name, key, file, bytes, sha256, at, release_at, state, shot_id, shot_monitor, shot_width, shot_height, shot_covered, sheet)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    object.day,
    object.kind,
    object.name,
    object.key,
    file,
    object.sealed.length,
    createHash('sha256').update(object.sealed).digest('hex'),
    object.at,
    object.releaseAt,
    isVouchedFor(object.kind) ? 'hold' : 'ready',
    object.shot?.id ?? null,
    object.shot?.monitor ?? null,
    object.shot?.width ?? null,
    object.shot?.height ?? null,
    object.shot?.covered ?? null,
    object.sheet ?? null,
  );
}

/** Whether it leaves only with a link that names it. */
function isVouchedFor(kind: NewObject['kind']): boolean {
  return kind === 'activity' || kind === 'shot' || kind === 'sheet';
}

/** What a link vouches for is no longer as it was when the link was signed. */
export class StaleLink extends Error {}

function alreadyThere(name: string) {
  return problem('vault-object-exists', { name });
}

export const staleLink = problem('link-stale');

/** Removes files that no row speaks of: a crash came between the two. */
export function removeOrphans(folder: string, database: VaultDatabase): void {
  const known = new Set(database.all(fileRowSchema, 'SELECT file FROM objects'));
  // A desktop leaves files of its own in folders that somebody looked into.
  const days = readdirSync(join(folder, 'objects'), { withFileTypes: true }).filter((each) => each.isDirectory());
  for (const { name: day } of days) {
    for (const name of readdirSync(join(folder, 'objects', day))) {
      const file = join('objects', day, name);
      if (!known.has(file)) rmSync(join(folder, file), { force: true, recursive: true, maxRetries: 5 });
    }
  }
}
