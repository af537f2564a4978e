import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeThumbnail, scaledDown } from '../../../agent/shot/thumbnail.ts';
import { fakeEncoder } from '../../fixtures/encoders.ts';

test.each([
  ['1080p', 1920, 1080, 320, 180],
  ['upright', 1080, 1920, 320, 569],
  ['very wide', 5000, 3, 320, 1],
  ['already small', 200, 100, 200, 100],
])('%s keeps its proportions', (_, width, height, toWidth, toHeight) => {
  const small = scaledDown({ rgb: new Uint8Array(width * height * 3), width, height }, 320);
  expect([small.width, small.height]).toEqual([toWidth, toHeight]);
  expect(small.rgb.length).toBe(toWidth * toHeight * 3);
});

test('a pixel is the average of those it stands for', () => {
  const rgb = Uint8Array.of(0, 0, 0, 100, 0, 10, 0, 100, 20, 100, 100, 30);
  expect([...scaledDown({ rgb, width: 2, height: 2 }, 1).rgb]).toEqual([50, 50, 15]);
});

test('one colour stays that colour at any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 70 }),
      (width, height, to) => {
        const small = scaledDown({ rgb: new Uint8Array(width * height * 3).fill(77), width, height }, to);
        expect(small.rgb.every((value) => value === 77)).toBe(true);
      },
    ),
  );
});

test('the encoder gets the small picture', async () => {
  const encoder = {
    ...fakeEncoder,
    encode: async (frame: { width: number; height: number }) => Uint8Array.of(frame.width / 10, frame.height / 10),
  };
  const webp = await encodeThumbnail({ rgb: new Uint8Array(640 * 400 * 3), width: 640, height: 400 }, encoder);
  expect([...webp]).toEqual([32, 20]);
});
