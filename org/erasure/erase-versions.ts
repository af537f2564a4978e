import pMap from 'p-map';
import { type ObjectVersion, removeVersions, type VersionStore } from '../../bucket/version-store.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ErasedFolder } from './erasure-folders.ts';

/** What is about to go, written down before it does: what a work that was cut off has deleted is known from it. */
export interface ErasureJournal {
  note(versions: readonly ObjectVersion[]): Promise<Result<void>>;
  /** Everything that was noted, each once. */
  noted(): Promise<Result<{ readonly versions: readonly ObjectVersion[] }>>;
}

export interface EraseOptions {
  readonly store: VersionStore;
  readonly journal: ErasureJournal;
  readonly onProgress?: (removed: number, of: number, called: string) => void;
}

/**
 * A version that is still there at the end, or that the store refused to delete, and why: the store's word, or null where it
 * refused nothing and it was put since. What was refused counts as there whatever is listed: a store could else refuse,
 * list nothing, and have it certified as erased.
 */
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
 * for each thousand versions. Then it looks once more; what is still there, or was refused, is
 * answered. It can be given again after any of its requests failed, and goes on: what was noted then
 * is asked for once more, listed or not.
 */
export async function eraseVersions(
  steps: readonly (readonly ErasedFolder[])[],
  options: EraseOptions,
): Promise<Result<LeftVersion[]>> {
  const before = await options.journal.noted();
  if (!before.ok) return before;
  const refused: LeftVersion[] = [];
  for (const step of steps) {
    const done = await eraseStep(step, before.value.versions, options);
    if (!done.ok) return done;
    refused.push(...done.value);
  }
  const found = await versionsIn(steps.flat(), options.store);
  if (!found.ok) return found;
  const left = new Map(refused.map((each) => [nameOf(each), each]));
  for (const each of [...found.value.values()].flat())
    left.set(nameOf(each), { ...each, code: left.get(nameOf(each))?.code ?? null });
  return ok([...left.values()]);
}

/** Answers what the store refused. */
async function eraseStep(
  folders: readonly ErasedFolder[],
  before: readonly ObjectVersion[],
  { store, journal, onProgress }: EraseOptions,
): Promise<Result<LeftVersion[]>> {
  const found = await versionsIn(folders, store);
  if (!found.ok) return found;
  const listed = [...found.value.values()].flat();
  const isOfStep = ({ key }: ObjectVersion): boolean => folders.some(({ range }) => key.startsWith(range.prefix));
  const versions = new Map([...before.filter(isOfStep), ...listed].map((each) => [nameOf(each), each]));
  if (versions.size === 0) return ok([]);
  if (listed.length > 0) {
    const noted = await journal.note(listed);
    if (!noted.ok) return noted;
  }
  const called = folders.map((each) => each.called).join(', ');
  const all = [...versions.values()];
  const refused = await removeVersions(store, all, (done) => onProgress?.(done, all.length, called));
  if (!refused.ok) return refused;
  return ok(
    refused.value.flatMap(({ key, version, code }) => {
      const meant = versions.get(nameOf({ key, version }));
      if (meant !== undefined) return [{ ...meant, code }];
      // A name that was not asked for as it stands here: then it is about every version of that object.
      const ofKey = all.filter((each) => each.key === key);
      const others = ofKey.length > 0 ? ofKey : [{ key, version, isMarker: false, bytes: 0 }];
      return others.map((each) => ({ ...each, code }));
    }),
  );
}

export function nameOf({ key, version }: Pick<ObjectVersion, 'key' | 'version'>): string {
  return `${key}\n${version}`;
}
