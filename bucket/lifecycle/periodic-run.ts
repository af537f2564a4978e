interface PeriodicRunOptions {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  /** Whether a turn of the timer is one to run at; each is unless given. */
  readonly isDue?: () => boolean;
  /** What `run` threw; the next run tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Runs something again and again, never two at a time, and keeps no process alive for it. */
export class PeriodicRun {
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  constructor({ everyMs, run, isDue = () => true, onFailure }: PeriodicRunOptions) {
    this.#timer = setInterval(() => {
      if (this.#running !== null || !isDue()) return;
      this.#running = run()
        .catch(onFailure)
        .finally(() => {
          this.#running = null;
        });
    }, everyMs);
    this.#timer.unref();
  }

  /** No run begins any more; answers when the one that is under way is over. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
