import type { InputCountSensor, InputCounts, SensorFailure, SensorState } from '../../ports.ts';
import type { FromSensors } from './messages.ts';
import type { SensorLink } from './sensor-link.ts';

const none: InputCounts = { keys: 0, clicks: 0, scrolls: 0 };

/** Counts from totals that another process says: a total that comes twice, or never, counts nothing twice. */
export class BesideCounts implements InputCountSensor {
  readonly #link: () => SensorLink;
  #counted = none;
  #lastTotal = none;
  #started: ((state: SensorState) => void) | null = null;
  #onLost: ((failure: SensorFailure) => void) | null = null;

  constructor(link: () => SensorLink) {
    this.#link = link;
  }

  async start(onLost: (failure: SensorFailure) => void): Promise<SensorState> {
    const { failure } = this.#link();
    if (failure !== null) return failure;
    const counting = new Promise<SensorState>((resolve) => {
      this.#started = resolve;
      this.#link().tell({ kind: 'counts', on: true });
    });
    const state = await this.#link().begun(counting);
    this.#started = null;
    this.#onLost = state.ok ? onLost : null;
    return state;
  }

  take(): InputCounts {
    const taken = this.#counted;
    this.#counted = none;
    return taken;
  }

  async stop(): Promise<void> {
    this.#onLost = null;
    this.#link().tell({ kind: 'counts', on: false });
  }

  /** Answers false to a total that is smaller than one before: then nothing of it can be believed. */
  message(message: Extract<FromSensors, { kind: 'counting' | 'counts' | 'counts-lost' }>): boolean {
    if (message.kind === 'counting') {
      this.#lastTotal = none;
      this.#started?.(message.state);
      return true;
    }
    if (message.kind === 'counts-lost') {
      this.#lose(message.failure);
      return true;
    }
    if (this.#onLost === null) return true;
    const { keys, clicks, scrolls } = message.total;
    const last = this.#lastTotal;
    if (keys < last.keys || clicks < last.clicks || scrolls < last.scrolls) return false;
    this.#counted = {
      keys: this.#counted.keys + keys - last.keys,
      clicks: this.#counted.clicks + clicks - last.clicks,
      scrolls: this.#counted.scrolls + scrolls - last.scrolls,
    };
    this.#lastTotal = message.total;
    return true;
  }

  down(failure: SensorFailure): void {
    this.#started?.(failure);
    this.#lose(failure);
  }

  #lose(failure: SensorFailure): void {
    const onLost = this.#onLost;
    this.#onLost = null;
    onLost?.(failure);
  }
}
