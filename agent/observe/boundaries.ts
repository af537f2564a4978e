import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';

export interface ClockBoundariesOptions {
  readonly gate: Pick<Gate, 'nextBoundary'>;
  readonly now: () => Instant;
  /** A boundary may have been passed: what is allowed is to be looked at again. */
  readonly onBoundary: () => void;
  /** A boundary comes in less than this: what was counted until now can still be kept. */
  readonly onNear: () => void;
}

/** Before a boundary, counts are settled: those that are taken after it are nobody's. */
const nearMs = 50;
/** A timer is not trusted for longer: clocks are set, computers sleep. */
const longestMs = 60 * 60_000;

/** The timer for what the clock alone decides: working hours begin and end, pauses end. */
export class ClockBoundaries {
  readonly #options: ClockBoundariesOptions;
  #timer: NodeJS.Timeout | null = null;
  #boundary: Instant | null = null;

  constructor(options: ClockBoundariesOptions) {
    this.#options = options;
  }

  /** Plans the next boundary; to be called after every change of what is allowed. */
  plan(): void {
    this.stop();
    const { gate, now } = this.#options;
    const at = now();
    const boundary = gate.nextBoundary(at);
    this.#boundary = boundary;
    if (boundary === null) return;
    const remainingMs = boundary - at;
    if (remainingMs <= nearMs) this.#timer = setTimeout(() => this.#arrive(boundary), Math.max(0, remainingMs));
    else this.#timer = setTimeout(() => this.#approach(boundary), Math.min(remainingMs - nearMs, longestMs));
  }

  /** Whether the boundary that is waited for is over, such as by a clock that was set forward. */
  isPassed(): boolean {
    return this.#boundary !== null && this.#options.now() >= this.#boundary;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #approach(boundary: Instant): void {
    const { now, onNear, onBoundary } = this.#options;
    const remainingMs = boundary - now();
    if (remainingMs > 0 && remainingMs <= nearMs) onNear();
    if (remainingMs <= 0) onBoundary();
    else this.plan();
  }

  /** Timers may be a moment early by the clock. */
  #arrive(boundary: Instant): void {
    const { now, onBoundary } = this.#options;
    if (now() >= boundary) onBoundary();
    else this.plan();
  }
}
