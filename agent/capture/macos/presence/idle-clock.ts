import { reason } from '../../../../core/reason.ts';
import type { SensorFailure, SensorState } from '../../../ports.ts';
import { answerOr, withinDeadline } from '../answers.ts';
import { type CoreGraphics, combinedSession, eventTypes } from '../api/core-graphics.ts';

/**
 * A clock that stands still only ever says too much. Until it was seen to fall once it is believed
 * up to here: below the shortest time that counts as idle.
 */
const believedMs = 60_000;

export interface IdleClockOptions {
  readonly graphics: Pick<CoreGraphics, 'secondsSinceEvent' | 'secondsSinceEventLater'>;
  /** How long the first question may take, ms. */
  readonly deadlineMs: number;
}

/** How long ago the last input of any kind was, and whether that can be believed. */
export class IdleClock {
  readonly #options: IdleClockOptions;
  #state: SensorState | null = null;
  #probing: Promise<SensorState> | null = null;
  #last: number | null = null;
  #hasFallen = false;

  constructor(options: IdleClockOptions) {
    this.#options = options;
  }

  /** Asks once on another thread, since some processes never get an answer; those are not asked again. */
  async state(): Promise<SensorState> {
    this.#probing ??= this.#probe();
    this.#state = await this.#probing;
    return this.#state;
  }

  /** ms; null: not known. */
  async read(): Promise<number | null> {
    if (!(await this.state()).ok) return null;
    const { graphics } = this.#options;
    const seconds = answerOr(() => graphics.secondsSinceEvent(combinedSession, eventTypes.any), Number.NaN);
    // The system answers a senseless number where it cannot tell.
    if (!Number.isFinite(seconds) || seconds < 0) return null;
    const ms = Math.round(seconds * 1000);
    if (this.#last !== null && ms < this.#last) this.#hasFallen = true;
    this.#last = ms;
    return this.#hasFallen || ms < believedMs ? ms : null;
  }

  async #probe(): Promise<SensorState> {
    const { graphics, deadlineMs } = this.#options;
    const answer = await withinDeadline(
      () => graphics.secondsSinceEventLater(combinedSession, eventTypes.any),
      deadlineMs,
    );
    return answer === null ? noIdleClock : { ok: true };
  }
}

const noIdleClock: SensorFailure = { ok: false, reason: reason('mac-idle-silent') };
