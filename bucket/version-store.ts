import { ok, type Result } from '../core/result.ts';
import { keysFolders } from './layout.ts';

/** One version of an object, or a marker that hides those before it. Where a store keeps no versions there is one, `null`. */
export interface ObjectVersion {
  readonly key: string;
  readonly version: string;
  /** Of nothing but a name: the store's note that the object was deleted. */
  readonly isMarker: boolean;
  readonly bytes: number;
  /** When it was put, as the store says, in UTC ms; left out where it says none. */
  readonly modifiedAt?: number;
}

/** A version that the store did not delete, and its own word for why (`AccessDenied`: held, locked, or not allowed). */
export interface RefusedVersion extends Pick<ObjectVersion, 'key' | 'version'> {
  readonly code: string;
}

/** Keys that begin with `prefix`, greater than `after` and less than `before` where they are given, in the order of their bytes. */
export interface VersionRange {
  readonly prefix: string;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export type Versioning = 'on' | 'suspended' | 'off' | 'unknown';

/** How many versions one request deletes at most. */
export const mostRemoved = 1_000;

/**
 * The calls that destroy: deleting an object by its name alone hides it where a bucket keeps
 * versions, so each version is deleted by its own. Problem codes: those of `ObjectStore`.
 */
export interface VersionStore {
  /** Every version and marker in the range, a request for each thousand. */
  list(range: VersionRange, signal?: AbortSignal): Promise<Result<ObjectVersion[]>>;
  /** Deletes these, of which there are at most `mostRemoved`, in one request a bucket; answers those that the store refused. What is not there is none of them. */
  remove(
    versions: readonly Pick<ObjectVersion, 'key' | 'version'>[],
    signal?: AbortSignal,
  ): Promise<Result<RefusedVersion[]>>;
  /** Whether each bucket keeps versions, as it says of itself; the content's first. */
  versioning(signal?: AbortSignal): Promise<Result<Versioning[]>>;
  close(): void;
}

/** Deletes them a request's worth at a time, and answers what the store refused. `onRemoved` is told how many have been asked for. */
export async function removeVersions(
  store: Pick<VersionStore, 'remove'>,
  versions: readonly Pick<ObjectVersion, 'key' | 'version'>[],
  onRemoved?: (done: number) => void,
): Promise<Result<RefusedVersion[]>> {
  const refused: RefusedVersion[] = [];
  for (let at = 0; at < versions.length; at += mostRemoved) {
    const removed = await store.remove(versions.slice(at, at + mostRemoved));
    if (!removed.ok) return removed;
    refused.push(...removed.value);
    onRemoved?.(Math.min(at + mostRemoved, versions.length));
  }
  return ok(refused);
}

/** Two buckets as one, as `keysApart` makes them. A range lies in one of them. */
export function versionsApart(content: VersionStore, keys: VersionStore, prefix: string): VersionStore {
  const folders = keysFolders(prefix);
  const isKey = (key: string): boolean => folders.some((folder) => key.startsWith(folder));
  return {
    list: (range, signal) => (isKey(range.prefix) ? keys : content).list(range, signal),
    async remove(versions, signal) {
      const [ofKeys, others] = [versions.filter(({ key }) => isKey(key)), versions.filter(({ key }) => !isKey(key))];
      const first = ofKeys.length === 0 ? ok([]) : await keys.remove(ofKeys, signal);
      if (!first.ok || others.length === 0) return first;
      const rest = await content.remove(others, signal);
      return rest.ok ? ok([...first.value, ...rest.value]) : rest;
    },
    async versioning(signal) {
      const [own, theirs] = await Promise.all([content.versioning(signal), keys.versioning(signal)]);
      if (!own.ok) return own;
      return theirs.ok ? ok([...own.value, ...theirs.value]) : theirs;
    },
    close() {
      content.close();
      keys.close();
    },
  };
}
