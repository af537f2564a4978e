import { type ViewerId, viewerIdSchema } from '../core/ids.ts';
import { ok, type Result } from '../core/result.ts';
import type { ListedObject, ObjectStore } from './object-store.ts';

/** No viewer leaves as many with one person in a lifetime: a hundred a day for longer than two years. */
export const mostLeft = 100_000;

export interface LeftListing {
  readonly objects: readonly ListedObject[];
  /** Viewers in whose folders lie more than `mostLeft`: none of these is among `objects`. */
  readonly overfull: readonly ViewerId[];
}

/**
 * What viewers left below `folder` (`views/` or `requests/`), each in a folder of their own. Where it is too much for one listing, each viewer's folder
 * is listed for itself, so that who floods theirs hides nothing of the others; what lies in no viewer's folder is then left out. Problem codes: those
 * of the store.
 */
export async function listLeft(
  store: Pick<ObjectStore, 'list' | 'listFolders'>,
  folder: string,
  most: number,
): Promise<Result<LeftListing>> {
  const all = await store.list(folder, undefined, most);
  if (all.ok) return ok({ objects: all.value, overfull: [] });
  if (all.problem.code !== 'list-too-long') return all;
  const names = await store.listFolders(folder);
  if (!names.ok) return names;
  const objects: ListedObject[] = [];
  const overfull: ViewerId[] = [];
  for (const name of names.value) {
    const viewer = viewerIdSchema.safeParse(name);
    if (!viewer.success) continue;
    const own = await store.list(`${folder}${name}/`, undefined, most);
    // One by one: as many as these are no arguments of a call.
    if (own.ok) for (const each of own.value) objects.push(each);
    else if (own.problem.code === 'list-too-long') overfull.push(viewer.data);
    else return own;
  }
  return ok({ objects, overfull });
}
