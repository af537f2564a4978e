/** What the compositor sent cannot be a message of Wayland, or is larger than is read. */
export class WireViolation extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'WireViolation';
  }
}

/**
 * Types of arguments: int, uint, fixed, string, object, new object, array, and a file, of which no
 * byte stands in a message. A string and an object may be null. `N` is a new object of any
 * interface, which stands with its name and version.
 */
export type WireType = 'i' | 'u' | 'f' | 's' | 'o' | 'n' | 'N' | 'a' | 'h';

export type WireValue = number | string | null | Uint8Array;

/** Object, number of the request or event, and what follows. */
export interface WireMessage {
  readonly object: number;
  readonly opcode: number;
  readonly body: Uint8Array;
}

const headBytes = 8;
/** A length has 16 bits, and is a multiple of four. */
const mostBytes = 0xfffc;
const utf8 = new TextDecoder();

export function encodeMessage(
  object: number,
  opcode: number,
  signature: readonly WireType[],
  values: readonly WireValue[],
): Uint8Array {
  const parts: Buffer[] = [];
  let at = 0;
  const take = (): WireValue => values[at++] ?? null;
  for (const type of signature) {
    if (type === 'N') parts.push(...textOf(take()), wordOf(take()), wordOf(take()));
    else if (type === 's') parts.push(...textOf(take()));
    else if (type === 'a') parts.push(...arrayOf(take()));
    else if (type === 'f') parts.push(wordOf(Math.round(Number(take()) * 256)));
    else if (type !== 'h') parts.push(wordOf(take()));
  }
  const body = Buffer.concat(parts);
  const length = headBytes + body.length;
  if (length > mostBytes) throw new RangeError('a request is too long');
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(object, 0);
  head.writeUInt16LE(opcode, 4);
  head.writeUInt16LE(length, 6);
  return Buffer.concat([head, body]);
}

function wordOf(value: WireValue): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32LE(Number(value ?? 0) >>> 0);
  return word;
}

function textOf(value: WireValue): Buffer[] {
  if (value === null) return [wordOf(0)];
  const bytes = Buffer.from(`${String(value).replaceAll('\0', '')}\0`);
  return [wordOf(bytes.length), bytes, Buffer.alloc(rest(bytes.length))];
}

function arrayOf(value: WireValue): Buffer[] {
  const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
  return [wordOf(bytes.length), bytes, Buffer.alloc(rest(bytes.length))];
}

function rest(length: number): number {
  return (4 - (length % 4)) % 4;
}

/** What a body holds. Throws `WireViolation` where it is not exactly that. */
export function decodeArguments(signature: readonly WireType[], body: Uint8Array): WireValue[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const values: WireValue[] = [];
  let at = 0;
  const take = (length: number): number => {
    const from = at;
    if (from + length > bytes.length) throw new WireViolation('an argument is longer than its message');
    at += length;
    return from;
  };
  const counted = (): Buffer | null => {
    const length = bytes.readUInt32LE(take(4));
    const from = take(length);
    take(rest(length));
    return length === 0 ? null : bytes.subarray(from, from + length);
  };
  for (const type of signature) {
    if (type === 'h') continue;
    if (type === 's') values.push(decodedText(counted()));
    else if (type === 'a') values.push(new Uint8Array(counted() ?? []));
    else if (type === 'i') values.push(bytes.readInt32LE(take(4)));
    else if (type === 'f') values.push(bytes.readInt32LE(take(4)) / 256);
    else values.push(bytes.readUInt32LE(take(4)));
  }
  if (at !== bytes.length) throw new WireViolation('a message is longer than its arguments');
  return values;
}

/** Text of other programs need not be UTF-8: what is not is replaced. */
function decodedText(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  if (bytes.at(-1) !== 0) throw new WireViolation('a text does not end with a zero');
  return utf8.decode(bytes.subarray(0, -1));
}

/** Puts the bytes of a stream together to messages, as many as have arrived whole. */
export class WireStream {
  #pending: Buffer = Buffer.alloc(0);

  /** Each message as soon as it is whole. Throws `WireViolation` where none can be told any more. */
  *take(chunk: Uint8Array): Generator<WireMessage, void> {
    this.#pending = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= headBytes) {
      const length = this.#pending.readUInt16LE(6);
      if (length < headBytes || length % 4 !== 0) throw new WireViolation('a message has no length');
      if (this.#pending.length < length) return;
      const message = {
        object: this.#pending.readUInt32LE(0),
        opcode: this.#pending.readUInt16LE(4),
        body: this.#pending.subarray(headBytes, length),
      };
      this.#pending = this.#pending.subarray(length);
      yield message;
    }
  }
}
