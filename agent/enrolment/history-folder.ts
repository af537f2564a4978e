import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, syncFolder } from '../../disk/durable-file.ts';
import { moveFile, removeTree } from '../../disk/held-file.ts';

/** What only an enrolment's own keys open. The keys are last: a folder with them is complete. */
const parts = ['vault.db', 'vault.db-wal', 'vault.db-shm', 'objects', 'keys.age'] as const;

/**
 * Moves keys and vault of an enrolment that is over into `history-1`, `history-2` … beside them.
 * What was recorded for one organisation must not go to the next one's bucket, nor may a decision
 * hold there; and the person keeps what is theirs. The vault must be closed.
 */
export async function setAsideHistory(folder: string): Promise<Result<void>> {
  return change(folder, async () => {
    const there = parts.filter((name) => existsSync(join(folder, name)));
    if (there.length === 0) return;
    let number = 1;
    while (existsSync(join(folder, `history-${number}`, 'keys.age'))) number++;
    const aside = join(folder, `history-${number}`);
    await mkdir(aside, { recursive: true, mode: 0o700 });
    for (const name of there) await moveFile(join(folder, name), join(aside, name));
    await syncFolder(aside);
  });
}

/** Deletes keys and vault of a past enrolment; keys first: without them the rest is unreadable. */
export async function deleteHistory(folder: string): Promise<Result<void>> {
  return change(folder, async () => {
    for (const name of parts.toReversed()) await removeTree(join(folder, name));
  });
}

async function change(folder: string, work: () => Promise<void>): Promise<Result<void>> {
  try {
    if (!existsSync(folder)) return ok(undefined);
    await work();
    await syncFolder(folder);
    return ok(undefined);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}
