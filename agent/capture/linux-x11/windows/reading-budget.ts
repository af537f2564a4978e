/** Readings in a row that cost no wait, and how long it takes until there is one more: any storm of changes costs five readings a second. */
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
