interface Pending<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly late: NodeJS.Timeout;
}

/** Who waits for an answer, in the order in which they asked. Each waits for as long and no longer. */
export class PendingAnswers<Answer> {
  readonly #longestMs: number;
  readonly #onLate: () => void;
  readonly #pending: Pending<Answer>[] = [];

  /** `onLate` is called when one was not answered within `longestMs`. */
  constructor(longestMs: number, onLate: () => void) {
    this.#longestMs = longestMs;
    this.#onLate = onLate;
  }

  /** Resolves with the answer, rejects with what `fail` is given. */
  wait(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(this.#onLate, this.#longestMs);
      this.#pending.push({ resolve, reject, late });
    });
  }

  /** The one that asked first has its answer; where nobody waits it is lost. */
  answer(answer: Answer): void {
    const first = this.#pending.shift();
    if (first === undefined) return;
    clearTimeout(first.late);
    first.resolve(answer);
  }

  /** Nobody is answered any more. */
  fail(error: Error): void {
    for (const { reject, late } of this.#pending.splice(0)) {
      clearTimeout(late);
      reject(error);
    }
  }
}
