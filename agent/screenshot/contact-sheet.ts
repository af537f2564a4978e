import { contactSheetSize, thumbnailBox } from '../../core/day/contact-sheet.ts';
import type { Pixels } from '../ports.ts';
import { scaledDown } from './thumbnail.ts';

/** The ground around a picture in its tile: a grey for light and dark pages alike. */
export const ground = 0x80;

/** The picture as it stands in any tile. */
export function thumbnailOf(picture: Pixels): Pixels {
  const { width, height } = thumbnailBox(0, picture);
  return scaledDown(picture, { width, height });
}

/** The sheet of these thumbnails, in their order. */
export function contactSheetOf(thumbnails: readonly Pixels[]): Pixels {
  const { width, height } = contactSheetSize(thumbnails.length);
  const rgb = new Uint8Array(width * height * 3).fill(ground);
  for (const [index, thumbnail] of thumbnails.entries()) {
    const box = thumbnailBox(index, thumbnail);
    for (let row = 0; row < thumbnail.height; row++) {
      const line = thumbnail.rgb.subarray(row * thumbnail.width * 3, (row + 1) * thumbnail.width * 3);
      rgb.set(line, ((box.y + row) * width + box.x) * 3);
    }
  }
  return { rgb, width, height };
}
