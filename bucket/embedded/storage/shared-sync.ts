/** A wait for the disk, which all share who came before it began. */
export class SharedSync {
  readonly #sync: () => Promise<void>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(sync: () => Promise<void>) {
    this.#sync = sync;
  }

  /** Answers once a sync that began after this call is over. When it fails, it fails for all who share it. */
  done(): Promise<void> {
    this.#next ??= this.#begin();
    return this.#next;
  }

  async #begin(): Promise<void> {
    // One that runs already may have missed what was written last.
    await (this.#running ?? Promise.resolve()).catch(() => {});
    this.#running = this.#next;
    this.#next = null;
    const own = this.#running;
    try {
      await this.#sync();
    } finally {
      if (this.#running === own) this.#running = null;
    }
  }
}
