/** Readings without a wait, and the time until one more: at most five a second in a storm. */
const quickReadings = 60;
const readingRefillMs = 200;

/** How long each reading has to wait, so that no storm of events becomes one of questions. */
export class ReadingBudget {
  #remaining = quickReadings;
  #at = performance.now();

  take(): number {
    const now = performance.now();
    this.#remaining = Math.min(quickReadings, this.#remaining + (now - this.#at) / readingRefillMs);
    this.#at = now;
    if (this.#remaining >= 1) {
      this.#remaining -= 1;
      return 0;
    }
    return readingRefillMs;
  }
}
