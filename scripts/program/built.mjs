// The command as the build made it (`scripts/program/build-program.ts`), if it was made from what lies here now. Plain JavaScript on
// whatever Node is there: cli/plainsight.mjs asks.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What it is made from. */
export const commandFrom = [
  ...['core', 'ffi', 'disk', 'messages', 'ipc', 'seal', 'bucket', 'agent', 'viewer', 'org'],
  ...['administrator', 'web', 'cli'],
  ...['scripts/program', 'scripts/package/package-contents.ts', 'package-lock.json'],
];

/** Its file; null where none was built, or from anything else than this: then the sources run. */
export function builtCommand(root) {
  try {
    const isCurrent = readFileSync(markOf(root, 'cli'), 'utf8') === hashOf(root, commandFrom);
    return isCurrent ? join(root, 'out', 'cli', 'plainsight.js') : null;
  } catch {
    return null;
  }
}

/** Where a part of out/ says what it was made from. It lies inside the part's own folder, so that whoever removes the folder removes it. */
export function markOf(root, part) {
  return join(root, 'out', part, '.made-from');
}

/** A hash over the names and contents of all files under `sources` (paths relative to `root`); missing ones count as empty. */
export function hashOf(root, sources) {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesUnder(root, source))
      hash.update(`${file}\0`).update(
        createHash('sha256')
          .update(readFileSync(join(root, file)))
          .digest(),
      );
  return hash.digest('hex');
}

function filesUnder(root, source) {
  const found = statSync(join(root, source), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
