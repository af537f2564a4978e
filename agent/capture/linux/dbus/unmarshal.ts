import {
  alignmentOf,
  type BasicCode,
  basicAlignment,
  type DBusType,
  DBusViolation,
  oneTypeOf,
  typesOf,
} from './signature.ts';
import { type ByteOrder, type DBusValue, DBusVariant, isObjectPath, padding } from './values.ts';

/** Containers within containers, variants counted: what the specification allows at most. */
const deepest = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The values of `signature` at the beginning of `bytes`, which they must fill. Throws
 * `DBusViolation` for everything that the specification does not allow: padding that is not zero,
 * a length that leads out of `bytes`, text that is not UTF-8.
 */
export function unmarshal(bytes: Uint8Array, signature: string, order: ByteOrder = 'little'): DBusValue[] {
  const reader = new DBusReader(bytes, order);
  const values = typesOf(signature).map((type) => reader.value(type));
  if (reader.at !== bytes.length) throw new DBusViolation('there is more than the signature says');
  return values;
}

/** Reads values one after the other; `at` is where the next one may begin. */
export class DBusReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly #little: boolean;
  #at: number;

  constructor(bytes: Uint8Array, order: ByteOrder, at = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = order === 'little';
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  value(type: DBusType, depth = 0): DBusValue {
    if (depth > deepest) throw new DBusViolation('values are nested too deep');
    switch (type.kind) {
      case 'basic':
        return this.#basic(type.code);
      case 'variant': {
        const signature = this.#text('g');
        return new DBusVariant(signature, this.value(oneTypeOf(signature), depth + 1));
      }
      case 'struct':
        this.align(8);
        return type.fields.map((field) => this.value(field, depth + 1));
      case 'array':
        return this.#array(type.of, depth + 1);
      case 'entry':
        throw new DBusViolation('an entry stands outside of a dictionary');
    }
  }

  /** Skips the zeros before what begins at a multiple of `alignment`. */
  align(alignment: number): void {
    const from = this.#take(padding(this.#at, alignment));
    for (let at = from; at < this.#at; at++)
      if (this.#bytes[at] !== 0) throw new DBusViolation('there is something between two values');
  }

  #array(of: DBusType, depth: number): DBusValue {
    const length = this.#number('u');
    this.align(alignmentOf(of));
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new DBusViolation('an array is longer than its message');
    if (of.kind === 'basic' && of.code === 'y') return new Uint8Array(this.#bytes.subarray(this.#take(length), end));
    const items: DBusValue[] = [];
    const entries = new Map<DBusValue, DBusValue>();
    while (this.#at < end) {
      if (of.kind === 'entry') {
        this.align(8);
        const key = this.#basic(of.key);
        entries.set(key, this.value(of.value, depth + 1));
      } else items.push(this.value(of, depth));
    }
    if (this.#at !== end) throw new DBusViolation('an array does not end where it says');
    return of.kind === 'entry' ? entries : items;
  }

  #basic(code: BasicCode): DBusValue {
    switch (code) {
      case 's':
      case 'o':
      case 'g':
        return this.#text(code);
      case 'x':
      case 't': {
        this.align(8);
        const at = this.#take(8);
        return code === 'x' ? this.#view.getBigInt64(at, this.#little) : this.#view.getBigUint64(at, this.#little);
      }
      case 'b': {
        const value = this.#number('u');
        if (value > 1) throw new DBusViolation('a boolean is neither true nor false');
        return value === 1;
      }
      default:
        return this.#number(code);
    }
  }

  #number(code: 'y' | 'n' | 'q' | 'i' | 'u' | 'h' | 'd'): number {
    const size = basicAlignment[code];
    this.align(size);
    const at = this.#take(size);
    switch (code) {
      case 'y':
        return this.#view.getUint8(at);
      case 'n':
        return this.#view.getInt16(at, this.#little);
      case 'q':
        return this.#view.getUint16(at, this.#little);
      case 'i':
        return this.#view.getInt32(at, this.#little);
      case 'u':
      case 'h':
        return this.#view.getUint32(at, this.#little);
      case 'd':
        return this.#view.getFloat64(at, this.#little);
    }
  }

  #text(code: 's' | 'o' | 'g'): string {
    const length = this.#number(code === 'g' ? 'y' : 'u');
    const from = this.#take(length + 1);
    if (this.#bytes[from + length] !== 0) throw new DBusViolation('a text does not end with a zero');
    const text = this.#decoded(this.#bytes.subarray(from, from + length));
    if (text.includes('\0')) throw new DBusViolation('a text holds a zero');
    if (code === 'o' && !isObjectPath(text)) throw new DBusViolation('a path is none');
    if (code === 'g') typesOf(text);
    return text;
  }

  #decoded(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      throw new DBusViolation('a text is not UTF-8');
    }
  }

  /** Where the next `length` bytes begin, which are there. */
  #take(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new DBusViolation('a value is longer than its message');
    this.#at += length;
    return from;
  }
}
