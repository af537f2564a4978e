import { reason } from '../../../../core/reason.ts';
import type { InputCountSensor, InputCounts, SensorFailure, SensorState } from '../../../ports.ts';
import { answerOr, withinDeadline } from '../answers.ts';
import { type CoreGraphics, combinedSession, type EventType, eventTypes } from '../api/core-graphics.ts';

export interface MacCountsOptions {
  readonly graphics: Pick<CoreGraphics, 'eventCount' | 'eventCountLater' | 'secondsSinceEvent'>;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** How often it is looked whether the counters move at all, ms. */
  readonly checkMs: number;
  /** How long the first question may take, ms. */
  readonly deadlineMs: number;
}

/** Nothing presses, turns or scrolls faster: what says more began to count anew. */
const mostPerMs = 1;
const alwaysBelievable = 1_000;
/** So many looks in a row found input, and a counter that had not moved. */
const mostFrozen = 3;
/** The two clocks are read one after the other. */
const slackMs = 500;

const counted = ['leftDown', 'rightDown', 'otherDown', 'keyDown', 'modifiers', 'scroll'] as const;
type Counted = (typeof counted)[number];

/**
 * Keys, clicks and scrolls from the system's own counters: no event is ever seen, so that which key
 * it was cannot be known here. They count only in a process that has the main loop of a program; in
 * others they stand still, or are never answered. A modifier counts once when pressed and once when
 * let go, and so stands for half a key. Repeats of a held key are not counted. Scrolls are the
 * system's events, of which a trackpad makes many.
 */
export class MacInputCounts implements InputCountSensor {
  readonly #options: MacCountsOptions;
  #counts: Record<Counted, number> = none();
  #last: Record<Counted, number> | null = null;
  #lastAt = 0;
  /** The counter of all events where it was found standing still; it has to move before counting goes on. */
  #frozenAt: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: MacCountsOptions) {
    this.#options = options;
  }

  async start(onLost: (failure: SensorFailure) => void): Promise<SensorState> {
    await this.stop();
    const { graphics, deadlineMs } = this.#options;
    const first = await withinDeadline(() => graphics.eventCountLater(combinedSession, eventTypes.any), deadlineMs);
    if (first === null) return silent;
    if (this.#frozenAt !== null && first === this.#frozenAt) return frozen;
    const last = answerOr(() => this.#read(), null);
    if (last === null) return silent;
    this.#frozenAt = null;
    this.#last = last;
    this.#lastAt = this.#options.now();
    this.#watch(onLost, first);
    return { ok: true };
  }

  take(): InputCounts {
    this.#settle();
    const { leftDown, rightDown, otherDown, keyDown, modifiers, scroll } = this.#counts;
    // Half of a modifier's press that is still held stays for the next time.
    this.#counts = { ...none(), modifiers: modifiers % 2 };
    return {
      keys: keyDown + Math.floor(modifiers / 2),
      clicks: leftDown + rightDown + otherDown,
      scrolls: scroll,
    };
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#settle();
    this.#last = null;
    this.#counts.modifiers -= this.#counts.modifiers % 2;
  }

  #settle(): void {
    if (this.#last === null) return;
    const at = this.#options.now();
    const most = Math.max(alwaysBelievable, (at - this.#lastAt) * mostPerMs);
    const now = answerOr(() => this.#read(), null);
    // What is not told now is told later: counters only grow.
    if (now === null) return;
    for (const each of counted) {
      // The counters wrap at 2^32. One that was set back seems to have run around once, almost.
      const more = (now[each] - this.#last[each]) >>> 0;
      if (more <= most) this.#counts[each] += more;
    }
    this.#last = now;
    this.#lastAt = at;
  }

  #read(): Record<Counted, number> {
    const { graphics } = this.#options;
    const now = none();
    for (const each of counted) now[each] = graphics.eventCount(combinedSession, eventTypes[each] satisfies EventType);
    return now;
  }

  /** Counters that stand still while the clock of the last input says that there was some count nothing. */
  #watch(onLost: (failure: SensorFailure) => void, first: number): void {
    const { graphics, now, checkMs } = this.#options;
    let all = first;
    let at = now();
    let times = 0;
    const lose = (failure: SensorFailure): void => {
      void this.stop();
      onLost(failure);
    };
    this.#timer = setInterval(() => {
      const passed = now() - at;
      const next = answerOr(() => graphics.eventCount(combinedSession, eventTypes.any), null);
      const seconds = answerOr(() => graphics.secondsSinceEvent(combinedSession, eventTypes.any), null);
      if (next === null || seconds === null) return lose(silent);
      times = next !== all ? 0 : seconds * 1000 < passed - slackMs ? times + 1 : times;
      all = next;
      at = now();
      if (times < mostFrozen) return;
      this.#frozenAt = all;
      lose(frozen);
    }, checkMs);
    this.#timer.unref();
  }
}

function none(): Record<Counted, number> {
  return { leftDown: 0, rightDown: 0, otherDown: 0, keyDown: 0, modifiers: 0, scroll: 0 };
}

const silent: SensorFailure = { ok: false, reason: reason('mac-counters-silent') };
const frozen: SensorFailure = { ok: false, reason: reason('mac-counters-frozen') };
