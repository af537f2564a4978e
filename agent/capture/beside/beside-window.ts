import type { Instant } from '../../../core/time/interval.ts';
import type { ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure, Stop } from '../../ports.ts';
import { toldAt } from '../told-at.ts';
import type { FromSensors } from './messages.ts';
import type { SensorLink } from './sensor-link.ts';
import { sharedMs } from './shared-clock.ts';

/** A system that has answered its sensors nothing for so long answers nothing more: they begin anew, ms. */
const silentMs = 90_000;
/** How often in a row that has to be said: after the computer slept it is true once. */
const silentTimes = 2;

type OnReading = (reading: ActiveWindowReading, at: Instant) => void;

/** The active window as another process says it; while there is none, it is not known. */
export class BesideWindow implements ActiveWindowSensor {
  readonly #link: () => SensorLink;
  readonly #clock: Clock;
  #heardAt: Instant | null = null;
  #onReading: OnReading | null = null;
  #run = 0;
  #last = '';
  #first: (() => void) | null = null;
  #isTold = false;
  #silences = 0;

  constructor(link: () => SensorLink, clock: Clock) {
    this.#link = link;
    this.#clock = clock;
  }

  heardAt(): Instant | null {
    return this.#heardAt;
  }

  async start(onReading: OnReading): Promise<Stop> {
    this.#onReading = onReading;
    this.#run += 1;
    this.#last = '';
    const { failure } = this.#link();
    if (failure !== null) this.#tell({ kind: 'unavailable', failure });
    else await this.#begin();
    return async () => {
      if (this.#onReading !== onReading) return;
      this.#onReading = null;
      this.#hasBegun();
      this.#link().tell({ kind: 'window', run: this.#run, on: false });
    };
  }

  up(): void {
    if (this.#onReading !== null) void this.#begin();
  }

  down(failure: SensorFailure): void {
    this.#isTold = false;
    this.#tell({ kind: 'unavailable', failure });
  }

  reading({ run, since, reading }: Extract<FromSensors, { kind: 'reading' }>): void {
    if (run !== this.#run) return;
    const now = this.#clock.now();
    this.#isTold = reading.kind !== 'unavailable';
    if (this.#isTold) this.#heardAt = now;
    this.#tell(reading, toldAt(now - Math.max(0, Math.round(sharedMs() - since)), now));
  }

  heard(agoMs: number): void {
    this.#heardAt = Math.max(this.#heardAt ?? 0, this.#clock.now() - agoMs);
    // A sensor that says why it cannot answer is left to itself.
    this.#silences = agoMs > silentMs && this.#isTold ? this.#silences + 1 : 0;
    if (this.#silences < silentTimes) return;
    this.#silences = 0;
    this.#link().distrust();
  }

  #begin(): Promise<void> {
    this.#hasBegun();
    const first = new Promise<void>((resolve) => {
      this.#first = resolve;
    });
    this.#link().tell({ kind: 'window', run: this.#run, on: true });
    return this.#link().begun(first);
  }

  #hasBegun(): void {
    this.#first?.();
    this.#first = null;
  }

  #tell(reading: ActiveWindowReading, at = this.#clock.now()): void {
    this.#hasBegun();
    const key = JSON.stringify(reading);
    if (key === this.#last) return;
    this.#last = key;
    this.#onReading?.(reading, at);
  }
}
