import { toNamespacedPath } from 'node:path';

/**
 * The path for what is not Node's own file system, which does the same: Windows opens paths of more than 260 letters only in the form
 * `\\?\C:\…`. The same path elsewhere.
 */
export function longPath(path: string): string {
  return toNamespacedPath(path);
}
