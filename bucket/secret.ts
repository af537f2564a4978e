/**
 * A secret that does not print itself: JSON, logs, string templates and `util.inspect` show `[secret]`. The text comes
 * out of `reveal()` only, so that a reader finds every use by searching for that word.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
