import pMap from 'p-map';
import type { z } from 'zod';
import type { PersonId, ViewerId } from '../core/ids.ts';
import type { UnreadReason } from '../core/organisation/unread-reason.ts';
import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, openWith } from '../seal/age.ts';
import type { Signers } from '../seal/signing.ts';
import { readViewerWord, type ViewerWord } from '../seal/viewer-word.ts';
import { leftBy } from './layout.ts';
import { type LeftListing, listLeft, mostLeft } from './left-listing.ts';
import type { ListedObject, PrefixedStore } from './object-store.ts';
import { isOfObject } from './sizes.ts';

/** What is left with people is a few thousand bytes; what is larger is none of it, and is not fetched. */
const largestBytes = 64 * 1024;
const atOnce = 8;
/** An object that takes longer is passed over, so that no trickle holds up the rest. */
const usualPatienceMs = 20_000;

/** Whose objects are read, and who may have written them. */
export interface LeftOptions extends PrefixedStore {
  readonly person: PersonId;
  /** The person's own, or a viewer's to whom they are sealed too. */
  readonly identity: Identity;
  /** Who may have vouched for a viewer who signs one: everybody who ever signed for the organisation, since what was left stays. */
  readonly signers: () => Signers;
  readonly patienceMs?: number;
  /** How many objects of one viewer are listed at most. */
  readonly mostLeft?: number;
}

/** What a viewer signed, what the organisation calls them, and the object as it lay in the bucket. */
export interface LeftWord<T> {
  readonly said: T;
  readonly name: string;
  readonly sealed: Uint8Array;
}

/** Reads what viewers left with one person below `folder`: receipts of views, or answers. Everybody who may read them does it by this. */
export class LeftReader<T extends ViewerWord> {
  readonly #options: LeftOptions;
  readonly #folder: string;
  readonly #schema: z.ZodType<T>;

  constructor(options: LeftOptions, folder: string, schema: z.ZodType<T>) {
    this.#options = options;
    this.#folder = folder;
    this.#schema = schema;
  }

  list(): Promise<Result<LeftListing>> {
    return listLeft(this.#options.store, this.#folder, this.#options.mostLeft ?? mostLeft);
  }

  /** In which viewer's folder an object lies; null: in none. */
  viewerOf(key: string): ViewerId | null {
    return leftBy(this.#folder, key)?.viewer ?? null;
  }

  /** What the bytes of an object say, once it was checked that a viewer of the organisation left it with this person under this name. */
  async open({ key }: Pick<ListedObject, 'key'>, sealed: Uint8Array): Promise<LeftWord<T> | UnreadReason> {
    const { identity, signers, person } = this.#options;
    const opened = await openWith(identity, sealed);
    const read = opened === null ? null : readViewerWord(opened, this.#schema, signers());
    // Another person's that was moved here says nothing about this person.
    if (read === null || read.said.person !== person) return 'foreign';
    const name = leftBy(this.#folder, key);
    return name?.id === read.said.id && name.viewer === read.said.viewer ? { ...read, sealed } : 'copy';
  }

  /**
   * Reads `objects` one by one, several at a time. What cannot be read is told to `take` with its reason and holds up nothing else. Only a bucket that
   * answers for none of them, or has stopped to, is a problem: what was read until then was taken all the same, and a later call goes on with the
   * rest. `isAnyKnown`: the bucket has given out something of the folder before.
   */
  async read(
    objects: readonly ListedObject[],
    isAnyKnown: boolean,
    take: (object: ListedObject, found: LeftWord<T> | UnreadReason) => void,
  ): Promise<Result<void>> {
    const { store, patienceMs = usualPatienceMs } = this.#options;
    const passedOver: ListedObject[] = [];
    /** Whether the bucket has answered about any object of this folder, and whether it gave out any. */
    let isAnswered = isAnyKnown;
    let isGivenOut = isAnyKnown;
    /** How many have not been answered since the last that was. */
    let inARow = 0;
    let last: Problem | null = null;
    let outage: Problem | null = null;

    const readOne = async (object: ListedObject): Promise<void> => {
      if (outage !== null) return;
      if (object.bytes > largestBytes) return take(object, 'too-large');
      const got = await store.get(object.key, AbortSignal.timeout(patienceMs));
      if (!got.ok) last = got.problem;
      if (!got.ok && !isAboutObject(got.problem)) {
        passedOver.push(object);
        inARow += 1;
        // As many as are asked for at once and one more: nothing else has been answered meanwhile.
        if (inARow > atOnce) outage = got.problem;
        return;
      }
      inARow = 0;
      isAnswered = true;
      if (got.ok || got.problem.code !== 'store-denied') isGivenOut = true;
      if (!got.ok) return take(object, reasonOf(got.problem));
      // The listing may have lied about the size.
      take(object, got.value.length > largestBytes ? 'too-large' : await this.open(object, got.value));
    };

    await pMap(objects, readOne, { concurrency: atOnce });
    if (outage !== null) return fail(outage);
    // A credential that may read none of them is told as that, and not as so many single refusals.
    if (last !== null && !(isAnswered && isGivenOut)) return fail(last);
    for (const object of passedOver) take(object, 'silent');
    return ok(undefined);
  }
}

/** Whether a refusal is of this one object. Anything else may be a bucket that does not answer at all. */
function isAboutObject(problem: Problem): boolean {
  return isOfObject(problem) || ['store-denied', 'store-refused', 'store-refused-size'].includes(problem.code);
}

function reasonOf({ code }: Problem): UnreadReason {
  if (code === 'object-too-large') return 'too-large';
  return code === 'object-missing' ? 'missing' : 'refused';
}
