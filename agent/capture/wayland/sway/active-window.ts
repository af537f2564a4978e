import type { Instant } from '../../../../core/time/interval.ts';
import type { ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure, Stop } from '../../../ports.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { ReadingBudget } from '../../linux-x11/windows/reading-budget.ts';
import { type SwayEventName, SwayGone, type SwayLink } from './sway-link.ts';
import { readTree, TreeUnreadable } from './tree.ts';
import { activeOf } from './window-list.ts';

/** Sway is asked this often although nothing was told: so that a dead connection is noticed. */
const safetyPollMs = 30_000;
/** One switch sends two or three events: after the first, wait this long and read all. */
const gatherMs = 30;
/** How often a changing title is read at most. */
const leastTitleMs = 1_000;

type OnReading = (reading: ActiveWindowReading, at: Instant) => void;

/** The window that has the focus, by what sway tells of itself. */
export function swayActiveWindow(connection: KeptConnection<SwayLink>, clock: Clock): ActiveWindowSensor {
  let heardAt: Instant | null = null;
  return {
    heardAt: () => heardAt,
    async start(onReading: OnReading): Promise<Stop> {
      const watch = new SwayWatch(clock, onReading, () => {
        heardAt = clock.now();
      });
      const unfollow = connection.follow(watch);
      await watch.firstReading;
      return async () => {
        unfollow();
        watch.stop();
      };
    },
  };
}

/** Watching over whichever connection there is. */
class SwayWatch {
  readonly firstReading: Promise<void>;
  readonly #clock: Clock;
  readonly #onReading: OnReading;
  readonly #onHeard: () => void;
  readonly #budget = new ReadingBudget();
  #isFirst: () => void = () => {};
  #link: SwayLink | null = null;
  #forget: () => void = () => {};
  #lastKey = '';
  #isStopped = false;
  #gathering: NodeJS.Timeout | null = null;
  #poll: NodeJS.Timeout | null = null;
  #titleReadAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, onReading: OnReading, onHeard: () => void) {
    this.#clock = clock;
    this.#onReading = onReading;
    this.#onHeard = onHeard;
    this.firstReading = new Promise((resolve) => {
      this.#isFirst = resolve;
    });
  }

  up(link: SwayLink): void {
    this.#link = link;
    this.#forget = link.onEvent((name, event) => this.#hear(name, event));
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
  #hear(name: SwayEventName, event: unknown): void {
    if (name !== 'window' && name !== 'workspace') return;
    const isTitle = name === 'window' && changeOf(event) === 'title';
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
      const { windows } = await readTree(link);
      if (this.#link !== link || this.#isStopped) return;
      this.#onHeard();
      const focused = windows.find(({ isFocused }) => isFocused);
      this.#report(focused === undefined ? { kind: 'none' } : { kind: 'window', window: activeOf(focused) }, at);
    } catch (error) {
      if (error instanceof TreeUnreadable) this.#report({ kind: 'unavailable', failure: error.failure }, at);
      else if (!(error instanceof SwayGone)) throw error;
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

function changeOf(event: unknown): string | null {
  const isOne = typeof event === 'object' && event !== null && 'change' in event;
  return isOne && typeof event.change === 'string' ? event.change : null;
}
