import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Result } from '../../core/result.ts';
import { syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { watchFile } from '../policy/person-settings.ts';
import type { ConsentDecisions } from './consent-decisions.ts';

/**
 * The marker file `withdrawn` in an agent's folder: everything is withdrawn, said where the keys are not
 * at hand, such as when the program is removed. Whoever finds it withdraws everything before
 * anything else, and takes it away once that is on the disk. That it is there is all that counts,
 * not what it holds.
 */
export function markerPath(folder: string): string {
  return join(folder, 'withdrawn');
}

export function hasMarker(folder: string): boolean {
  return existsSync(markerPath(folder));
}

/** Writes the marker file, durably. */
export function writeMarker(folder: string): Promise<Result<void>> {
  return writeDurably(markerPath(folder), Buffer.from('Everything is withdrawn.\n'));
}

/** Withdraws everything where there is a marker file, and removes it once that is on the disk. */
export async function withdrawIfMarked(
  folder: string,
  consent: Pick<ConsentDecisions, 'withdrawAll'>,
  log: (line: string) => void,
): Promise<void> {
  if (!hasMarker(folder)) return;
  const withdrawn = await consent.withdrawAll('uninstall');
  if (!withdrawn.ok)
    return log(`Everything is withdrawn, and not written down yet. ${wholeText('en', withdrawn.problem)}`);
  await removeMarker(folder);
  log('Everything was withdrawn, as the mark in the folder says.');
}

/** Removes the marker file. Where that fails it stays, and everything is withdrawn once more. */
export async function removeMarker(folder: string): Promise<void> {
  try {
    await removeFile(markerPath(folder));
    await syncFolder(dirname(markerPath(folder)));
  } catch {
    // It errs on the side of recording less.
  }
}

/** Calls `onMarker` when the marker file may have been written. Answers what ends the watching. */
export function watchMarker(folder: string, onMarker: () => void): () => void {
  return watchFile(markerPath(folder), () => {
    if (hasMarker(folder)) onMarker();
  });
}
