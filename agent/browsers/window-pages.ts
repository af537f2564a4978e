import type { ActiveWindow } from '../ports.ts';
import type { PageWord } from './page-word.ts';

/** So long what was painted or named before may still show, ms; see `FormerNames`. */
const keptMs = 60_000;
/** A title follows its page within this time: X11 tells of a title that changes once a second. */
const titleLagMs = 1_200;
/** A title may also be read this long before the extension tells of the page that it is of. */
const titleLeadMs = 300;
const mostWindows = 256;
const never = Number.NEGATIVE_INFINITY;

/** What is known of one window of a browser, by the system's number of it. */
interface KnownWindow {
  readonly pid: number;
  /** The browser's own number of it. */
  readonly tab: number;
  /** Since when the two belong together, or are told again after the extension was away. */
  boundAt: number;
  /** What it shows; null: not known. */
  url: string | null;
  /** The site in the other half of a split view; null: none. */
  beside: string | null;
  /** What it showed before, and until when. */
  readonly before: Map<string, number>;
  /** Names that it had while it was in front, and when each was last seen. */
  readonly titles: Map<string, number>;
  title: string | null;
  /** Whether the present title was told with the present page. */
  isTitleTold: boolean;
  /** Whether the extension was away since it last told the page. */
  isLost: boolean;
  /** When the present title was first seen, when the page last changed, and when before that. */
  titleAt: number;
  pageAt: number;
  pageBeforeAt: number;
}

/**
 * Which page each window of a browser shows. A window counts as one that the extension vouches for
 * once it was in front while the extension said so of the browser's own window; from then on the two
 * belong together, and no other window can be taken for it. Times are monotonic, ms.
 */
