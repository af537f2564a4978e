/** A few values by name, in memory: when there are more than `most`, the one that was set first goes. */
export class Recent<T> {
  readonly #most: number;
  readonly #values = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  set(name: string, value: T): void {
    this.#values.delete(name);
    this.#values.set(name, value);
    const oldest = this.#values.keys().next().value;
    if (this.#values.size > this.#most && oldest !== undefined) this.#values.delete(oldest);
  }

  get(name: string): T | undefined {
    return this.#values.get(name);
  }
}
