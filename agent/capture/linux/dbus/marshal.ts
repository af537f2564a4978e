import { alignmentOf, type BasicCode, basicAlignment, type DBusType, oneTypeOf, typesOf } from './signature.ts';
import { type ByteOrder, type DBusValue, DBusVariant, isObjectPath, padding } from './values.ts';

/**
 * `values` as the bytes of `signature`. Throws a TypeError where they do not fit together: that is a
 * mistake of ours, never of another program.
 */
export function marshal(signature: string, values: readonly DBusValue[], order: ByteOrder = 'little'): Uint8Array {
  const types = typesOf(signature);
  if (types.length !== values.length) throw new TypeError(`${signature} takes ${types.length} values`);
  const writer = new DBusWriter(order);
  for (const [index, type] of types.entries()) writer.value(type, values[index] as DBusValue);
  return writer.bytes();
}

/** Writes values one after the other. */
export class DBusWriter {
  #buffer = Buffer.alloc(256);
  #length = 0;
  readonly #order: ByteOrder;

  constructor(order: ByteOrder) {
    this.#order = order;
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  align(alignment: number): void {
    this.#reserve(padding(this.#length, alignment));
  }

  value(type: DBusType, value: DBusValue): void {
    if (type.kind === 'basic') this.#basic(type.code, value);
    else if (type.kind === 'struct') this.#struct(type.fields, value);
    else if (type.kind === 'array') this.#array(type.of, value);
    else if (type.kind === 'variant' && value instanceof DBusVariant) {
      this.#basic('g', value.signature);
      this.value(oneTypeOf(value.signature), value.value);
    } else throw new TypeError(`what is given is no ${type.kind}, or stands where none may be`);
  }

  #struct(fields: readonly DBusType[], value: DBusValue): void {
    if (!Array.isArray(value) || value.length !== fields.length) throw new TypeError('a struct lacks fields');
    this.align(8);
    for (const [index, field] of fields.entries()) this.value(field, value[index] as DBusValue);
  }

  #array(of: DBusType, value: DBusValue): void {
    this.align(4);
    const at = this.#reserve(4);
    this.align(alignmentOf(of));
    const from = this.#length;
    if (of.kind === 'entry') {
      if (!(value instanceof Map)) throw new TypeError('a dictionary is a map');
      for (const [key, each] of value) {
        this.align(8);
        this.#basic(of.key, key as DBusValue);
        this.value(of.value, each as DBusValue);
      }
    } else if (of.kind === 'basic' && of.code === 'y') {
      if (!(value instanceof Uint8Array)) throw new TypeError('bytes are given as such');
      const to = this.#reserve(value.length);
      this.#buffer.set(value, to);
    } else {
      if (!Array.isArray(value)) throw new TypeError('an array is one');
      for (const each of value) this.value(of, each as DBusValue);
    }
    this.#put(at, 'u', this.#length - from);
  }

  #basic(code: BasicCode, value: DBusValue): void {
    if (code === 's' || code === 'o' || code === 'g') this.#text(code, value);
    else {
      this.align(basicAlignment[code]);
      this.#put(this.#reserve(basicAlignment[code]), code, value);
    }
  }

  #put(at: number, code: Exclude<BasicCode, 's' | 'o' | 'g'>, value: DBusValue): void {
    const isLittle = this.#order === 'little';
    const { buffer, byteOffset, byteLength } = this.#buffer;
    const view = new DataView(buffer, byteOffset, byteLength);
    if (code === 'b') view.setUint32(at, value === true ? 1 : 0, isLittle);
    else if (typeof value === 'bigint' && code === 'x') view.setBigInt64(at, value, isLittle);
    else if (typeof value === 'bigint' && code === 't') view.setBigUint64(at, value, isLittle);
    else if (typeof value !== 'number') throw new TypeError(`${code} is a number`);
    else if (code === 'y') view.setUint8(at, value);
    else if (code === 'n') view.setInt16(at, value, isLittle);
    else if (code === 'q') view.setUint16(at, value, isLittle);
    else if (code === 'i') view.setInt32(at, value, isLittle);
    else if (code === 'd') view.setFloat64(at, value, isLittle);
    else if (code === 'u' || code === 'h') view.setUint32(at, value, isLittle);
    else throw new TypeError('64 bits are given as bigint');
  }

  #text(code: 's' | 'o' | 'g', value: DBusValue): void {
    if (typeof value !== 'string' || value.includes('\0')) throw new TypeError('a text is one, without zeros');
    if (code === 'o' && !isObjectPath(value)) throw new TypeError('a path is one');
    if (code === 'g') typesOf(value);
    const bytes = Buffer.from(value.toWellFormed());
    if (code !== 'g') this.align(4);
    this.#put(this.#reserve(code === 'g' ? 1 : 4), code === 'g' ? 'y' : 'u', bytes.length);
    const at = this.#reserve(bytes.length + 1);
    bytes.copy(this.#buffer, at);
  }

  /** Room for `length` bytes, which are zero. */
  #reserve(length: number): number {
    const at = this.#length;
    if (at + length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#buffer.length * 2, at + length));
      this.#buffer.copy(larger, 0, 0, at);
      this.#buffer = larger;
    }
    this.#length += length;
    return at;
  }
}
