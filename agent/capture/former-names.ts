import { isBrowser } from '../../core/rules/browsers.ts';
import type { ActiveWindow } from '../ports.ts';

/**
 * So long what a browser's window was called before counts, ms. Firefox goes on showing the old
 * page under the title of the next one until that one paints something, also one of another site;
 * measured for as long as a style sheet did not come.
 */
const keptMs = 60_000;
const mostWindows = 64;
const mostNames = 64;

type NamedWindow = Pick<ActiveWindow, 'appId' | 'title'>;

interface Named<Facts> {
  /** What it was called when it was last looked at. */
  now: Facts;
  /** The oldest first. */
  readonly before: { readonly facts: Facts; readonly until: number }[];
}

/** Names of browser windows of the last minute: the old page may still be on screen. */
export class FormerNames<Facts extends NamedWindow = ActiveWindow> {
  readonly #now: () => number;
  /** The one looked at last is the last. */
  readonly #windows = new Map<number, Named<Facts>>();
  /** How many sensors note every change of the active window's name at present. */
  watchers = 0;

  /** `now` is monotonic, ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Notes what a window says now. Its former name counts from when it is known to be gone. */
  note(window: number, facts: Facts): void {
    const known = this.#windows.get(window);
    this.#windows.delete(window);
    if (!mayBeBrowser(facts) && (known === undefined || !mayBeBrowser(known.now))) return;
    const named: Named<Facts> = known ?? { now: facts, before: [] };
    if (named.now.title !== facts.title || named.now.appId !== facts.appId) {
      const same = named.before.findIndex(({ facts: { title, appId } }) => {
        return title === named.now.title && appId === named.now.appId;
      });
      if (same >= 0) named.before.splice(same, 1);
      named.before.push({ facts: named.now, until: this.#now() });
      if (named.before.length > mostNames) named.before.shift();
    }
    named.now = facts;
    this.#windows.set(window, named);
    const oldest = this.#windows.keys().next().value;
    if (oldest !== undefined && this.#windows.size > mostWindows) this.#windows.delete(oldest);
  }

  /** What the window was called within the last minute, besides what it is called now. */
  of(window: number): readonly Facts[] {
    const named = this.#windows.get(window);
    if (named === undefined) return [];
    const from = this.#now() - keptMs;
    while (named.before[0] !== undefined && named.before[0].until < from) named.before.shift();
    return named.before.map(({ facts }) => facts);
  }
}

function mayBeBrowser({ appId }: NamedWindow): boolean {
  return appId === 'unknown' || isBrowser(appId);
}
