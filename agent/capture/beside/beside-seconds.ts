import { type Instant, type Interval, merged } from '../../../core/time/interval.ts';
import type { Clock, InputSecondsSensor, SensorFailure, SensorState } from '../../ports.ts';
import type { FromSensors } from './messages.ts';
import type { SensorLink } from './sensor-link.ts';

/** A second that has input is told while it goes on, by a clock that both processes read, ms. */
const aheadMs = 2_000;

/** Seconds with input as another process tells them: none twice, none of before it was asked, none to come. */
export class BesideSeconds implements InputSecondsSensor {
  readonly #link: () => SensorLink;
  readonly #clock: Clock;
  #seconds: readonly Interval[] = [];
  /** Nothing that began before this is taken. */
  #from: Instant = 0;
  #started: ((state: SensorState) => void) | null = null;
  #onLost: ((failure: SensorFailure) => void) | null = null;

  constructor(link: () => SensorLink, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  async start(onLost: (failure: SensorFailure) => void): Promise<SensorState> {
    const { failure } = this.#link();
    if (failure !== null) return failure;
    this.#seconds = [];
    const telling = new Promise<SensorState>((resolve) => {
      this.#started = (state) => {
        this.#onLost = state.ok ? onLost : null;
        resolve(state);
      };
      this.#from = secondStart(this.#clock.now());
      this.#link().tell({ kind: 'seconds', on: true });
    });
    const state = await this.#link().begun(telling);
    this.#started = null;
    return state;
  }

  take(): readonly Interval[] {
    const taken = this.#seconds;
    this.#seconds = [];
    return taken;
  }

  async stop(): Promise<void> {
    this.#onLost = null;
    this.#seconds = [];
    this.#link().tell({ kind: 'seconds', on: false });
  }

  /** Answers false to seconds that cannot be: then nothing of it can be believed. */
  message(message: Extract<FromSensors, { kind: 'telling-seconds' | 'seconds' | 'seconds-lost' }>): boolean {
    if (message.kind === 'telling-seconds') this.#started?.(message.state);
    else if (message.kind === 'seconds-lost') this.#lose(message.failure);
    else if (this.#onLost !== null) return this.#add(message.told);
    return true;
  }

  down(failure: SensorFailure): void {
    this.#started?.(failure);
    this.#lose(failure);
  }

  #add(told: readonly Interval[]): boolean {
    const now = this.#clock.now();
    // The clock was set back.
    if (this.#from > now + aheadMs) this.#from = secondStart(now);
    for (const { start, end } of told) {
      if (end > now + aheadMs) return false;
      const from = Math.max(start, this.#from);
      if (from >= end) continue;
      this.#seconds = merged([...this.#seconds, { start: from, end }]);
      this.#from = end;
    }
    return true;
  }

  #lose(failure: SensorFailure): void {
    const onLost = this.#onLost;
    this.#onLost = null;
    onLost?.(failure);
  }
}

function secondStart(at: Instant): Instant {
  return Math.floor(at / 1_000) * 1_000;
}
