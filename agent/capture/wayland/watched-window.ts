import type { Instant } from '../../../core/time/interval.ts';
import type { ActiveWindow, ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure, Stop } from '../../ports.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import { ReadingBudget } from '../linux-x11/windows/reading-budget.ts';
import { type Closable, failureOf } from './kept-link.ts';

/** What changed on a desktop: what a window is called, or which there are, where, and which one has the focus. */
export type WindowChange = 'title' | 'windows';

/** How one kind of desktop tells of its windows. */
export interface WindowTeller<Link extends Closable> {
  readonly connection: KeptConnection<Link>;
  /** Calls `listener` after each change, and may do so for nothing. */
  readonly onChange: (link: Link, listener: (change: WindowChange) => void) => () => void;
  /** The window that has the focus; null: none has. Rejects with an error that has a `failure`. */
  readonly active: (link: Link) => Promise<ActiveWindow | null>;
}

/** The desktop is asked this often although nothing was told: so that a dead connection is noticed. */
const safetyPollMs = 30_000;
/** One switch sends two or three events: after the first, wait this long and read all. */
const gatherMs = 30;
/** How often a changing title is read at most. */
const leastTitleMs = 1_000;

type OnReading = (reading: ActiveWindowReading, at: Instant) => void;

/** The window that has the focus, read anew after each change that the desktop tells of. */
export function watchedWindow<Link extends Closable>(teller: WindowTeller<Link>, clock: Clock): ActiveWindowSensor {
  let heardAt: Instant | null = null;
  return {
    heardAt: () => heardAt,
    async start(onReading: OnReading): Promise<Stop> {
      const watch = new WindowWatch(teller, clock, onReading, () => {
        heardAt = clock.now();
      });
      const unfollow = teller.connection.follow(watch);
      await watch.firstReading;
      return async () => {
        unfollow();
        watch.stop();
      };
    },
  };
}

/** Watching over whichever connection there is. */
class WindowWatch<Link extends Closable> {
  readonly firstReading: Promise<void>;
  readonly #teller: WindowTeller<Link>;
  readonly #clock: Clock;
  readonly #onReading: OnReading;
  readonly #onHeard: () => void;
  readonly #budget = new ReadingBudget();
  #isFirst: () => void = () => {};
  #link: Link | null = null;
  #forget: () => void = () => {};
  #lastKey = '';
  #isStopped = false;
  #gathering: NodeJS.Timeout | null = null;
  #poll: NodeJS.Timeout | null = null;
  #titleReadAt = Number.NEGATIVE_INFINITY;

  constructor(teller: WindowTeller<Link>, clock: Clock, onReading: OnReading, onHeard: () => void) {
    this.#teller = teller;
    this.#clock = clock;
    this.#onReading = onReading;
    this.#onHeard = onHeard;
    this.firstReading = new Promise((resolve) => {
      this.#isFirst = resolve;
    });
  }

  up(link: Link): void {
    this.#link = link;
    this.#forget = this.#teller.onChange(link, (change) => this.#hear(change));
    void this.#read(this.#clock.now());
  }

  down(failure: SensorFailure): void {
    this.#rest();
    this.#report({ kind: 'unavailable', failure }, this.#clock.now());
  }

  stop(): void {
    this.#isStopped = true;
    this.#rest();
  }

  #rest(): void {
    this.#link = null;
    this.#forget();
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    this.#gathering = null;
    if (this.#poll !== null) clearTimeout(this.#poll);
    this.#poll = null;
  }

  /** What happened is not taken from the event: the list is read, which tells all of it at one moment. */
  #hear(change: WindowChange): void {
    const isTitle = change === 'title';
    this.#gather(
      isTitle ? Math.max(gatherMs, this.#titleReadAt + leastTitleMs - performance.now()) : gatherMs,
      isTitle,
    );
  }

  /** The reading that follows tells the moment of the first event, not its own. A focus does not wait for a title. */
  #gather(waitMs: number, isTitle: boolean): void {
    if (this.#gathering !== null && (isTitle || !this.#isTitleWaiting)) return;
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    this.#isTitleWaiting = isTitle;
    const at = this.#clock.now();
    this.#gathering = setTimeout(() => {
      this.#gathering = null;
      if (this.#isTitleWaiting) this.#titleReadAt = performance.now();
      void this.#read(at);
    }, waitMs + this.#budget.take());
  }

  #isTitleWaiting = false;

  async #read(at: Instant): Promise<void> {
    const link = this.#link;
    if (link === null) return;
    if (this.#poll !== null) clearTimeout(this.#poll);
    this.#poll = setTimeout(() => void this.#read(this.#clock.now()), safetyPollMs);
    this.#poll.unref();
    try {
      const window = await this.#teller.active(link);
      if (this.#link !== link || this.#isStopped) return;
      this.#onHeard();
      this.#report(window === null ? { kind: 'none' } : { kind: 'window', window }, at);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === null) throw error;
      // Of one that is gone `down` tells.
      if (link.failure === null && this.#link === link) this.#report({ kind: 'unavailable', failure }, at);
    }
  }

  #report(reading: ActiveWindowReading, at: Instant): void {
    const key = JSON.stringify(reading);
    if (this.#isStopped || key === this.#lastKey) return;
    this.#lastKey = key;
    this.#onReading(reading, at);
    this.#isFirst();
  }
}
