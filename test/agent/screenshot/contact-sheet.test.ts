import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../agent/ports.ts';
import { contactSheetOf, ground, thumbnailOf } from '../../../agent/screenshot/contact-sheet.ts';
import { mostTiles, thumbnailBox, tileBox } from '../../../core/day/contact-sheet.ts';

/** A picture in which every pixel differs from its neighbours. */
function picture(width: number, height: number, seed = 0): Pixels {
  return { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7 + seed) % 251) };
}

function cut({ rgb, width }: Pixels, box: { x: number; y: number; width: number; height: number }): number[] {
  const lines = Array.from({ length: box.height }, (_, row) => {
    const from = ((box.y + row) * width + box.x) * 3;
    return [...rgb.subarray(from, from + box.width * 3)];
  });
  return lines.flat();
}

describe('a sheet', () => {
  it('has each thumbnail, pixel by pixel, where its picture’s size says', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ width: fc.integer({ min: 1, max: 400 }), height: fc.integer({ min: 1, max: 400 }) }), {
          minLength: 1,
          maxLength: mostTiles,
        }),
        (sizes) => {
          const pictures = sizes.map(({ width, height }, index) => picture(width, height, index));
          const thumbnails = pictures.map(thumbnailOf);
          const sheet = contactSheetOf(thumbnails);
          for (const [index, size] of sizes.entries())
            expect(cut(sheet, thumbnailBox(index, size))).toEqual([...(thumbnails[index]?.rgb ?? [])]);
        },
      ),
      { numRuns: 20 },
    ));

  it('is neutral ground around a thumbnail of other proportions, and where no cell is', () => {
    const upright = { rgb: new Uint8Array(100 * 300 * 3).fill(255), width: 100, height: 300 };
    const sheet = contactSheetOf(Array.from({ length: 7 }, () => thumbnailOf(upright)));
    const cell = tileBox(6);
    expect(cut(sheet, { ...cell, width: 60 }).every((value) => value === ground)).toBe(true);
    expect(cut(sheet, tileBox(7)).every((value) => value === ground)).toBe(true);
    expect(cut(sheet, { x: cell.x + 100, y: cell.y, width: 40, height: 150 }).every((value) => value === 255)).toBe(
      true,
    );
  });

  it('has a thumbnail no larger than its picture', () => {
    expect(thumbnailOf(picture(10, 4))).toEqual(picture(10, 4));
    expect(thumbnailOf(picture(1920, 1080))).toMatchObject({ width: 240, height: 135 });
  });
});
