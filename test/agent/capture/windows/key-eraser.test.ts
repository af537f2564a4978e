import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eraseKeys } from '../../../../agent/capture/windows/desk/key-eraser.ts';
import { type CountedBytes, countsOf } from '../../../../agent/capture/windows/desk/raw-counts.ts';

/** RAWINPUT of a key (40 bytes) and of a mouse (48), as the system writes them. */
function key(flags: number, code: number): Buffer {
  const bytes = Buffer.alloc(40, 0xaa);
  bytes.writeUInt32LE(1, 0);
  bytes.writeUInt32LE(40, 4);
  bytes.writeUInt16LE(code, 24);
  bytes.writeUInt16LE(flags, 26);
  bytes.writeUInt16LE(code, 30);
  bytes.writeUInt32LE(code, 36);
  return bytes;
}

function mouse(buttons: number, data = 0): Buffer {
  const bytes = Buffer.alloc(48, 0xbb);
  bytes.writeUInt32LE(0, 0);
  bytes.writeUInt32LE(48, 4);
  bytes.writeUInt16LE(buttons, 28);
  bytes.writeInt16LE(data, 30);
  return bytes;
}

const [down, up, extendedUp] = [0, 1, 3];

function totals(batch: Buffer, items: number) {
  return eraseKeys(batch, items)
    .map((at) => countsOf(batch, at))
    .reduce(
      (sum, each) => ({ keys: sum.keys + each.keys, clicks: sum.clicks + each.clicks, wheel: sum.wheel + each.wheel }),
      {
        keys: 0,
        clicks: 0,
        wheel: 0,
      },
    );
}

/** Fails when anything is read of a key but its type, its size and its flags. */
function nothingOfAKey(bytes: Buffer): Buffer & CountedBytes {
  return new Proxy(bytes, {
    get(target, property) {
      const value = Reflect.get(target, property);
      if (typeof value !== 'function' || property === 'fill')
        return typeof value === 'function' ? value.bind(target) : value;
      return (offset: number) => {
        if (![0, 4, 26].includes(offset)) throw new Error(`byte ${offset} was read`);
        return value.call(target, offset);
      };
    },
  });
}

describe('a key', () => {
  it('is erased and counted without its identity being read', () => {
    const spied = nothingOfAKey(key(up, 0x1e));
    expect(eraseKeys(spied, 1)).toEqual([0]);
    expect(countsOf(spied, 0)).toEqual({ keys: 1, clicks: 0, wheel: 0 });
    expect(() => countsOf(nothingOfAKey(mouse(1)), 0)).toThrow('byte 28 was read');
  });

  it('is gone from the buffer but for whether it went down or up', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.nat(0xffff), fc.nat(7), (one, other, flags) => {
        const [a, b] = [key(flags, one), key(flags, other)];
        eraseKeys(a, 1);
        eraseKeys(b, 1);
        expect(a).toEqual(b);
        expect(a.readUInt16LE(26)).toBe(flags);
      }),
    );
  });

  it('counts once, when it goes up, however often it repeats', () => {
    const held = Buffer.concat([...Array.from({ length: 23 }, () => key(down, 30)), key(up, 30), key(extendedUp, 77)]);
    expect(totals(held, 25)).toEqual({ keys: 2, clicks: 0, wheel: 0 });
  });
});

it.each([
  ['left', 0x0001, 0, 1, 0],
  ['left let go', 0x0002, 0, 0, 0],
  ['right', 0x0004, 0, 1, 0],
  ['middle', 0x0010, 0, 1, 0],
  ['back', 0x0040, 0, 1, 0],
  ['forward', 0x0100, 0, 1, 0],
  ['two at once', 0x0005, 0, 2, 0],
  ['motion', 0, 120, 0, 0],
  ['wheel away', 0x0400, 120, 0, 120],
  ['wheel towards', 0x0400, -120, 0, 120],
  ['a part of a notch', 0x0400, -30, 0, 30],
  ['wheel aside', 0x0800, 120, 0, 120],
  ['a click while the wheel turns', 0x0401, 240, 1, 240],
])('%s', (_, buttons, data, clicks, wheel) => {
  expect(totals(mouse(buttons, data), 1)).toEqual({ keys: 0, clicks, wheel });
});

describe('a batch', () => {
  it('of keys and mice in any order is counted as each by itself', () => {
    const item = fc.oneof(
      fc.record({ kind: fc.constant('key' as const), flags: fc.nat(7), code: fc.nat(255) }),
      fc.record({
        kind: fc.constant('mouse' as const),
        flags: fc.nat(0xfff),
        code: fc.integer({ min: -480, max: 480 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), (items) => {
        const made = items.map(({ kind, flags, code }) => (kind === 'key' ? key(flags, code) : mouse(flags, code)));
        const each = made.map((bytes) => totals(Buffer.from(bytes), 1));
        const together = totals(Buffer.concat(made), made.length);
        for (const what of ['keys', 'clicks', 'wheel'] as const)
          expect(together[what]).toBe(each.reduce((sum, one) => sum + one[what], 0));
      }),
    );
  });

  it.each([
    ['is shorter than it says', (batch: Buffer) => batch.writeUInt32LE(4_000, 44)],
    ['is smaller than a key', (batch: Buffer) => batch.writeUInt32LE(30, 44)],
    ['has no size', (batch: Buffer) => batch.writeUInt32LE(0, 44)],
  ])('with one that %s is erased from there on, and counted until there', (_, spoil) => {
    const batch = Buffer.concat([key(up, 30), key(up, 31), key(up, 32)]);
    spoil(batch);
    expect(totals(batch, 3)).toEqual({ keys: 1, clicks: 0, wheel: 0 });
    expect(batch.subarray(40).every((byte) => byte === 0)).toBe(true);
  });

  it('of a kind that was not asked for counts nothing', () => {
    const other = Buffer.alloc(48, 0xff);
    other.writeUInt32LE(2, 0);
    other.writeUInt32LE(48, 4);
    expect(totals(other, 1)).toEqual({ keys: 0, clicks: 0, wheel: 0 });
  });
});
