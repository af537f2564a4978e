import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaledDown } from '../../../agent/screenshot/thumbnail.ts';

test('a pixel is the average of those it stands for', () => {
  const rgb = Uint8Array.of(0, 0, 0, 100, 0, 10, 0, 100, 20, 100, 100, 30);
  expect([...scaledDown({ rgb, width: 2, height: 2 }, { width: 1, height: 1 }).rgb]).toEqual([50, 50, 15]);
});

test('a picture of the same size is the same', () => {
  const rgb = Uint8Array.from({ length: 18 }, (_, index) => index);
  expect(scaledDown({ rgb, width: 3, height: 2 }, { width: 3, height: 2 })).toEqual({ rgb, width: 3, height: 2 });
});

test('one colour stays that colour at any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (width, height, x, y) => {
        const size = { width: Math.ceil(width * x), height: Math.ceil(height * y) };
        const small = scaledDown({ rgb: new Uint8Array(width * height * 3).fill(77), width, height }, size);
        expect(small.rgb).toHaveLength(size.width * size.height * 3);
        expect(small.rgb.every((value) => value === 77)).toBe(true);
      },
    ),
  );
});

test('it is never larger than its picture', () => {
  const picture = { rgb: new Uint8Array(12), width: 2, height: 2 };
  expect(() => scaledDown(picture, { width: 3, height: 2 })).toThrow(RangeError);
  expect(() => scaledDown(picture, { width: 2, height: 3 })).toThrow(RangeError);
});
