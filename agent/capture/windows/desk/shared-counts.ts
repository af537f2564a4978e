import type { InputCounts } from '../../../ports.ts';
import { notch, type RawCounts } from './raw-counts.ts';

const slots = { keys: 0, clicks: 1, wheel: 2, heard: 3, hasHeard: 4, kept: 5 } as const;

/** What the desk's thread and the one that asks it both see: totals, and nothing that is told one by one. */
export class SharedCounts {
  readonly memory: SharedArrayBuffer;
  readonly #slots: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(4 * Object.keys(slots).length)) {
    this.memory = memory;
    this.#slots = new Int32Array(memory);
  }

  add({ keys, clicks, wheel }: RawCounts): void {
    if (keys > 0) Atomics.add(this.#slots, slots.keys, keys);
    if (clicks > 0) Atomics.add(this.#slots, slots.clicks, clicks);
    if (wheel > 0) Atomics.add(this.#slots, slots.wheel, wheel);
  }

  /** What was counted since the last call. Parts of a notch stay until they are one. */
  take(): InputCounts {
    const scrolls = Math.floor(Atomics.load(this.#slots, slots.wheel) / notch);
    Atomics.sub(this.#slots, slots.wheel, scrolls * notch);
    return {
      keys: Atomics.exchange(this.#slots, slots.keys, 0),
      clicks: Atomics.exchange(this.#slots, slots.clicks, 0),
      scrolls,
    };
  }

  /** Forgets what was counted, parts of a notch too. */
  clear(): void {
    for (const slot of [slots.keys, slots.clicks, slots.wheel]) Atomics.store(this.#slots, slot, 0);
  }

  /** The system's tick (ms, u32) at which it last answered; null: not yet. */
  get heardTick(): number | null {
    return Atomics.load(this.#slots, slots.hasHeard) === 0 ? null : Atomics.load(this.#slots, slots.heard) >>> 0;
  }

  set heardTick(tick: number) {
    Atomics.store(this.#slots, slots.heard, tick | 0);
    Atomics.store(this.#slots, slots.hasHeard, 1);
  }

  /** Waits in the desk's thread until everything is kept, as the session ends. */
  waitUntilKept(ms: number): void {
    Atomics.wait(this.#slots, slots.kept, 0, ms);
  }

  sayKept(): void {
    Atomics.store(this.#slots, slots.kept, 1);
    Atomics.notify(this.#slots, slots.kept);
  }
}
