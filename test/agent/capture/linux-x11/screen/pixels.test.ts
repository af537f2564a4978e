import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rgbFromBgrx } from '../../../../../agent/capture/linux-x11/screen/pixels.ts';

function oneByOne(bgrx: Uint8Array, pixels: number): number[] {
  return Array.from(
    { length: pixels },
    (_, at) => [bgrx[at * 4 + 2], bgrx[at * 4 + 1], bgrx[at * 4]] as number[],
  ).flat();
}

test('red, green and blue come out in that order', () => {
  const bgrx = Uint8Array.of(3, 2, 1, 99, 6, 5, 4, 0);
  expect([...rgbFromBgrx(bgrx, 2)]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('any number of pixels, aligned or not, as converted one by one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(4), (bytes, offset) => {
      const pixels = Math.floor(bytes.length / 4);
      const expected = oneByOne(bytes, pixels);
      const at = new Uint8Array(bytes.length + offset);
      at.set(bytes, offset);
      expect([...rgbFromBgrx(at.subarray(offset), pixels)]).toEqual(expected);
    }),
  );
});

test('nothing of the pixels stays behind the result', () => {
  const rgb = rgbFromBgrx(new Uint8Array(400).fill(7), 100);
  expect([...new Uint8Array(rgb.buffer, 300)].every((byte) => byte === 0)).toBe(true);
});

test('too few bytes are refused', () => {
  expect(() => rgbFromBgrx(new Uint8Array(7), 2)).toThrow(RangeError);
});
