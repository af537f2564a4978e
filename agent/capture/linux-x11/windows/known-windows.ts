import type { X11Link } from '../wire/link.ts';
import { type Atoms, type WindowFacts, windowFacts } from '../wire/properties.ts';

/** So many windows are watched at most; who works switches between few. */
const mostWindows = 32;

interface Known {
  readonly unwatch: () => void;
  /** Null while they are not read, and again after something of them changed. */
  facts: WindowFacts | null;
  changes: number;
}

/** Facts of recently seen windows, so that going back to one asks nothing. Each is watched. */
export class KnownWindows {
  readonly #link: X11Link;
  readonly #atoms: Atoms;
  /** The one used last is the last. */
  readonly #known = new Map<number, Known>();

  constructor(link: X11Link, atoms: Atoms) {
    this.#link = link;
    this.#atoms = atoms;
  }

  /** From memory, or read now. Watching begins first, so that no change is missed. */
  async factsOf(window: number): Promise<WindowFacts> {
    const known = this.#known.get(window) ?? { unwatch: this.#link.watchProperties(window), facts: null, changes: 0 };
    this.#known.delete(window);
    this.#known.set(window, known);
    const oldest = this.#known.keys().next().value;
    if (oldest !== undefined && this.#known.size > mostWindows) this.forget(oldest);
    if (known.facts) return known.facts;
    const { changes } = known;
    const facts = await windowFacts(this.#link, this.#atoms, window);
    if (known.changes === changes) known.facts = facts;
    return facts;
  }

  /** The window tells that `atom` changed. Answers whether that is something of its facts. */
  hasChanged(window: number, atom: number): boolean {
    const { _NET_WM_NAME, WM_NAME, WM_CLASS, _NET_WM_PID } = this.#atoms;
    const known = this.#known.get(window);
    if (!known || ![_NET_WM_NAME, WM_NAME, WM_CLASS, _NET_WM_PID].includes(atom)) return false;
    known.facts = null;
    known.changes += 1;
    return true;
  }

  /** Forgets what it said; it is read again the next time, and not watched until then. */
  forget(window: number): void {
    this.#known.get(window)?.unwatch();
    this.#known.delete(window);
  }

  forgetAll(): void {
    for (const window of [...this.#known.keys()]) this.forget(window);
  }
}
