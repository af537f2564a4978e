import { describe, expect, it } from 'vitest';
import { foreignCallback } from '../../ffi/callback.ts';
import { ffiState } from '../../ffi/koffi.ts';
import { foreignLibrary, padded } from '../../ffi/library.ts';
import { type Address, addressOf, copyOf, wipe } from '../../ffi/memory.ts';
import { onlyOn } from '../fixtures/systems.ts';

describe('a prototype', () => {
  it.each([
    ['uint32 GetTickCount()', 'uint32 GetTickCount(int pad0, int pad1)', 2],
    ['int ShowWindow(intptr window, int how)', 'int ShowWindow(intptr window, int how)', 0],
    ['intptr GetDC( intptr window )', 'intptr GetDC(intptr window, int pad0)', 1],
    ['int F(void *a,\n  str16 b, int c)', 'int F(void *a, str16 b, int c)', 0],
  ])('%s is passed two parameters at least', (prototype, text, zeros) => {
    expect(padded(prototype, 2)).toEqual({ text, padding: Array(zeros).fill(0) });
  });

  it.each(['', 'int F', 'int F(int (*inner)(int))', 'F)('])('is refused when it is none: %s', (prototype) => {
    expect(() => padded(prototype, 0)).toThrow(TypeError);
  });
});

it('says what it cannot load only when it is called, so that declarations can be read everywhere', () => {
  const nowhere = foreignLibrary('no-such-library.dll').declare<() => number>('int Anything()');
  expect(() => nowhere()).toThrow(/^Failed to load/);
});

// The C library is one that every Linux has; on Windows the same is proven by the sensors (test/wine).
describe.skipIf(onlyOn('linux'))('foreign functions (Linux)', () => {
  const libc = foreignLibrary('libc.so.6', 6);
  const sort = libc.declare<(items: Buffer, count: number, size: number, compare: Address) => void>(
    'void qsort(void *items, size_t count, size_t size, void *compare)',
  );
  const allocate = libc.declare<(bytes: number) => Address>('void *malloc(size_t bytes)');
  const free = libc.declare<(address: Address) => void>('void free(void *address)');
  const length = libc.declare<(text: Buffer | Address) => number>('size_t strlen(void *text)');
  const prototype = 'int (void *a, void *b)';

  it('can be called here', () => expect(ffiState()).toEqual({ ok: true }));

  it('take zeros past their last parameter for nothing', () => {
    expect(length(Buffer.from('four\0'))).toBe(4);
  });

  it('call back in the same turn, as often as they like', () => {
    const byte = (at: Address) => copyOf(at, 1).readUInt8();
    const ascending = foreignCallback(prototype, (a: Address, b: Address) => byte(a) - byte(b));
    const items = Buffer.from([3, 1, 2, 9, 0]);
    sort(items, items.length, 1, ascending.address);
    expect([...items]).toEqual([0, 1, 2, 3, 9]);
    ascending.release();
    ascending.release();
  });

  it('throw what a callback of theirs threw', () => {
    const failing = foreignCallback(prototype, (): number => {
      throw new RangeError('not this one');
    });
    expect(() => sort(Buffer.from([2, 1]), 2, 1, failing.address)).toThrow(new RangeError('not this one'));
    failing.release();
  });

  it('take thousands of callbacks, one after the other', () => {
    for (let index = 0; index < 10_000; index++) foreignCallback(prototype, () => 0).release();
  });

  it('give memory that is copied, and can be overwritten', () => {
    const address = allocate(8);
    wipe(address, 8);
    expect([...copyOf(address, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const memcpy = libc.declare<(to: Address, from: Buffer, bytes: number) => Address>(
      'void *memcpy(void *to, void *from, size_t bytes)',
    );
    memcpy(address, Buffer.from('secret\0'), 7);
    const copy = copyOf(address, 6);
    wipe(address, 6);
    expect([copy.toString(), length(address)]).toEqual(['secret', 0]);
    expect(copyOf(address, 0)).toHaveLength(0);
    free(address);
  });

  it('find a buffer by its address', () => {
    const text = Buffer.from('where it lies\0');
    expect(length(addressOf(text))).toBe(13);
    expect(length(addressOf(text.subarray(6)))).toBe(7);
  });
});
