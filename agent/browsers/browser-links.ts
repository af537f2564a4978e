import type { Socket } from 'node:net';
import type { BrowserDoor } from './browser-door.ts';
import { BrowserLink, type WantedPages } from './browser-link.ts';
import type { BrowserProcess } from './browser-process.ts';
import type { PageWord } from './page-word.ts';

export interface BrowserLinksOptions {
  readonly door: BrowserDoor;
  /** Whether this program is one that people know as a browser: no other takes the room of these. */
  readonly isBrowser: (browser: BrowserProcess) => boolean;
  readonly now: () => number;
}

export interface LinksListener {
  /** Somebody told something without being asked. */
  onWord(pid: number, word: PageWord): void;
  /** A browser's extension came or went; `gone`: of which process. */
  onLinks(gone: number | null): void;
}

/** More profiles than anybody has open in one browser. */
const mostOfOne = 32;
/** So many browsers' and, apart from them, so many other programs' at once. */
const mostOfBrowsers = 256;
const mostOfOthers = 32;
/** An extension answers within 5 ms at best; a later answer counts as one that nobody asked for. */
const answerMs = 1_000;

/**
 * The extensions that are connected, through the native hosts that their browsers started. There is
 * no port: the door is one that this account alone can open.
 */
export class BrowserLinks {
  readonly #options: BrowserLinksOptions;
  readonly #links = new Set<BrowserLink>();
  readonly #listeners = new Set<LinksListener>();
  #wanted: WantedPages = { pages: false, paths: false };
  #question = 0;

  constructor(options: BrowserLinksOptions) {
    this.#options = options;
  }

  /** Begins to listen. Rejects where that fails. */
  open(): Promise<void> {
    return this.#options.door.open((socket, browser) => this.#accept(socket, browser));
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    for (const link of [...this.#links]) link.end();
    await this.#options.door.close();
  }

  listen(listener: LinksListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whether extensions are to tell anything. Else they are silent. */
  want(pages: boolean): void {
    this.#want({ ...this.#wanted, pages });
  }

  /** Whether they are to tell the path of a page too. What was not asked for is not taken. */
  wantPaths(paths: boolean): void {
    this.#want({ ...this.#wanted, paths });
  }

  has(pid: number | null): boolean {
    return [...this.#links].some(({ browser }) => browser.pid === pid);
  }

  /** Each browser once, however many of its profiles have the extension. */
  browsers(): readonly BrowserProcess[] {
    return [...new Map([...this.#links].map(({ browser }) => [browser.pid, browser])).values()];
  }

  /** What each profile of a browser says is in front; of one that does not answer in time, nothing. */
  async ask(pid: number): Promise<PageWord[]> {
    const asked = [...this.#links].filter(({ browser }) => browser.pid === pid);
    const words = await Promise.all(asked.map((link) => link.ask(++this.#question, answerMs)));
    return words.filter((word) => word !== null);
  }

  #want(wanted: WantedPages): void {
    const { pages, paths } = this.#wanted;
    if (wanted.pages === pages && wanted.paths === paths) return;
    this.#wanted = wanted;
    for (const link of this.#links) link.want(wanted);
  }

  #accept(socket: Socket, browser: BrowserProcess): void {
    if (!this.#hasRoomFor(browser)) {
      socket.on('error', () => {});
      socket.destroy();
      return;
    }
    const link = new BrowserLink(socket, browser, {
      now: this.#options.now,
      onWord: (word) => this.#tell((listener) => listener.onWord(browser.pid, word)),
      onEnd: () => {
        if (this.#links.delete(link)) this.#tell((listener) => listener.onLinks(browser.pid));
      },
    });
    this.#links.add(link);
    link.want(this.#wanted);
    this.#tell((listener) => listener.onLinks(null));
  }

  #hasRoomFor(browser: BrowserProcess): boolean {
    const { isBrowser } = this.#options;
    const isKnown = isBrowser(browser);
    const others = [...this.#links].map((link) => link.browser);
    const alike = others.filter((each) => isBrowser(each) === isKnown);
    const own = others.filter(({ pid }) => pid === browser.pid);
    return own.length < mostOfOne && alike.length < (isKnown ? mostOfBrowsers : mostOfOthers);
  }

  #tell(what: (listener: LinksListener) => void): void {
    for (const listener of [...this.#listeners]) what(listener);
  }
}
