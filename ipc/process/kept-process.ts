import type { BesideProcess } from './beside-process.ts';

export interface KeptProcessOptions {
  readonly start: () => BesideProcess;
  /** Waits before a new start, ms, for each in a row that came to nothing; the last one again and again. */
  readonly retryMs?: readonly number[];
  /** How long a start may take before the process counts as hung, ms. */
  readonly startMs?: number;
}

export interface KeptProcessEvents {
  message(message: unknown): void;
  /** It has ended, and is started again unless it was closed. */
  down(): void;
}

const usualRetryMs = [200, 1_000, 2_000, 5_000, 10_000, 30_000];
const usualStartMs = 30_000;
/** One that ends so often within `oftenMs` is broken, whatever it said before: it waits the longest. */
const mostEnds = 60;
const oftenMs = 300_000;
/** How long it may take to end when it is told to, ms. */
const endMs = 10_000;
/** One that says more than that within `floodMs` says nothing any more: whoever listens has other work too. */
const mostMessages = 5_000;
const floodMs = 10_000;

/** One process at a time, started again whenever it ends. Whoever uses it says when it is `up`, and ends one that cannot be believed. */
export class KeptProcess {
  readonly #options: Required<KeptProcessOptions>;
  readonly #events: KeptProcessEvents;
  #child: BesideProcess | null = null;
  #isUp = false;
  /** It was told to end, and nothing that it still says counts. */
  #isKilled = false;
  /** How many messages came since, monotonic, ms. */
  #said = { count: 0, since: 0 };
  /** Starts in a row that came to nothing. */
  #failures = 0;
  /** When the last ones ended, monotonic, ms. */
  #ends: number[] = [];
  #retry: NodeJS.Timeout | null = null;
  #silence: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(
    { start, retryMs = usualRetryMs, startMs = usualStartMs }: KeptProcessOptions,
    events: KeptProcessEvents,
  ) {
    this.#options = { start, retryMs, startMs };
    this.#events = events;
    this.#start();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** It does what it is for. */
  up(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
    this.#isUp = true;
    this.#failures = 0;
  }

  /** To the process that is up; lost where there is none. */
  send(message: unknown): void {
    if (this.#isUp) this.#child?.send(message);
  }

  /** Whether this process waits for it. */
  hold(isHeld: boolean): void {
    this.#child?.hold(isHeld);
  }

  /** Ends the one that runs; another is started. */
  kill(): void {
    this.#isKilled = true;
    this.#child?.kill();
  }

  /** Ends it for good: it gets `goodbye`, and some seconds for it. */
  async close(goodbye: unknown): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.onEnd(resolve));
    child.hold(true);
    child.send(goodbye);
    const late = setTimeout(() => child.kill(), endMs);
    await gone;
    clearTimeout(late);
  }

  #start(): void {
    const child = this.#options.start();
    this.#child = child;
    this.#isKilled = false;
    this.#said = { count: 0, since: performance.now() };
    this.#silence = setTimeout(() => child.kill(), this.#options.startMs);
    child.onMessage((message) => {
      if (this.#child !== child || this.#isKilled) return;
      if (this.#isFlood()) this.kill();
      else this.#events.message(message);
    });
    child.onEnd(() => {
      if (this.#child === child) this.#onEnd();
    });
    child.hold(true);
  }

  #isFlood(): boolean {
    const now = performance.now();
    if (now - this.#said.since > floodMs) this.#said = { count: 0, since: now };
    this.#said.count += 1;
    return this.#said.count > mostMessages;
  }

  #onEnd(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
    this.#child = null;
    this.#isUp = false;
    if (!this.#isClosed) {
      this.#retry = setTimeout(() => this.#start(), this.#waitMs());
      this.#failures += 1;
      // What only looks once does not wait for what keeps ending.
      if (this.#failures > 1) this.#retry.unref();
    }
    this.#events.down();
  }

  #waitMs(): number {
    const { retryMs } = this.#options;
    const now = performance.now();
    this.#ends = [...this.#ends.filter((at) => now - at < oftenMs), now];
    const turn = this.#ends.length > mostEnds ? retryMs.length : this.#failures;
    return retryMs[Math.min(turn, retryMs.length - 1)] ?? 0;
  }
}
