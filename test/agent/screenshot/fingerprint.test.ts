import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../agent/ports.ts';
import { fingerprint, isSameScreen } from '../../../agent/screenshot/fingerprint.ts';

function picture(width: number, height: number, paint: (x: number, y: number) => number = () => 30): Pixels {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rgb.fill(paint(x, y), (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { rgb, width, height };
}

function isSame(a: Pixels, b: Pixels): boolean {
  return isSameScreen(fingerprint(a), fingerprint(b));
}

const plain = picture(1920, 1080);
/** A rectangle in another brightness on the plain picture. */
function withMark(left: number, top: number, width: number, height: number, value: number): Pixels {
  return picture(1920, 1080, (x, y) => (x >= left && x < left + width && y >= top && y < top + height ? value : 30));
}

describe('two pictures of the screen', () => {
  test.each([
    ['a blinking block cursor', withMark(707, 411, 6, 13, 220), false],
    ['a blinking line cursor', withMark(707, 411, 2, 16, 220), false],
    ['the digit of a clock', withMark(1850, 1060, 8, 12, 90), false],
    ['a brightness nobody sees', withMark(0, 0, 1920, 1080, 31), true],
  ])('%s', (_, other, expected) => {
    expect(isSame(plain, other)).toBe(expected);
  });

  test('one upright line is seen wherever it stands', () => {
    for (let left = 900; left < 912; left++) expect(isSame(plain, withMark(left, 300, 1, 40, 255))).toBe(false);
  });

  test('each colour counts', () => {
    for (const channel of [0, 1, 2]) {
      const rgb = plain.rgb.map((value, at) => (at % 3 === channel && at < 1920 * 3 * 30 ? value + 60 : value));
      expect(isSame(plain, { ...plain, rgb })).toBe(false);
    }
  });

  test('of different sizes are never the same', () => {
    expect(isSame(plain, picture(1080, 1920))).toBe(false);
  });

  test('of any size are the same as themselves, and other when all of it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 240 }), (width, height) => {
        const dark = picture(width, height);
        expect(isSame(dark, picture(width, height))).toBe(true);
        const { cells } = fingerprint(picture(width, height, () => 200));
        // Every cell was looked at: one without samples would stay dark.
        expect(cells.every((value) => value === 200)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
