import type { CfKind, CfRef, CoreFoundation } from '../api/core-foundation.ts';

/** Texts of other programs are read up to this many UTF-16 units; a longer one is not told. */
const longestRead = 1 << 20;
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const bytesAUnit = 3;

/** A text that is there and could not be read whole: whoever judges it has to take it for the worst. */
export const unreadableText = Symbol('unreadable text');

/**
 * Reads the dictionaries of CoreFoundation that the system answers. Each value is looked at only
 * after its kind is known: what is of another kind counts as absent. Keys are made once and given
 * back by `close`.
 */
export class CfReader {
  readonly #cf: CoreFoundation;
  readonly #keys = new Map<string, CfRef>();

  constructor(foundation: CoreFoundation) {
    this.#cf = foundation;
  }

  /** Hands `owned` to `read` and gives it up afterwards, whatever happens. */
  within<T>(owned: CfRef, read: (ref: CfRef) => T): T {
    try {
      return read(owned);
    } finally {
      this.#cf.release(owned);
    }
  }

  /** The dictionaries of an array; null where it is none, or holds something else. */
  dictionaries(array: CfRef): CfRef[] | null {
    if (this.#cf.kindOf(array) !== 'array') return null;
    const found: CfRef[] = [];
    for (let index = 0; index < this.#cf.arrayCount(array); index++) {
      const each = this.#cf.arrayValue(array, index);
      if (each === null || this.#cf.kindOf(each) !== 'dictionary') return null;
      found.push(each);
    }
    return found;
  }

  isDictionary(ref: CfRef): boolean {
    return this.#cf.kindOf(ref) === 'dictionary';
  }

  /** Null: absent, or not a number. */
  number(dictionary: CfRef, key: string): number | null {
    const value = this.#value(dictionary, key, 'number');
    return value === null ? null : this.#cf.numberValue(value);
  }

  /** Null: absent, or neither a boolean nor a number, which some keys have in its place. */
  boolean(dictionary: CfRef, key: string): boolean | null {
    const value = this.#value(dictionary, key, 'boolean');
    if (value !== null) return this.#cf.booleanValue(value);
    const number = this.number(dictionary, key);
    return number === null ? null : number !== 0;
  }

  /** Null: absent, or not a text. */
  text(dictionary: CfRef, key: string): string | typeof unreadableText | null {
    const value = this.#value(dictionary, key, 'string');
    if (value === null) return null;
    const length = this.#cf.stringLength(value);
    if (length === 0) return '';
    if (length > longestRead) return unreadableText;
    return this.#cf.stringText(value, length * bytesAUnit + 1) ?? unreadableText;
  }

  /** Whether there is a text that is not empty; it is not read. */
  hasText(dictionary: CfRef, key: string): boolean {
    const value = this.#value(dictionary, key, 'string');
    return value !== null && this.#cf.stringLength(value) > 0;
  }

  /** Null: absent, or no dictionary. Borrowed. */
  dictionary(dictionary: CfRef, key: string): CfRef | null {
    return this.#value(dictionary, key, 'dictionary');
  }

  /** Gives the keys back. Reading on makes them anew. */
  close(): void {
    for (const key of this.#keys.values()) this.#cf.release(key);
    this.#keys.clear();
  }

  #value(dictionary: CfRef, key: string, kind: CfKind): CfRef | null {
    const made = this.#keys.get(key) ?? this.#cf.createString(key);
    if (made === null) return null;
    this.#keys.set(key, made);
    const value = this.#cf.dictionaryValue(dictionary, made);
    return value !== null && this.#cf.kindOf(value) === kind ? value : null;
  }
}
