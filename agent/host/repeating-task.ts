/** The work of timers: a failure stops nothing, and what is under way can be awaited. */
export class TimedWork {
  readonly #underWay = new Set<Promise<void>>();
  readonly #onError: (where: string, error: unknown) => void;

  constructor(onError: (where: string, error: unknown) => void) {
    this.#onError = onError;
  }

  run(where: string, work: () => Promise<void>, after: () => void): void {
    const done = work()
      .catch((error) => this.#onError(where, error))
      .finally(() => {
        this.#underWay.delete(done);
        after();
      });
    this.#underWay.add(done);
  }

  /** Answers when all that is under way now is over. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}

export interface RepeatingTaskOptions {
  /** For messages: what the work is. */
  readonly name: string;
  /** How long until it is due, ms; null: it is not. */
  readonly dueInMs: () => number | null;
  readonly work: () => Promise<void>;
}

/** Work that comes again and again: each time it is over, the next time is planned anew. */
export class RepeatingTask {
  readonly #timed: TimedWork;
  readonly #options: RepeatingTaskOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(timed: TimedWork, options: RepeatingTaskOptions) {
    this.#timed = timed;
    this.#options = options;
  }

  /** Waits for when it is due by now, and no longer for when it was due before. */
  plan(): void {
    this.stop();
    const { name, dueInMs, work } = this.#options;
    const ms = dueInMs();
    if (ms !== null) this.#timer = setTimeout(() => this.#timed.run(name, work, () => this.plan()), ms);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
