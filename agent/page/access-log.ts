import { leftBy, viewsFolder } from '../../bucket/layout.ts';
import { listLeft, mostLeft } from '../../bucket/left-listing.ts';
import { readLeft } from '../../bucket/left-objects.ts';
import type { ListedObject, ObjectStore } from '../../bucket/object-store.ts';
import type { UnreadReason } from '../../core/day/unread-reason.ts';
import type { PersonId, ViewerId } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type LookArgs, looksPage, type SeenView, type Views } from '../../ipc/employee-access-log.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { type PublicKey, publicKeySchema } from '../../seal/signing.ts';
import { readReceipt } from '../../seal/view-receipt.ts';
import type { KeptLook, ReadLook, ReceiptIndex } from '../vault/receipt-index.ts';

export interface ViewsReaderOptions {
  readonly index: ReceiptIndex;
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly person: PersonId;
  /** The person's own: receipts are sealed to it. */
  readonly identity: Identity;
  /** The organisation's: it vouches for each viewer who signs a receipt. */
  readonly organisationKey: string;
  readonly patienceMs?: number;
  /** How many receipts of one viewer are listed at most. */
  readonly mostLeft?: number;
}

/** How many receipts one call reads, so that a page shows how it goes on. */
const batch = 200;
const nothingUnreadable = { foreign: 0, copy: 0, 'too-large': 0, missing: 0, refused: 0, silent: 0 };

/**
 * Who looked at the person's days, from the receipts in the bucket: all of them, however many there are. The kind of a look stands inside what is
 * sealed, where the bucket's operator cannot read it, so each has to be opened once before it can be found by kind; the index keeps what was found.
 */
export class ViewsReader {
  readonly #options: ViewsReaderOptions;
  readonly #organisationKey: PublicKey;
  readonly #names = new Map<ViewerId, string>();
  #overfull: readonly ViewerId[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ViewsReaderOptions) {
    this.#options = options;
    this.#organisationKey = publicKeySchema.parse(options.organisationKey);
  }

  /**
   * A page of the looks that are known, after asking the bucket for more as `ask` says. Problem codes where nothing is known at all: `views-denied`,
   * `views-unreadable`; else what was known is answered with the problem beside it.
   */
  async read(args: LookArgs): Promise<Result<Views>> {
    const asked = this.#turn.then(() => this.#ask(args.ask));
    this.#turn = asked.catch(() => undefined);
    const trouble = await asked;
    const { index } = this.#options;
    const isNothingKnown = index.found({ look: null, viewer: null, day: null }) === 0;
    if (trouble !== null && isNothingKnown) return fail(trouble);
    return ok({ ...(await this.#page(args)), problem: trouble });
  }

  async #ask(ask: LookArgs['ask']): Promise<Problem | null> {
    if (ask === 'known') return null;
    const { index, store, prefix, person, patienceMs } = this.#options;
    const folder = viewsFolder(prefix, person);
    if (ask === 'again') {
      const listed = await listLeft(store, folder, this.#options.mostLeft);
      if (!listed.ok) return unreadBecause(listed.problem);
      this.#overfull = listed.value.overfull;
      index.list(folder, listed.value);
    }
    const due = index.next(batch);
    const read = await readLeft<ReadLook>(due, {
      store,
      isAnyKnown: index.wasGivenOut(),
      ...(patienceMs === undefined ? {} : { patienceMs }),
      open: (object, bytes) => this.#open(object, bytes),
      take: (object, found) => index.take(object, found),
    });
    return read.ok ? null : unreadBecause(read.problem);
  }

  async #open({ key }: ListedObject, sealed: Uint8Array): Promise<ReadLook | UnreadReason> {
    const said = await this.#receipt(key, sealed);
    if (typeof said === 'string') return said;
    const { look, day, to, at } = said.receipt;
    return { look, day, to, at, sealed };
  }

  async #receipt(key: string, sealed: Uint8Array) {
    const { identity, person, prefix } = this.#options;
    const opened = await openWith(identity, sealed);
    const read = opened === null ? null : readReceipt(opened, this.#organisationKey);
    // Another person's receipt that was moved here says nothing about this person's days.
    if (read === null || read.receipt.person !== person) return 'foreign';
    const name = leftBy(viewsFolder(prefix, person), key);
    return name?.id === read.receipt.id && name.viewer === read.receipt.viewer ? read : 'copy';
  }

  async #page({ filter, after }: LookArgs): Promise<Omit<Views, 'problem'>> {
    const { index } = this.#options;
    const kept = index.page(filter, after, looksPage + 1);
    const shown = kept.slice(0, looksPage);
    const views = await Promise.all(shown.map((each) => this.#view(each)));
    const last = shown.at(-1);
    const names = await this.#viewers();
    const total = index.total();
    return {
      views: views.filter((view) => view !== null),
      next: kept.length > looksPage && last !== undefined ? { sorted: last.sorted, key: last.key } : null,
      found: index.found(filter),
      kinds: index.kinds(),
      viewers: [...names].map(([viewer, name]) => ({ viewer, name })).sort((a, b) => (a.name < b.name ? -1 : 1)),
      unreadable: { ...nothingUnreadable, ...index.unreadable() },
      unreadableBy: index
        .unreadableBy()
        .map(([viewer, count]) => ({ name: names.get(viewer as ViewerId) ?? null, count })),
      overfull: this.#overfull.map((viewer) => ({
        name: names.get(viewer) ?? null,
        most: this.#options.mostLeft ?? mostLeft,
      })),
      gone: index.gone(),
      reading: { read: total - index.left(), total },
    };
  }

  async #view({ key, sealed, modifiedAt }: KeptLook): Promise<SeenView | null> {
    const said = await this.#receipt(key, sealed);
    if (typeof said === 'string') return null;
    const { at, look, day, to, reason, detail } = said.receipt;
    return { at, look, day, to, reason, detail, viewer: said.name, arrivedAt: modifiedAt > 0 ? modifiedAt : null };
  }

  /** Names stand in receipts and nowhere else, so one of each viewer is opened. */
  async #viewers(): Promise<ReadonlyMap<ViewerId, string>> {
    for (const { viewer, newest } of this.#options.index.viewers()) {
      if (this.#names.has(viewer)) continue;
      const view = await this.#view(newest);
      if (view !== null) this.#names.set(viewer, view.viewer);
    }
    return this.#names;
  }
}

function unreadBecause(cause: Problem): Problem {
  return cause.code === 'store-denied' ? problem('views-denied') : problem('views-unreadable', { cause });
}
