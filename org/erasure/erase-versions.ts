import pMap from 'p-map';
import {
  type ObjectVersion,
  type RefusedVersion,
  removeVersions,
  type VersionStore,
} from '../../bucket/version-store.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ErasedFolder } from './erasure-folders.ts';

/** What is about to go, written down before it does: what a work that was cut off has deleted is known from it. */
export interface ErasureJournal {
  note(versions: readonly ObjectVersion[]): Promise<Result<void>>;
}

export interface EraseOptions {
  readonly store: VersionStore;
  readonly journal: ErasureJournal;
  readonly onProgress?: (removed: number, of: number, called: string) => void;
}

/** A version that is still there at the end, and why: the store's word, or null where it refused nothing and it was put since. */
export interface LeftVersion extends ObjectVersion {
  readonly code: string | null;
}

const listedAtOnce = 6;

/** Every version in these folders, with which folder it is in. */
export async function versionsIn(
  folders: readonly ErasedFolder[],
  store: Pick<VersionStore, 'list'>,
): Promise<Result<Map<ErasedFolder, ObjectVersion[]>>> {
  const listed = await pMap(folders, ({ range }) => store.list(range), { concurrency: listedAtOnce });
  const found = new Map<ErasedFolder, ObjectVersion[]>();
  for (const [at, folder] of folders.entries()) {
    const versions = listed[at];
    if (versions === undefined) continue;
    if (!versions.ok) return versions;
    const { isMeant = () => true } = folder;
    found.set(
      folder,
      versions.value.filter(({ key }) => isMeant(key)),
    );
  }
  return ok(found);
}

/**
 * Deletes everything in `steps`, one step after the other: a listing of each folder and a request
 * for each thousand versions. Then it looks once more; what is still there is answered. It can be
 * given again after any of its requests failed, and goes on.
 */
export async function eraseVersions(
  steps: readonly (readonly ErasedFolder[])[],
  options: EraseOptions,
): Promise<Result<LeftVersion[]>> {
  const refused: RefusedVersion[] = [];
  for (const step of steps) {
    const done = await eraseStep(step, options);
    if (!done.ok) return done;
    refused.push(...done.value);
  }
  const found = await versionsIn(steps.flat(), options.store);
  if (!found.ok) return found;
  const codes = new Map(refused.map((each) => [nameOf(each), each.code]));
  return ok([...found.value.values()].flat().map((each) => ({ ...each, code: codes.get(nameOf(each)) ?? null })));
}

async function eraseStep(
  folders: readonly ErasedFolder[],
  { store, journal, onProgress }: EraseOptions,
): Promise<Result<RefusedVersion[]>> {
  const found = await versionsIn(folders, store);
  if (!found.ok) return found;
  const versions = [...found.value.values()].flat();
  if (versions.length === 0) return ok([]);
  const noted = await journal.note(versions);
  if (!noted.ok) return noted;
  const called = folders.map((each) => each.called).join(', ');
  return removeVersions(store, versions, (done) => onProgress?.(done, versions.length, called));
}

export function nameOf({ key, version }: Pick<ObjectVersion, 'key' | 'version'>): string {
  return `${key}\n${version}`;
}
