import type { SensorReport } from '../../core/day/activity.ts';
import type { Recorder } from '../../core/day/recorder.ts';
import { reason } from '../../core/reason.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { PresenceReading } from '../ports.ts';
import type { IdleQuestions } from './idle-questions.ts';

/** Turns presence readings into states, never dated back to before they were allowed. */
export class PresenceWatch {
  readonly #recorder: Pick<Recorder, 'presence'>;
  readonly #gate: Pick<Gate, 'ask' | 'locked'>;
  /** Since when presence may be recorded without a break; null while it may not. */
  #since: Instant | null = null;
  readonly #questions: Pick<IdleQuestions, 'idle' | 'end'>;
  #lockedBySensor = false;
  /** When a call was last seen: it counts like input. */
  #lastCall: Instant = Number.NEGATIVE_INFINITY;

  constructor(
    recorder: Pick<Recorder, 'presence'>,
    gate: Pick<Gate, 'ask' | 'locked'>,
    questions: Pick<IdleQuestions, 'idle' | 'end'>,
  ) {
    this.#recorder = recorder;
    this.#gate = gate;
    this.#questions = questions;
  }

  get isWatching(): boolean {
    return this.#since !== null;
  }

  /** What is allowed at `at` may have changed. */
  applyPermissions(at: Instant): void {
    const decision = this.#gate.ask('presence', at);
    if ('grant' in decision) {
      this.#since ??= at;
      return;
    }
    this.#since = null;
    this.#questions.end(at, false);
    // That recording paused is itself told only where presence was agreed to.
    const { refused } = decision;
    const state = refused === 'paused' || refused === 'locked' || refused === 'suspended' ? refused : null;
    this.#recorder.presence(at, state);
  }

  /** Nothing is known of the time after `at`: the computer slept, or recording ends. */
  forget(at: Instant): void {
    this.#since = null;
    this.#questions.end(at, false);
  }

  /** At `start` a day begins or a removed span ends: nothing is dated back before it. */
  notBefore(start: Instant): void {
    if (this.#since !== null) this.#since = Math.max(this.#since, start);
  }

  /**
   * Whether the screen counts as locked after this reading. A sensor that says `locked` and then no
   * longer knows takes back its own word only: a host may know better. Where no one tells (plain
   * X11), a lock screen is a window like any other.
   */
  isLocked({ locked }: PresenceReading): boolean {
    const now = locked ?? (this.#lockedBySensor ? false : this.#gate.locked);
    this.#lockedBySensor = locked === true;
    return now;
  }

  /** Records the state that `reading` shows. Ask the gate first. A call is never idle. */
  take(at: Instant, { idleMs, inCall }: PresenceReading, idleAfterMs: number, report: SensorReport | undefined): void {
    this.#since ??= at;
    if (inCall === true) {
      this.#lastCall = at;
      this.#recorder.presence(at, 'call');
      this.#questions.end(at, true);
      return;
    }
    if (idleMs === null) {
      const why = report?.reason ?? reason('idle-time-untold');
      this.#recorder.presence(at, 'unknown', why);
      this.#questions.end(at, false);
    } else if (Math.min(idleMs, at - this.#lastCall) >= idleAfterMs) {
      // A record has whole ms; a sensor may know it more exactly.
      const since = Math.min(at, Math.max(at - Math.floor(idleMs), this.#since, this.#lastCall));
      this.#recorder.presence(at, 'idle', null, since);
      if (at - since >= idleAfterMs) this.#questions.idle(since, at);
    } else {
      this.#recorder.presence(at, 'active');
      this.#questions.end(at, true);
    }
  }
}
