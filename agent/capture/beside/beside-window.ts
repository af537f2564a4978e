import type { Instant } from '../../../core/time/interval.ts';
import type { ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure, Stop } from '../../ports.ts';
import type { SensorLink } from './sensor-link.ts';

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
    else
      await new Promise<void>((resolve) => {
        this.#first = resolve;
        this.#link().tell({ kind: 'window', run: this.#run, on: true });
      });
    return async () => {
      if (this.#onReading !== onReading) return;
      this.#onReading = null;
      this.#link().tell({ kind: 'window', run: this.#run, on: false });
    };
  }

  up(): void {
    if (this.#onReading !== null) this.#link().tell({ kind: 'window', run: this.#run, on: true });
  }

  down(failure: SensorFailure): void {
    this.#tell({ kind: 'unavailable', failure });
  }

  reading(run: number, reading: ActiveWindowReading): void {
    if (run !== this.#run) return;
    if (reading.kind !== 'unavailable') this.#heardAt = this.#clock.now();
    this.#tell(reading);
  }

  heard(agoMs: number): void {
    this.#heardAt = Math.max(this.#heardAt ?? 0, this.#clock.now() - agoMs);
  }

  #tell(reading: ActiveWindowReading): void {
    this.#first?.();
    this.#first = null;
    const key = JSON.stringify(reading);
    if (key === this.#last) return;
    this.#last = key;
    this.#onReading?.(reading, this.#clock.now());
  }
}
