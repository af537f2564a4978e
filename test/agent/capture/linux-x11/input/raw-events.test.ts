import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countedAs,
  type EventBytes,
  rawButtonPress,
  rawKeyPress,
} from '../../../../../agent/capture/linux-x11/input/raw-events.ts';

function rawEvent(type: number, detail: number, rest: Uint8Array = new Uint8Array(24)): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(8), rest]);
  bytes.writeUInt16LE(type, 0);
  bytes.writeUInt32LE(detail, 8);
  return bytes;
}

/** Fails when any byte but the event's type (0 and 1) is read, by whatever means. */
function onlyTheType(bytes: Buffer): EventBytes {
  return new Proxy(bytes, {
    get(target, property) {
      if (property !== 'readUInt16LE') throw new Error(`${String(property)} was read`);
      return (offset: number) => {
        if (offset !== 0) throw new Error(`byte ${offset} was read`);
        return target.readUInt16LE(offset);
      };
    },
  });
}

describe('a key', () => {
  test('is counted without its identity being read', () => {
    expect(countedAs(onlyTheType(rawEvent(rawKeyPress, 38)))).toBe('key');
    expect(() => countedAs(onlyTheType(rawEvent(rawButtonPress, 1)))).toThrow('was read');
  });

  test('counts the same whichever it was, whenever and wherever', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.uint8Array({ minLength: 24, maxLength: 24 }), (keycode, rest) => {
        expect(countedAs(rawEvent(rawKeyPress, keycode, rest))).toBe('key');
      }),
    );
  });
});

test.each([
  ['left button', rawButtonPress, 1, 'click'],
  ['middle button', rawButtonPress, 2, 'click'],
  ['right button', rawButtonPress, 3, 'click'],
  ['wheel up', rawButtonPress, 4, 'scroll'],
  ['wheel down', rawButtonPress, 5, 'scroll'],
  ['wheel left', rawButtonPress, 6, 'scroll'],
  ['wheel right', rawButtonPress, 7, 'scroll'],
  ['back button', rawButtonPress, 8, 'click'],
  ['key released', 14, 38, null],
  ['button released', 16, 1, null],
  ['motion', 17, 0, null],
])('%s', (_, type, detail, expected) => {
  expect(countedAs(rawEvent(type, detail))).toBe(expected);
});
