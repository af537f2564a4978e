import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';

export interface ClockEdgesOptions {
  readonly gate: Pick<Gate, 'nextEdge'>;
  readonly now: () => Instant;
  /** An edge may have been passed: what is allowed is to be looked at again. */
  readonly onEdge: () => void;
  /** An edge comes in less than this: what was counted until now can still be kept. */
  readonly onNear: () => void;
}

/** Before an edge, counts are settled: those that are taken after it are nobody's. */
const nearMs = 50;
/** A timer is not trusted for longer: clocks are set, computers sleep. */
const longestMs = 60 * 60_000;

/** The timer for what the clock alone decides: working hours begin and end, pauses end. */
export class ClockEdges {
  readonly #options: ClockEdgesOptions;
  #timer: NodeJS.Timeout | null = null;
  #edge: Instant | null = null;

  constructor(options: ClockEdgesOptions) {
    this.#options = options;
  }

  /** Waits for the next edge as it is now; to be called after every change of what is allowed. */
  plan(): void {
    this.stop();
    const { gate, now } = this.#options;
    const at = now();
    const edge = gate.nextEdge(at);
    this.#edge = edge;
    if (edge === null) return;
    const leftMs = edge - at;
    if (leftMs <= nearMs) this.#timer = setTimeout(() => this.#arrive(edge), Math.max(0, leftMs));
    else this.#timer = setTimeout(() => this.#approach(edge), Math.min(leftMs - nearMs, longestMs));
  }

  /** Whether the edge that is waited for is over, such as by a clock that was set forward. */
  isPassed(): boolean {
    return this.#edge !== null && this.#options.now() >= this.#edge;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #approach(edge: Instant): void {
    const { now, onNear, onEdge } = this.#options;
    const leftMs = edge - now();
    if (leftMs > 0 && leftMs <= nearMs) onNear();
    if (leftMs <= 0) onEdge();
    else this.plan();
  }

  /** Timers may be a moment early by the clock. */
  #arrive(edge: Instant): void {
    const { now, onEdge } = this.#options;
    if (now() >= edge) onEdge();
    else this.plan();
  }
}