export class WindowPages {
  /** The one bound last is the last. */
  readonly #windows = new Map<number, KnownWindow>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  isKnown(window: ActiveWindow): boolean {
    return this.#of(window) !== null;
  }

  /** The extension's word for the window in front: whether it is about this window, as far as is known. */
  fits(window: ActiveWindow, { focused, window: tab }: PageWord): boolean {
    if (!focused || tab === null) return false;
    const known = this.#of(window);
    if (known !== null) return known.tab === tab;
    return ![...this.#windows.values()].some((each) => each.pid === window.pid && each.tab === tab);
  }

  /** Takes a window for the browser's own one of the word, which has to fit. */
  bind(window: ActiveWindow, { window: tab }: PageWord): void {
    const { handle, pid } = window;
    if (handle === undefined || pid === null || tab === null || this.isKnown(window)) return;
    const [titleAt, pageAt, pageBeforeAt] = [never, never, never];
    const none = {
      url: null,
      beside: null,
      title: null,
      isTitleTold: false,
      isLost: false,
      before: new Map(),
      titles: new Map(),
    };
    this.#windows.delete(handle);
    this.#windows.set(handle, { pid, tab, boundAt: this.#now(), ...none, titleAt, pageAt, pageBeforeAt });
    const oldest = this.#windows.keys().next().value;
    if (oldest !== undefined && this.#windows.size > mostWindows) this.#windows.delete(oldest);
  }

  /** The window is in front under this name. */
  see(window: ActiveWindow): void {
    const known = this.#of(window);
    if (known === null) return;
    known.titles.set(window.title, this.#now());
    prune(known.titles, this.#now() - keptMs);
    if (known.title === window.title) return;
    known.title = window.title;
    known.isTitleTold = false;
    known.titleAt = this.#now();
  }

  /** What a window shows, as the extension told it last; null: not known. */
  pageOf(window: ActiveWindow): string | null {
    return this.#of(window)?.url ?? null;
  }

  /** Whether the title may be of a page before this one, which the system may not have told yet: it is asked then. */
  mayBeNamedBefore(window: ActiveWindow): boolean {
    const known = this.#of(window);
    if (known === null) return false;
    const { titleAt, pageAt, pageBeforeAt } = known;
    // Where pages follow each other, a title that came late looks as if it were of the next one.
    return titleAt < pageAt - titleLeadMs || pageAt - pageBeforeAt < titleLagMs;
  }

  /** What the extension told, asked or not. */
  note(pid: number, word: PageWord): void {
    if (!word.focused) return;
    const known = [...this.#windows.values()].find((each) => each.pid === pid && each.tab === word.window);
    if (known === undefined) return;
    const now = this.#now();
    if (known.beside !== null && known.beside !== word.beside) known.before.set(known.beside, now);
    known.beside = word.beside;
    if (known.url === word.url && !known.isLost) return;
    if (known.url !== null && known.url !== word.url) known.before.set(known.url, now);
    prune(known.before, now - keptMs);
    // The first page that is told of a window is no change.
    if (known.url !== null || known.before.size > 0) [known.pageBeforeAt, known.pageAt] = [known.pageAt, now];
    known.url = word.url;
    // However late the title of the page before came, it does not go ahead of the next page.
    if (known.isTitleTold || known.isLost) known.titleAt = Math.min(known.titleAt, now - titleLeadMs - 1);
    if (known.isLost) known.boundAt = now;
    known.isTitleTold = false;
    known.isLost = false;
  }

  /** The browser's extension is away: which pages there are until it tells the next one, nobody knows. */
  lose(pid: number): void {
    for (const known of this.#windows.values()) if (known.pid === pid) known.isLost = true;
  }

  /**
   * Until when title and page of a window in front may not be of each other: pages changed one after
   * another, or the title has not changed with the page. In the past where they are. Of the first page
   * that is told of a window nobody knows since when it is there: its title may be of the one before.
   */
  unclearUntil(window: ActiveWindow): number {
    const known = this.#of(window);
    if (known === null) return never;
    const { boundAt, titleAt, pageAt, pageBeforeAt } = known;
    const isOneChange = pageBeforeAt < this.#now() - titleLagMs && titleAt >= pageAt - titleLeadMs;
    return Math.max(boundAt, isOneChange ? never : pageAt) + titleLagMs;
  }

  /**
   * The page of a known window in front, now that it has been at rest: the window with its address,
   * and those others that its title may still be of.
   */
  settle(window: ActiveWindow): ActiveWindow | null {
    const known = this.#of(window);
    if (known === null || known.url === null) return null;
    known.isTitleTold = true;
    return this.#withAddress(window, known.url, this.#maybeOf(known));
  }

  /** How long until there are fewer pages that the title may be of, ms; null: it has its own, or does not change. */
  unsureMs(window: ActiveWindow): number | null {
    const known = this.#of(window);
    if (known === null) return null;
    const leftMs = this.#maybeOf(known).map((url) => (known.before.get(url) ?? 0) + titleLagMs - this.#now());
    return leftMs.some((ms) => ms > 0) ? Math.max(...leftMs) : null;
  }

  /** Any window of a browser with the extension: with what it shows, as far as that can be relied on. */
  describe(window: ActiveWindow, isCertain: boolean): ActiveWindow {
    const owner = [window, ...(window.belongsTo ?? [])].find((each) => this.isKnown(each));
    const known = owner === undefined ? null : this.#of(owner);
    if (owner === undefined || known === null || known.url === null || !isCertain) return this.untold(window);
    const { url } = known;
    const from = this.#now() - keptMs;
    // Behind another window it may have gone elsewhere; then it has another name.
    if (known.title !== owner.title && (known.titles.get(owner.title) ?? from) <= from) return this.untold(window);
    const before = [...known.before].flatMap(([each, until]) => (until > from ? [each] : []));
    const inSight = known.beside === null ? before : [...before, known.beside];
    return this.#withAddress(
      window,
      url,
      [...new Set(inSight)].filter((each) => each !== url),
    );
  }

  /** A window of which nothing is told, and which may be a private one. */
  untold(window: ActiveWindow): ActiveWindow {
    return { ...window, url: null, isUntold: true, ...this.#owners(window) };
  }

  #withAddress(window: ActiveWindow, url: string, before: readonly string[]): ActiveWindow {
    return { ...window, url, ...(before.length > 0 ? { urlsBefore: before } : {}), ...this.#owners(window) };
  }

  /** The windows that it is a dialog of are judged beside it. */
  #owners({ belongsTo }: ActiveWindow): Pick<ActiveWindow, 'belongsTo'> {
    return belongsTo === undefined ? {} : { belongsTo: belongsTo.map((owner) => this.describe(owner, true)) };
  }

  /** Pages that were there a moment ago, or since which the title has not changed. */
  #maybeOf({ before, url, titleAt }: KnownWindow): string[] {
    const from = this.#now() - titleLagMs;
    return [...before]
      .filter(([each, until]) => each !== url && (until > from || until > titleAt + titleLeadMs))
      .map(([each]) => each);
  }

  #of({ handle, pid }: ActiveWindow): KnownWindow | null {
    const known = handle === undefined ? undefined : this.#windows.get(handle);
    return known === undefined || known.pid !== pid ? null : known;
  }
}

function prune(times: Map<string, number>, from: number): void {
  for (const [each, at] of times) if (at < from) times.delete(each);
}
