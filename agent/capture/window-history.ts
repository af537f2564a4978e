import type { VisibleWindow } from '../ports.ts';

/** How far around the moment of the pixels windows are looked at, ms. */
export interface SettleTimes {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** A browser changes page and title not at once, but within a second. */
export const usualSettleTimes: SettleTimes = { beforeMs: 2_500, afterMs: 750 };

const pollMs = 200;
/** A list that takes long is asked for less often: never more than a tenth of the time. */
const restFactor = 10;
/** Where pictures come this soon one after the other, the watch goes on, so that the next need not wait. */
const warmMs = 10_000;
/** What programs call themselves changes at any rate; so many readings are kept at most. */
const mostReadings = 64;

interface Reading {
  /** Monotonic, ms. */
  readonly at: number;
  readonly windows: readonly VisibleWindow[];
}

/**
 * What windows were called within the last seconds, from a list that is asked for again and again
 * while pictures are being taken. It costs the same at any rate of changes. It ends with a picture,
 * unless they come often; a list that fails ends it too, and the next picture begins it anew.
 */
export class WindowHistory {
  readonly #list: () => Promise<readonly VisibleWindow[]>;
  readonly #times: SettleTimes;
  #readings: Reading[] = [];
  #since: number | null = null;
  #warmUntil = 0;
  #isWarm = false;
  /** Pictures that are being taken now. */
  #pictures = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(list: () => Promise<readonly VisibleWindow[]>, times: SettleTimes) {
    this.#list = list;
    this.#times = times;
  }

  /** Answers once the last seconds are known. Rejects when the list cannot be read. */
  async known(): Promise<void> {
    const { beforeMs } = this.#times;
    if (beforeMs === 0) return;
    // Until when the picture before this one would have kept it: its own seconds, and those in which another may come.
    this.#isWarm = performance.now() < this.#warmUntil;
    this.#warmUntil = performance.now() + beforeMs + warmMs;
    this.#pictures += 1;
    if (this.#since === null) {
      this.#since = performance.now();
      await this.#read();
      this.#plan();
    }
    const leftMs = this.#since + beforeMs - performance.now();
    if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
  }

  /** Answers once later readings are known too: every list since `beforeMs` before this call. */
  async settled(): Promise<readonly (readonly VisibleWindow[])[]> {
    const { beforeMs, afterMs } = this.#times;
    const from = performance.now() - beforeMs;
    const until = performance.now() + afterMs;
    for (let leftMs = afterMs; leftMs > 0; leftMs = until - performance.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(leftMs, pollMs)));
      await this.#read();
    }
    const known = this.#readings.filter(({ at }) => at >= from).map(({ windows }) => windows);
    this.#pictures -= 1;
    if (this.#pictures <= 0 && !this.#isWarm) this.stop();
    return known;
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
    this.#readings = [];
    this.#pictures = 0;
  }

  async #read(): Promise<number> {
    const started = performance.now();
    try {
      const windows = await this.#list();
      this.#readings = [...this.#readings, { at: performance.now(), windows }].slice(-mostReadings);
    } catch (error) {
      this.stop();
      throw error;
    }
    return performance.now() - started;
  }

  #plan(tookMs = 0): void {
    this.#timer = setTimeout(
      () => {
        if (performance.now() > this.#warmUntil) return this.stop();
        const since = this.#since;
        this.#read().then(
          (took) => {
            if (this.#since === since && since !== null) this.#plan(took);
          },
          () => {},
        );
      },
      Math.max(pollMs, tookMs * restFactor),
    );
    this.#timer.unref();
  }
}

/**
 * All lists in one: the first, and on top of it whatever each other has at another place or under
 * another name. A window that moved while the pixels were read is so listed where it was and where
 * it is.
 */
export function unionOfWindows(
  first: readonly VisibleWindow[],
  ...others: readonly (readonly VisibleWindow[])[]
): VisibleWindow[] {
  const all = new Map(first.map((window) => [JSON.stringify(window), window]));
  for (const window of others.flat()) {
    const key = JSON.stringify(window);
    if (!all.has(key)) all.set(key, window);
  }
  return [...all.values()];
}
