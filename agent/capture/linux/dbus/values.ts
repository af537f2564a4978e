/**
 * A value of D-Bus. Numbers of 64 bits are `bigint`, all others `number`; texts, paths and
 * signatures are strings; an array of bytes is a `Uint8Array`, a dictionary a `Map`, any other array
 * and a struct an array.
 */
export type DBusValue =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | DBusVariant
  | readonly DBusValue[]
  | ReadonlyMap<DBusValue, DBusValue>;

/** A value that says its own type. */
export class DBusVariant {
  readonly signature: string;
  readonly value: DBusValue;

  constructor(signature: string, value: DBusValue) {
    this.signature = signature;
    this.value = value;
  }
}

/** The two orders of bytes; a sender chooses one for a whole message. */
export type ByteOrder = 'little' | 'big';

const pathShape = /^\/(?:[A-Za-z0-9_]+(?:\/[A-Za-z0-9_]+)*)?$/;

export function isObjectPath(text: string): boolean {
  return pathShape.test(text);
}

export function padding(at: number, alignment: number): number {
  return (alignment - (at % alignment)) % alignment;
}
