import { isBrowser } from '../../core/rules/browsers.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { ActiveWindow, ActiveWindowReading, Clock } from '../ports.ts';
import type { BrowserLinks } from './browser-links.ts';
import type { PageWord } from './page-word.ts';
import type { WindowPages } from './window-pages.ts';

/** Title and page belong together once neither has changed for so long. */
const quietMs = 150;
/** A browser on X11 is right about its own focus by then, counted from when the window came to the front. */
const focusMs = 350;
/** So long is waited for what never rests. */
const mostMs = 2_500;
/** A page that is told so soon after its title has been there since the title. */
const sameChangeMs = 1_000;
/** When to ask again about a window that nobody vouched for. */
const retryMs = [500, 1_500, 5_000, 30_000] as const;

export interface FrontPageOptions {
  readonly links: Pick<BrowserLinks, 'has' | 'ask'>;
  readonly pages: WindowPages;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly clock: Clock;
  /** What a window is called at this moment; null: it is gone, or not told. */
  readonly titleNow: (window: ActiveWindow) => Promise<string | null>;
  readonly onReading: (reading: ActiveWindowReading, at: Instant) => void;
}

interface Front {
  readonly window: ActiveWindow;
  readonly at: Instant;
  /** Since when its page is as it was last told; null: from the next answer on. */
  pageAt: Instant | null;
  /** Whether it was last passed on with its page. */
  isTold: boolean;
  /** When the window came to the front. */
  readonly cameAt: number;
  changedAt: number;
  /** Since when it has not rested; null: it has. */
  unsettledSince: number | null;
  tries: number;
}

/**
 * Joins the window in front with the page that it shows. What has the focus is the system's word,
 * what the page is the browser's: from each change on a window of a browser with the extension is
 * passed on without its page, until both have been at rest and the browser was asked. Then the page
 * counts from the change on, so that neither a title nor a moment is ever told with another page's
 * address.
 */
