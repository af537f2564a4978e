import { DBusWriter, marshal } from './marshal.ts';
import { DBusViolation, oneTypeOf } from './signature.ts';
import { DBusReader, unmarshal } from './unmarshal.ts';
import { type ByteOrder, type DBusValue, DBusVariant, padding } from './values.ts';

/** Kinds of messages by their number. */
export const messageKind = { call: 1, reply: 2, error: 3, signal: 4 } as const;

/** The fields of a header, by their code in it, and each one's type. */
const fieldTypes = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  error: [4, 's'],
  replyTo: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
  files: [9, 'u'],
} as const;

/** Of what a message says about itself, what is read here; each is absent where it does not say it. */
export interface MessageFields {
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly error?: string;
  /** Serial of the call that is answered. */
  readonly replyTo?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature?: string;
  /** How many files come with it. */
  readonly files?: number;
}

export interface DBusMessage extends MessageFields {
  readonly kind: number;
  readonly flags: number;
  readonly serial: number;
  readonly body: readonly DBusValue[];
}

/** Nobody waits for an answer to it. */
export const noReplyExpected = 1;

const version = 1;
const fixedHeader = 16;
const headerFields = oneTypeOf('a(yv)');

/** More than anything that is asked for here takes; the specification allows 128 MiB. */
const mostBytes = 1 << 20;

export function wireOf(message: Omit<DBusMessage, 'sender'>): Uint8Array {
  const { signature = '', body } = message;
  const content = marshal(signature, body);
  const fields = Object.entries(fieldTypes).flatMap(([name, [code, type]]): DBusValue[] => {
    const value = (message as MessageFields)[name as keyof MessageFields];
    return value === undefined || value === '' ? [] : [[code, new DBusVariant(type, value)]];
  });
  const writer = new DBusWriter('little');
  for (const each of ['l'.charCodeAt(0), message.kind, message.flags, version])
    writer.value({ kind: 'basic', code: 'y' }, each);
  writer.value({ kind: 'basic', code: 'u' }, content.length);
  writer.value({ kind: 'basic', code: 'u' }, message.serial);
  writer.value(headerFields, fields);
  writer.align(8);
  return Buffer.concat([writer.bytes(), content]);
}

/** Puts the bytes of a stream together to messages, as many as have arrived whole. */
export class MessageStream {
  #pending: Buffer = Buffer.alloc(0);

  /**
   * Each message as soon as it is whole. Throws `DBusViolation` where none can be told any more: the
   * connection is of no use then.
   */
  *take(chunk: Uint8Array): Generator<DBusMessage, void> {
    this.#pending = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    for (let length = lengthOf(this.#pending); length !== null; length = lengthOf(this.#pending)) {
      const message = parsed(this.#pending.subarray(0, length));
      this.#pending = this.#pending.subarray(length);
      yield message;
    }
  }
}

/** How long the first message is; null while it has not arrived whole. */
function lengthOf(bytes: Buffer): number | null {
  if (bytes.length === 0) return null;
  const isLittle = orderOf(bytes) === 'little';
  if (bytes.length < fixedHeader) return null;
  const body = isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  const fields = isLittle ? bytes.readUInt32LE(12) : bytes.readUInt32BE(12);
  const length = headLength(fields) + body;
  if (length > mostBytes) throw new DBusViolation('a message is larger than is read');
  return bytes.length < length ? null : length;
}

function headLength(fields: number): number {
  return fixedHeader + fields + padding(fixedHeader + fields, 8);
}

function orderOf(bytes: Uint8Array): ByteOrder {
  if (bytes[0] === 0x6c) return 'little';
  if (bytes[0] === 0x42) return 'big';
  throw new DBusViolation('a message has no order of bytes');
}

function parsed(bytes: Buffer): DBusMessage {
  const order = orderOf(bytes);
  const [, kind = 0, flags = 0, protocol] = bytes;
  if (protocol !== version || kind === 0) throw new DBusViolation('a message is of another version, or of no kind');
  const serial = order === 'little' ? bytes.readUInt32LE(8) : bytes.readUInt32BE(8);
  const reader = new DBusReader(bytes, order, 12);
  const fields = fieldsOf(reader.value(headerFields));
  reader.align(8);
  const body = unmarshal(bytes.subarray(reader.at), fields.signature ?? '', order);
  return { ...fields, kind, flags, serial, body };
}

function fieldsOf(value: DBusValue): MessageFields {
  const found: Record<string, string | number> = {};
  for (const each of value as readonly (readonly [number, DBusVariant])[]) {
    const [code, variant] = each;
    const [name, [, type]] = Object.entries(fieldTypes).find(([, [known]]) => known === code) ?? ['', [0, '']];
    // A field that is not known is to be ignored; one that is of another type than it must be is not.
    if (name === '') continue;
    if (variant.signature !== type) throw new DBusViolation('a field of a header is of another type');
    found[name] = variant.value as string | number;
  }
  return found;
}
