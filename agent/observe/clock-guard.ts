import type { Recorder } from '../../core/day/recorder.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { SampleWriter } from './sample-writer.ts';

export interface ClockGuardOptions {
  readonly now: () => Instant;
  readonly isRunning: () => boolean;
  readonly gate: Pick<Gate, 'allows' | 'workingTime' | 'endOfWork' | 'pause'>;
  readonly recorder: Pick<Recorder, 'span' | 'countFrom'>;
  readonly samples: Pick<SampleWriter, 'applyPermissions' | 'settleCounts' | 'end'>;
  readonly presence: Pick<PresenceWatch, 'isWatching'>;
  /** The clock was set back: what is allowed from later on does not hold yet. */
  readonly onSetBack: () => void;
  /** The computer slept until `at`. */
  readonly onWake: (at: Instant) => void;
}

/** A silence longer than this is sleep, not a slow timer. */
const sleepAfterMs = 45_000;

/** The clock of all that records: notices sleep, a clock set back, and the end of work. */
export class ClockGuard {
  readonly #options: ClockGuardOptions;
  #lastSeen: Instant;

  constructor(options: ClockGuardOptions) {
    this.#options = options;
    this.#lastSeen = options.now();
  }

  /** The present, after noticing whether the computer slept since something was last heard. */
  now(): Instant {
    const { now, isRunning, samples, onSetBack } = this.#options;
    const at = now();
    const before = this.#lastSeen;
    this.#lastSeen = at;
    if (!isRunning()) return at;
    if (at < before) {
      onSetBack();
      samples.applyPermissions(at);
    }
    if (at - before > sleepAfterMs) this.#wake(before, at);
    else this.#endWork(before, at);
    return at;
  }

  /** Whether the computer sleeps, or slept and nothing was heard since. */
  isAsleep(now: Instant): boolean {
    return now - this.#lastSeen > sleepAfterMs;
  }

  /** What was open ended when something was last heard; what is seen from `at` on is new. */
  #wake(before: Instant, at: Instant): void {
    const { gate, recorder, samples, presence, onWake } = this.#options;
    // A pause that ended meanwhile still covers its part of the time: then nothing is told of it.
    const wasPresent = presence.isWatching && gate.pause === null;
    samples.settleCounts(before);
    samples.end(before);
    if (wasPresent && gate.allows('presence', at))
      for (const { start, end } of gate.workingTime(before, at)) recorder.span(start, end, 'suspended', null);
    onWake(at);
    recorder.countFrom(at);
    samples.applyPermissions(at);
  }

  /** Working time ended unnoticed: what was open ends then, not when it was noticed. */
  #endWork(before: Instant, at: Instant): void {
    const { gate, samples } = this.#options;
    const end = gate.endOfWork(before, at);
    if (end === null) return;
    samples.end(end);
    samples.applyPermissions(at);
  }
}
