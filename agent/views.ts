import { leftBy, viewsFolder } from '../bucket/layout.ts';
import type { ListedObject, ObjectStore } from '../bucket/object-store.ts';
import type { PersonId } from '../core/ids.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type SeenView, seenViewSchema, type Views } from '../ipc/employee.ts';
import { type Identity, openWith } from '../seal/age.ts';
import { type PublicKey, publicKeySchema } from '../seal/signing.ts';
import { readReceipt } from '../seal/view-receipt.ts';

export interface ViewsReaderOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly person: PersonId;
  /** The person's own: receipts are sealed to it. */
  readonly identity: Identity;
  /** The organisation's: it vouches for each viewer who signs a receipt. */
  readonly organisationKey: string;
}

const atMost = 100;
const atOnce = 8;
/** A receipt is a few thousand bytes at most; what is larger is none, and is not fetched. */
const largestBytes = 64 * 1024;

/** Who looked at the person's days, from the receipts in the bucket. What was opened once stays in memory. */
export class ViewsReader {
  readonly #options: ViewsReaderOptions;
  readonly #organisationKey: PublicKey;
  readonly #opened = new Map<string, SeenView>();

  constructor(options: ViewsReaderOptions) {
    this.#options = options;
    this.#organisationKey = publicKeySchema.parse(options.organisationKey);
  }

  /**
   * The latest 100 receipts by the bucket's clock, newest first by their own. Receipts that cannot be read are counted. Where
   * the bucket does not answer for every one of them there is a problem (`views-denied`, `views-unreadable`), never a part.
   */
  async read(): Promise<Result<Views>> {
    const { store, prefix, person } = this.#options;
    const listed = await store.list(viewsFolder(prefix, person));
    if (!listed.ok) return fail(unreadBecause(listed.problem));
    const latest = listed.value.toSorted((a, b) => b.modifiedAt - a.modifiedAt).slice(0, atMost);
    const views: SeenView[] = [];
    const queue = [...latest];
    let refusal: Problem | null = null;
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && refusal === null; next = queue.shift()) {
        const view = await this.#view(next);
        if (!view.ok) refusal = view.problem;
        else if (view.value !== null) views.push(view.value);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    if (refusal !== null) return fail(unreadBecause(refusal));
    return ok({
      views: views.sort((a, b) => b.at - a.at),
      unreadable: latest.length - views.length,
      older: listed.value.length - latest.length,
    });
  }

  /** The receipt, or null where what lies there is none that this person can read. */
  async #view({ key, bytes }: ListedObject): Promise<Result<SeenView | null>> {
    const known = this.#opened.get(key);
    if (known !== undefined) return ok(known);
    if (bytes > largestBytes) return ok(null);
    const sealed = await this.#options.store.get(key);
    if (!sealed.ok) return sealed.problem.code === 'object-missing' ? ok(null) : sealed;
    const opened = await openWith(this.#options.identity, sealed.value);
    const view = opened === null ? null : this.#receipt(key, opened);
    if (view !== null) this.#opened.set(key, view);
    return ok(view);
  }

  #receipt(key: string, opened: Uint8Array): SeenView | null {
    const read = readReceipt(opened, this.#organisationKey);
    // Another person's receipt that was moved here says nothing about this person's days.
    if (read === null || read.receipt.person !== this.#options.person) return null;
    const name = leftBy(viewsFolder(this.#options.prefix, this.#options.person), key);
    if (name?.id !== read.receipt.id || name.viewer !== read.receipt.viewer) return null;
    const view = seenViewSchema.safeParse({ ...read.receipt, viewer: read.name });
    return view.success ? view.data : null;
  }
}

function unreadBecause({ code, what, remedy }: Problem): Problem {
  if (code !== 'store-denied') return problem('views-unreadable', `Who looked cannot be read now. ${what}`, remedy);
  return problem(
    'views-denied',
    'Who looked cannot be read now: this bucket does not let this computer read it.',
    'Ask your organisation who looked, or ask it to let this computer read your receipts.',
  );
}
