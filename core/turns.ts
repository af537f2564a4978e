/**
 * Steps that run one after another, in the order in which they were asked for. One that fails does
 * not hold up those after it.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** What `step` answers, or throws, once its turn has come. */
  take<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(step);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
