import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '../../../core/ids.ts';
import type { VaultDatabase } from '../database.ts';

/** In a condition on `objects`: those of a day's pictures, their key too, whose name it takes. */
export const ofPictures = "(kind IN ('shot', 'sheet') OR kind = 'key' AND name = ?)";

/** Removes all rows of a day, or of those before it, but the objects. The months that name them are then put anew, without them. */
export function forgetDays(database: VaultDatabase, which: 'day = ?' | 'day < ?', day: Day): void {
  for (const table of ['journal', 'days', 'closed_days']) database.run(`DELETE FROM ${table} WHERE ${which}`, day);
}

/** The name of a folder would say that there was such a day; what a desktop put there keeps it. */
export async function removeDayFolders(folder: string, days: readonly Day[]): Promise<void> {
  for (const day of days) await rmdir(join(folder, 'objects', day)).catch(() => undefined);
}
