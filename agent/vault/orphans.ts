import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Removes files that no row speaks of: a crash came between the two. */
export function removeOrphans(folder: string, database: DatabaseSync): void {
  const known = new Set(
    database
      .prepare('SELECT file FROM objects')
      .all()
      .map((row) => String(row.file)),
  );
  // A desktop leaves files of its own in folders that somebody looked into.
  const days = readdirSync(join(folder, 'objects'), { withFileTypes: true }).filter((each) => each.isDirectory());
  for (const { name: day } of days) {
    for (const name of readdirSync(join(folder, 'objects', day))) {
      const file = join('objects', day, name);
      if (!known.has(file)) rmSync(join(folder, file), { force: true, recursive: true });
    }
  }
}
