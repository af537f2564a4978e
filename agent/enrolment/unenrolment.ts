import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, errorCode, syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { forgetEnrolment } from './enrolled-file.ts';
import { deleteHistory, setAsideHistory } from './history-folder.ts';

/** The file `leaving`: says until unenrolling is done whether the history goes too. */
export function unenrolmentPath(folder: string): string {
  return join(folder, 'leaving');
}

const removes = 'The history is removed.\n';
const keeps = 'The history is kept.\n';

/** Notes that the person leaves. From then on every start ends what was begun. */
export function beginUnenrolment(folder: string, removeHistory: boolean): Promise<Result<void>> {
  return writeDurably(unenrolmentPath(folder), Buffer.from(removeHistory ? removes : keeps));
}

/** Forgets the enrolment; deletes or moves the history. Close the vault before. */
export async function unenrolFolder(folder: string, removeHistory: boolean): Promise<Result<void>> {
  const forgotten = await forgetEnrolment(folder);
  if (!forgotten.ok) return forgotten;
  const left = await (removeHistory ? deleteHistory(folder) : setAsideHistory(folder));
  if (!left.ok) return left;
  try {
    await removeFile(unenrolmentPath(folder));
    await syncFolder(folder);
    return ok(undefined);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}

/** Ends an interrupted unenrolment. What does not clearly ask for removal keeps the history. */
export async function finishUnenrolment(folder: string): Promise<Result<void>> {
  try {
    const said = await readFile(unenrolmentPath(folder), 'utf8');
    return unenrolFolder(folder, said === removes);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(undefined);
    return fail(diskProblem(error, folder));
  }
}
