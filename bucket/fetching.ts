import pMap from 'p-map';
import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { ObjectStore } from './object-store.ts';
import { isOfObject } from './sizes.ts';

const atOnce = 8;

/**
 * The objects called `names` by name, each under the key that `keyOf` answers; null for one that is missing, empty for one that is too large or archived. Any other failure fails the whole:
 * nothing is taken for absent. What `keep` answers is kept of each: whoever can write into the bucket can put any number of large objects there, which
 * together would fill memory.
 */
export async function fetchAll(
  store: ObjectStore,
  keyOf: (name: string) => string,
  names: readonly string[],
  keep: (name: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes,
): Promise<Result<Map<string, Uint8Array | null>>> {
  let stop: Problem | null = null;
  const found = new Map<string, Uint8Array | null>();
  await pMap(
    names,
    async (name) => {
      if (stop !== null) return;
      const got = await store.get(keyOf(name));
      if (got.ok) found.set(name, keep(name, got.value));
      else if (isOfObject(got.problem)) found.set(name, ofNothing(got.problem));
      else stop = got.problem;
    },
    { concurrency: atOnce },
  );
  return stop === null ? ok(found) : fail(stop);
}

/**
 * One object, null when it is missing, empty when it is too large or archived. AWS and its like deny a missing object to
 * whoever may list it under one prefix alone, as every viewer: then a listing of that very key tells.
 */
export async function fetchOne(store: ObjectStore, key: string): Promise<Result<Uint8Array | null>> {
  const got = await store.get(key);
  if (got.ok) return got;
  if (isOfObject(got.problem)) return ok(ofNothing(got.problem));
  if (got.problem.code !== 'store-denied') return got;
  const listed = await store.list(key);
  return listed.ok && !listed.value.some((each) => each.key === key) ? ok(null) : got;
}

/** Null for what is missing. What is too large to be ours, or not given out, is as good as empty: nothing that is checked is that. */
function ofNothing({ code }: Problem): Uint8Array | null {
  return code === 'object-missing' ? null : new Uint8Array();
}

/** The values of all, or the first problem. */
export function together<T>(results: readonly Result<T>[]): Result<T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}
