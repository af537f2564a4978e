import { ok, type Result } from '../core/result.ts';
import { keysFolders } from './layout.ts';
import type { ObjectStore } from './object-store.ts';

/**
 * Two buckets as one: the keys of days lie in `keys`, all else in `content`. Who holds a copy of the content alone opens
 * nothing of it once a key is destroyed. What lies under the other's names in either of them is not looked at.
 */
export function keysApart<T extends ObjectStore>(content: T, keys: ObjectStore, prefix: string): T {
  const folders = keysFolders(prefix);
  const isKey = (key: string): boolean => folders.some((folder) => key.startsWith(folder));
  const holder = (key: string): ObjectStore => (isKey(key) ? keys : content);

  /** What lies below `of` in the one or in the other, or in both. */
  async function both<Each>(
    of: string,
    list: (store: ObjectStore) => Promise<Result<Each[]>>,
    join: (own: Each[], theirs: Each[]) => Each[],
  ): Promise<Result<Each[]>> {
    if (isKey(of)) return list(keys);
    if (!folders.some((folder) => folder.startsWith(of))) return list(content);
    const [own, theirs] = await Promise.all([list(content), list(keys)]);
    if (!own.ok) return own;
    return theirs.ok ? ok(join(own.value, theirs.value)) : theirs;
  }

  return {
    ...content,
    put: (key, body, signal) => holder(key).put(key, body, signal),
    create: (key, body, signal) => holder(key).create(key, body, signal),
    get: (key, signal) => holder(key).get(key, signal),
    list: (of, signal, most) =>
      both(
        of,
        (store) => store.list(of, signal, most),
        (own, theirs) =>
          [...own.filter(({ key }) => !isKey(key)), ...theirs.filter(({ key }) => isKey(key))].sort((a, b) =>
            a.key < b.key ? -1 : 1,
          ),
      ),
    listFolders: (of, signal) =>
      both(
        of,
        (store) => store.listFolders(of, signal),
        (own, theirs) => {
          // A folder that holds those of keys may be in both.
          const holdsKeys = (name: string) => folders.some((folder) => folder.startsWith(`${of}${name}/`));
          const names = [...own.filter((name) => !folders.includes(`${of}${name}/`)), ...theirs.filter(holdsKeys)];
          // As a store has them: in the order of prefixes, which end with a slash.
          return [...new Set(names)].sort((a, b) => (`${a}/` < `${b}/` ? -1 : 1));
        },
      ),
    close() {
      content.close();
      keys.close();
    },
  };
}