export class FrontPage {
  readonly #options: FrontPageOptions;
  /** Browsers that had the extension: without it one of their windows may be private. */
  readonly #had = new Set<string>();
  #last: { readonly reading: ActiveWindowReading; readonly at: Instant } | null = null;
  #front: Front | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: FrontPageOptions) {
    this.#options = options;
  }

  /** Whether the window is of a browser whose extension could vouch for it. */
  concerns({ pid, handle, appId }: ActiveWindow): boolean {
    if (handle === undefined) return false;
    if (!this.#options.links.has(pid)) return this.#had.has(appId);
    if (isBrowser(appId)) this.#had.add(appId);
    return true;
  }

  take(reading: ActiveWindowReading, at: Instant): void {
    const { links, pages, onReading, now } = this.#options;
    this.#last = { reading, at };
    this.#stopTimer();
    if (reading.kind !== 'window' || !this.concerns(reading.window)) {
      this.#front = null;
      onReading(reading, at);
      return;
    }
    const { window } = reading;
    const before = this.#front;
    const isSame = before?.window.handle === window.handle && before?.window.pid === window.pid;
    pages.see(window);
    this.#front = {
      ...{ window, at, pageAt: at, isTold: false, changedAt: now(), tries: 0 },
      cameAt: isSame && before !== null ? before.cameAt : now(),
      unsettledSince: before?.unsettledSince ?? now(),
    };
    const isDialog = !pages.isKnown(window) && (window.belongsTo ?? []).some((each) => pages.isKnown(each));
    if (isDialog || !links.has(window.pid)) this.#pass(pages.describe(window, links.has(window.pid)), at);
    else {
      this.#pass(pages.untold(window), at);
      this.#plan(this.#front);
    }
  }

  /** The extension told something. */
  onWord(pid: number, word: PageWord): void {
    const front = this.#front;
    if (front === null || front.window.pid !== pid) return void this.#options.pages.note(pid, word);
    if (this.#note(front, word)) {
      front.isTold = false;
      this.#pass(this.#options.pages.untold(front.window), this.#options.clock.now());
    }
    this.#changed(front);
  }

  /** An extension came or went; `gone`: of which process. */
  onLinks(gone: number | null): void {
    if (gone !== null) this.#options.pages.lose(gone);
    if (this.#last !== null) this.take(this.#last.reading, this.#options.clock.now());
  }

  /** Whether a window's page is certain: one in front that has not rested yet is not. */
  isCertain({ handle, pid }: ActiveWindow): boolean {
    const front = this.#front;
    const isFront = front !== null && front.window.handle === handle && front.window.pid === pid;
    return this.#options.links.has(pid) && !(isFront && (front.unsettledSince !== null || front.tries > 0));
  }

  stop(): void {
    this.#stopTimer();
    this.#front = null;
    this.#last = null;
  }

  #changed(front: Front): void {
    const { now } = this.#options;
    front.changedAt = now();
    front.tries = 0;
    front.unsettledSince ??= now();
    this.#plan(front);
  }

  #plan(front: Front): void {
    const { pages, now } = this.#options;
    const isKnown = pages.isKnown(front.window);
    const clear = isKnown ? pages.unclearUntil(front.window) : front.cameAt + focusMs;
    const due = Math.max(front.changedAt + quietMs, clear);
    const limit = (front.unsettledSince ?? now()) + mostMs;
    const settle = (): void => void this.#settle(front);
    if (due <= limit) {
      this.#in(due - now(), settle);
      return;
    }
    this.#in(limit - now(), () => {
      // It is not known which page the title is of; what comes to rest later is told then.
      if (front.isTold) this.#passUntold(front);
      this.#in(due - now(), settle);
    });
  }

  async #settle(front: Front): Promise<void> {
    const { links, pages } = this.#options;
    const { pid } = front.window;
    const { changedAt } = front;
    // However long the browser takes, what is not known is not held back for longer.
    if (front.unsettledSince !== null)
      this.#in(front.unsettledSince + mostMs - this.#options.now(), () => {
        if (front.isTold) this.#passUntold(front);
      });
    const words = pid === null ? [] : await links.ask(pid);
    // Something came meanwhile, and planned anew.
    if (this.#front !== front || front.changedAt !== changedAt) return;
    const isFirst = !pages.isKnown(front.window);
    for (const word of words) if (pages.fits(front.window, word)) this.#note(front, word);
    // The answer is the first that is heard of another page: its title may be on its way.
    if (!isFirst && pages.unclearUntil(front.window) > this.#options.now()) {
      front.unsettledSince ??= this.#options.now();
      this.#plan(front);
      return;
    }
    if (pages.mayBeNamedBefore(front.window)) {
      const title = await this.#options.titleNow(front.window);
      if (this.#front !== front || front.changedAt !== changedAt) return;
      if (title !== null && title !== front.window.title) return this.#renamed(front, title);
    }
    const fitting = words.filter((word) => pages.fits(front.window, word));
    const [word] = fitting;
    const told = fitting.length === 1 && word !== undefined ? this.#told(front, word) : null;
    if (told === null) {
      this.#passUntold(front);
      front.unsettledSince = null;
      const waitMs = retryMs[front.tries] ?? retryMs.at(-1) ?? 0;
      front.tries += 1;
      this.#in(waitMs, () => void this.#settle(front));
      return;
    }
    this.#stopTimer();
    front.tries = 0;
    if (isFirst) {
      front.unsettledSince ??= this.#options.now();
      this.#plan(front);
      return;
    }
    front.unsettledSince = null;
    front.pageAt ??= this.#options.clock.now();
    front.isTold = true;
    this.#pass(told, front.pageAt);
    const unsureMs = pages.unsureMs(front.window);
    if (unsureMs !== null) this.#in(unsureMs, () => void this.#settle(front));
  }

  /** The system has another title than it told so far: on a busy computer it tells it late. */
  #renamed({ window }: Front, title: string): void {
    this.take({ kind: 'window', window: { ...window, title } }, this.#options.clock.now());
  }

  #told(front: Front, word: PageWord): ActiveWindow | null {
    const { pages } = this.#options;
    const { window } = front;
    if (!pages.isKnown(window)) {
      pages.bind(window, word);
      pages.see(window);
    }
    this.#note(front, word);
    return pages.settle(window);
  }

  /** Whether the page of the window in front is another one by this word. */
  #note(front: Front, word: PageWord): boolean {
    const { pages, clock } = this.#options;
    const { window, at } = front;
    const before = pages.pageOf(window);
    if (window.pid !== null) pages.note(window.pid, word);
    if (pages.pageOf(window) === before) return false;
    const now = clock.now();
    front.pageAt = now - at < sameChangeMs ? at : now;
    return true;
  }

  /** What it shows is not certain; what is told later counts from then on. */
  #passUntold(front: Front): void {
    front.pageAt = null;
    front.isTold = false;
    this.#pass(this.#options.pages.untold(front.window), this.#options.clock.now());
  }

  #pass(window: ActiveWindow, at: Instant): void {
    this.#options.onReading({ kind: 'window', window }, at);
  }

  #in(ms: number, then: () => void): void {
    this.#stopTimer();
    this.#timer = setTimeout(then, Math.max(0, ms));
    this.#timer.unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
