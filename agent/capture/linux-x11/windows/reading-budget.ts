/** Readings without a wait, and the time until one more: at most five a second in a storm. */
const quickReadings = 60;
const readingRefillMs = 200;

/** How long each reading has to wait, so that no storm of events becomes one of questions. */
export class ReadingBudget {
  #left = quickReadings;
  #at = performance.now();

  take(): number {
    const now = performance.now();
    this.#left = Math.min(quickReadings, this.#left + (now - this.#at) / readingRefillMs);
    this.#at = now;
    if (this.#left >= 1) {
      this.#left -= 1;
      return 0;
    }
    return readingRefillMs;
  }
}
