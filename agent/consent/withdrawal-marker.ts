import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Result } from '../../core/result.ts';
import { syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { watchFile } from '../policy/person-settings.ts';
import type { ConsentDecisions } from './consent-decisions.ts';

/**
 * The mark `withdrawn` in an agent's folder: everything is withdrawn, said where the keys are not at hand, such as when the program is
 * removed. Whoever finds it withdraws everything before anything else, and takes it away once that is on the disk. That it is there is
 * all that counts, not what it holds.
 */
export function markPath(folder: string): string {
  return join(folder, 'withdrawn');
}

export function isMarked(folder: string): boolean {
  return existsSync(markPath(folder));
}

/** Sets the mark, durably. */
export function mark(folder: string): Promise<Result<void>> {
  return writeDurably(markPath(folder), Buffer.from('Everything is withdrawn.\n'));
}

/** Withdraws everything where there is a mark, and takes the mark away once that is on the disk. */
export async function heedMark(
  folder: string,
  consent: Pick<ConsentDecisions, 'withdrawAll'>,
  log: (line: string) => void,
): Promise<void> {
  if (!isMarked(folder)) return;
  const withdrawn = await consent.withdrawAll('uninstall');
  if (!withdrawn.ok)
    return log(`Everything is withdrawn, and not written down yet. ${wholeText('en', withdrawn.problem)}`);
  await unmark(folder);
  log('Everything was withdrawn, as the mark in the folder says.');
}

/** Takes the mark away. Where that fails it stays, and everything is withdrawn once more. */
export async function unmark(folder: string): Promise<void> {
  try {
    await rm(markPath(folder), { force: true });
    await syncFolder(dirname(markPath(folder)));
  } catch {
    // It errs on the side of recording less.
  }
}

/** Calls `onMark` when the mark may have been set. Answers what ends the watching. */
export function watchMark(folder: string, onMark: () => void): () => void {
  return watchFile(markPath(folder), () => {
    if (isMarked(folder)) onMark();
  });
}
