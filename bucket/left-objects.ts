import type { UnreadReason } from '../core/day/unread-reason.ts';
import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { ListedObject, ObjectStore } from './object-store.ts';
import { isOfObject } from './sizes.ts';

/** What is left with people is a few thousand bytes; what is larger is none of it, and is not fetched. */
const largestBytes = 64 * 1024;
const atOnce = 8;
/** An object that takes longer is passed over, so that no trickle holds up the rest. */
const patienceMs = 20_000;

export interface LeftReading<T> {
  readonly store: Pick<ObjectStore, 'get'>;
  /** What the bytes of the object say, or why not. Must not throw. */
  readonly open: (object: ListedObject, bytes: Uint8Array) => Promise<T | UnreadReason>;
  readonly take: (object: ListedObject, found: T | UnreadReason) => void;
  readonly patienceMs?: number;
  /** Whether anything of the same folder is known already: then the bucket did answer once. */
  readonly isAnyKnown: boolean;
}

/**
 * Reads `objects` one by one, several at a time. What cannot be read is told with its reason and holds up nothing else. Only a bucket that answers for
 * none of them, or has stopped to, is a problem: what was read until then was taken all the same, and a later call goes on with the rest.
 */
export async function readLeft<T extends object>(
  objects: readonly ListedObject[],
  { store, open, take, patienceMs: patience = patienceMs, isAnyKnown }: LeftReading<T>,
): Promise<Result<void>> {
  const queue = objects[Symbol.iterator]();
  const passedOver: ListedObject[] = [];
  const run: Run = { isAnswered: isAnyKnown, isGivenOut: isAnyKnown, inARow: 0, last: null, outage: null };

  async function one(object: ListedObject): Promise<void> {
    if (object.bytes > largestBytes) return take(object, 'too-large');
    const got = await store.get(object.key, AbortSignal.timeout(patience));
    if (!got.ok) run.last = got.problem;
    if (!got.ok && !isAboutObject(got.problem)) {
      passedOver.push(object);
      run.inARow += 1;
      // As many as are asked for at once and one more: nothing else has been answered meanwhile.
      if (run.inARow > atOnce) run.outage = got.problem;
      return;
    }
    run.inARow = 0;
    run.isAnswered = true;
    if (got.ok || got.problem.code !== 'store-denied') run.isGivenOut = true;
    if (!got.ok) return take(object, reasonOf(got.problem));
    // The listing may have lied about the size.
    take(object, got.value.length > largestBytes ? 'too-large' : await open(object, got.value));
  }

  const lane = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true && run.outage === null; next = queue.next()) await one(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  if (run.outage !== null) return fail(run.outage);
  // A credential that may read none of them is told as that, and not as so many single refusals.
  if (run.last !== null && !(run.isAnswered && run.isGivenOut)) return fail(run.last);
  for (const object of passedOver) take(object, 'silent');
  return ok(undefined);
}

interface Run {
  /** Whether the bucket has answered about any object of this folder, and whether it gave out any. */
  isAnswered: boolean;
  isGivenOut: boolean;
  /** How many have not been answered since the last that was. */
  inARow: number;
  last: Problem | null;
  outage: Problem | null;
}

/** Whether a refusal is of this one object. Anything else may be a bucket that does not answer at all. */
function isAboutObject(problem: Problem): boolean {
  return isOfObject(problem) || ['store-denied', 'store-refused', 'store-refused-size'].includes(problem.code);
}

function reasonOf({ code }: Problem): UnreadReason {
  if (code === 'object-too-large') return 'too-large';
  return code === 'object-missing' ? 'missing' : 'refused';
}
