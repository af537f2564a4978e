import { viewKey, viewsFolder } from '../../bucket/layout.ts';
import { mostLeft } from '../../bucket/left-listing.ts';
import { type LeftOptions, LeftReader } from '../../bucket/left-reader.ts';
import type { ViewerId } from '../../core/ids.ts';
import { type ViewReceipt, viewReceiptSchema } from '../../core/organisation/view-receipt.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { Turns } from '../../core/turns.ts';
import {
  type AccessLogAnswer,
  type AccessLogEntry,
  type AccessLogQuery,
  accessLogPageSize,
  type LookId,
  mostNewLooks,
  type NewLooks,
} from '../../ipc/employee-access-log.ts';
import type { KeptAccess, ReceiptIndex } from '../vault/receipt-index.ts';

export interface AccessLogOptions extends LeftOptions {
  readonly index: ReceiptIndex;
}

/** How many receipts one call reads, so that a page shows how it goes on. */
const batch = 200;
const nothingUnreadable = { foreign: 0, copy: 0, 'too-large': 0, missing: 0, refused: 0, silent: 0 };

/**
 * Who looked at the person's days, from the receipts in the bucket: all of them, however many there
 * are. The kind of a look stands inside what is sealed, where the bucket's operator cannot read it,
 * so each has to be opened once before it can be found by kind; the index keeps what was found.
 */
export class AccessLogReader {
  readonly #options: AccessLogOptions;
  readonly #folder: string;
  readonly #left: LeftReader<ViewReceipt>;
  readonly #names = new Map<ViewerId, string>();
  #overfull: readonly ViewerId[] = [];
  /** How many keys had signed for the organisation when receipts were last asked for: the key of its making, and no other yet. */
  #signers = 1;
  /** Only one at a time asks the bucket. */
  readonly #turns = new Turns();

  constructor(options: AccessLogOptions) {
    this.#options = options;
    this.#folder = viewsFolder(options.prefix, options.person);
    this.#left = new LeftReader(options, this.#folder, viewReceiptSchema);
  }

  /**
   * A page of the looks that are known, after asking the bucket for more as `ask` says. Problem
   * codes where nothing is known at all: `views-denied`, `views-unreadable`; else what was known is
   * answered with the problem beside it.
   */
  async read(args: AccessLogQuery): Promise<Result<AccessLogAnswer>> {
    const trouble = await this.#turns.take(() => this.#ask(args.ask));
    const { index } = this.#options;
    const isNothingKnown = index.found({ look: null, viewer: null, day: null }) === 0;
    if (trouble !== null && isNothingKnown) return fail(trouble);
    return ok({ ...(await this.#page(args)), problem: trouble });
  }

  /** The looks that the person was not shown yet, after asking the bucket for more as `ask` says. */
  async fresh(ask: AccessLogQuery['ask']): Promise<NewLooks> {
    const trouble = await this.#turns.take(() => this.#ask(ask));
    const { index } = this.#options;
    const entries = await Promise.all(index.unseen(mostNewLooks).map((each) => this.#entry(each)));
    const total = index.total();
    return {
      count: index.unseenCount(),
      looks: entries.filter((entry) => entry !== null),
      reading: { read: total - index.unread(), total },
      problem: trouble,
    };
  }

  /** Notes that the person was shown these. */
  see(looks: readonly LookId[]): void {
    this.#options.index.see(looks.map((look) => this.#keyOf(look)));
  }

  /** The look as its receipt says; null where no such receipt was read on this computer. */
  async look(look: LookId): Promise<AccessLogEntry | null> {
    const known = this.#options.index.look(this.#keyOf(look));
    return known === null ? null : this.#entry(known);
  }

  #keyOf({ by, id }: LookId): string {
    const { prefix, person } = this.#options;
    return viewKey(prefix, person, by, id);
  }

  async #ask(ask: AccessLogQuery['ask']): Promise<Problem | null> {
    if (ask === 'known') return null;
    const { index, signers } = this.#options;
    const keys = signers();
    const count = typeof keys === 'string' ? 1 : keys.length;
    // A look that an administrator's viewer left before this computer knew that administrator is not lost.
    if (count !== this.#signers) index.reconsiderForeign();
    this.#signers = count;
    if (ask === 'again') {
      const listed = await this.#left.list();
      if (!listed.ok) return unreadBecause(listed.problem);
      this.#overfull = listed.value.overfull;
      index.list(this.#folder, listed.value);
    }
    const read = await this.#left.read(index.next(batch), index.wasGivenOut(), (object, found) =>
      index.take(object, typeof found === 'string' ? found : { ...found.said, sealed: found.sealed }),
    );
    return read.ok ? null : unreadBecause(read.problem);
  }

  async #page({ filter, after }: AccessLogQuery): Promise<Omit<AccessLogAnswer, 'problem'>> {
    const { index } = this.#options;
    const kept = index.page(filter, after, accessLogPageSize + 1);
    const shown = kept.slice(0, accessLogPageSize);
    const entries = await Promise.all(shown.map((each) => this.#entry(each)));
    const last = shown.at(-1);
    const names = await this.#viewers();
    const total = index.total();
    return {
      entries: entries.filter((entry) => entry !== null),
      next: kept.length > accessLogPageSize && last !== undefined ? { sorted: last.sorted, key: last.key } : null,
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
      reading: { read: total - index.unread(), total },
    };
  }

  async #entry({ key, sealed, modifiedAt, isSeen }: KeptAccess): Promise<AccessLogEntry | null> {
    const read = await this.#left.open({ key }, sealed);
    if (typeof read === 'string') return null;
    const { id, at, look, day, to, reason, detail, viewer: by } = read.said;
    const arrivedAt = modifiedAt > 0 ? modifiedAt : null;
    return { id, by, at, look, day, to, reason, detail, viewer: read.name, isSeen, arrivedAt };
  }

  /** Names stand in receipts and nowhere else, so one of each viewer is opened. */
  async #viewers(): Promise<ReadonlyMap<ViewerId, string>> {
    for (const { viewer, newest } of this.#options.index.viewers()) {
      if (this.#names.has(viewer)) continue;
      const view = await this.#entry(newest);
      if (view !== null) this.#names.set(viewer, view.viewer);
    }
    return this.#names;
  }
}

function unreadBecause(cause: Problem): Problem {
  return cause.code === 'store-denied' ? problem('views-denied') : problem('views-unreadable', { cause });
}
