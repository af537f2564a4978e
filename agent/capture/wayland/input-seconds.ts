import { type Instant, type Interval, merged } from '../../../core/time/interval.ts';
import type { Clock, InputSecondsSensor, SensorFailure, SensorState } from '../../ports.ts';

/** What a desktop tells of rests: that one began or ended, and nothing of what the input was. */
export interface RestSource {
  state(): SensorState;
  /** ms since the last input; 0 while no rest of a second was told; null: not known. */
  idleMs(): number | null;
  /** Whether a program that keeps the screen on, such as a video, may keep a rest from being told. */
  readonly mayBeHeldBack: boolean;
  /** Calls `listener` after a rest began or ended, or is not known any more. */
  onChange(listener: () => void): () => void;
}

const secondMs = 1_000;
/** How often it is looked whether input goes on, ms. At rest nothing beats. */
const beatMs = 1_000;
/** Beats further apart than this were slept through, or the process stood still: what was then is not known. */
const longestBeatMs = 3_000;
/** A rest of a second is told by then, ms: until so long ago it is certain that there was none. */
const toldWithinMs = 1_500;
/** Where rests may be held back, input without one for longer than this proves nothing, ms. */
const longestHeldMs = 60_000;
/** Seconds that nobody takes are not kept for longer than this, ms. */
const keptMs = 3_600_000;

/** Input without a rest: when it began, and the first second of it that was not told yet. */
interface Run {
  readonly begun: Instant;
  readonly next: Instant;
}

/**
 * The seconds of the clock that had any input, by rests of a second or more. Between two such rests
 * no second of the clock is without input: a gap that covers one is such a rest. So a second is told
 * where input began in it, where the last input before a rest was in it, and where it lies between.
 * What is not certain when recording has to stop is left out.
 */
export class InputSeconds implements InputSecondsSensor {
  readonly #source: RestSource;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #seconds: readonly Interval[] = [];
  #run: Run | null = null;
  #beat: NodeJS.Timeout | null = null;
  #beatAt: Instant = 0;
  #unfollow: (() => void) | null = null;
  #onLost: (failure: SensorFailure) => void = () => {};

  constructor(source: RestSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  async start(onLost: (failure: SensorFailure) => void): Promise<SensorState> {
    await this.stop();
    const state = this.#source.state();
    if (!state.ok) return state;
    this.#onLost = onLost;
    this.#unfollow = this.#source.onChange(() => this.#changed());
    // Of input that began before, only whole seconds after this are told.
    if (this.#source.idleMs() === 0) this.#begin(nextSecond(this.#clock.now()));
    return state;
  }

  take(): readonly Interval[] {
    const taken = this.#seconds;
    this.#seconds = [];
    return taken;
  }

  onTold(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#end();
    this.#unfollow?.();
    this.#unfollow = null;
    this.#seconds = [];
  }

  #changed(): void {
    const idleMs = this.#source.idleMs();
    const now = this.#clock.now();
    if (idleMs === null) {
      this.#end();
      const state = this.#source.state();
      const onLost = this.#onLost;
      this.#onLost = () => {};
      if (!state.ok) onLost(state);
    } else if (idleMs > 0) {
      const last = now - idleMs;
      if (this.#run !== null && this.#isAwake(now) && !this.#isDoubtful(last - this.#run.begun)) this.#tell(last);
      this.#end();
    } else if (this.#run === null) {
      this.#begin(secondStart(now));
      this.#tell(now);
    }
  }

  /** Whether what is heard at `now` came when it happened: no beat is missing. */
  #isAwake(now: Instant): boolean {
    const sinceMs = now - this.#beatAt;
    return sinceMs >= 0 && sinceMs <= longestBeatMs;
  }

  #isDoubtful(lengthMs: number): boolean {
    return this.#source.mayBeHeldBack && lengthMs > longestHeldMs;
  }

  #begin(next: Instant): void {
    this.#beatAt = this.#clock.now();
    this.#run = { begun: this.#beatAt, next };
    this.#beat = setInterval(() => this.#onBeat(), beatMs);
    this.#beat.unref();
  }

  #end(): void {
    this.#run = null;
    if (this.#beat !== null) clearInterval(this.#beat);
    this.#beat = null;
  }

  #onBeat(): void {
    const now = this.#clock.now();
    const isAwake = this.#isAwake(now);
    this.#beatAt = now;
    if (!isAwake) {
      this.#run = { begun: now, next: nextSecond(now) };
      return;
    }
    // How long the input was is known once it is over.
    if (this.#source.mayBeHeldBack) return;
    // Only once all that has come until now was heard: a timer is called before it.
    const beat = this.#beat;
    setImmediate(() => {
      if (this.#beat === beat) this.#tell(now - toldWithinMs);
    });
  }

  /** There was input until `last`: its seconds that were not told yet are told. */
  #tell(last: Instant): void {
    const end = secondStart(last) + secondMs;
    if (this.#run === null || end <= this.#run.next) return;
    const oldest = end - keptMs;
    const told = { start: Math.max(this.#run.next, oldest), end };
    this.#seconds = merged([...this.#seconds.filter((each) => each.end > oldest), told]);
    this.#run = { ...this.#run, next: end };
    for (const listener of this.#listeners) listener();
  }
}

function secondStart(at: Instant): Instant {
  return Math.floor(at / secondMs) * secondMs;
}

/** The first second of the clock that begins at `at` or after. */
function nextSecond(at: Instant): Instant {
  return secondStart(at + secondMs - 1);
}
