import type { Result } from '../../core/result.ts';

/** Asks once and caches the answer. A problem is not cached: the next one asks again. */
export class CachedResult<T> {
  readonly #ask: () => Promise<Result<T>>;
  #answer: Promise<Result<T>> | null = null;

  constructor(ask: () => Promise<Result<T>>) {
    this.#ask = ask;
  }

  get(): Promise<Result<T>> {
    this.#answer ??= this.refresh();
    return this.#answer;
  }

  /** Asks anew, for what may have changed. */
  refresh(): Promise<Result<T>> {
    const asked = this.#ask().then((result) => {
      if (!result.ok && this.#answer === asked) this.#answer = null;
      return result;
    });
    this.#answer = asked;
    return asked;
  }
}
