import sharp from 'sharp';
import type { Rectangle } from '../../../core/rectangle.ts';

interface Picture {
  readonly width: number;
  readonly rgb: Uint8Array;
}

export async function decoded(webp: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, rgb: data };
}

/** The largest difference of any channel of any pixel of `area`, less `inset` at each side, from `colour`. */
export function largestDifference(
  { rgb, width }: Picture,
  area: Rectangle,
  colour: Record<'r' | 'g' | 'b', number>,
  inset = 0,
): number {
  let largest = 0;
  for (let y = area.y + inset; y < area.y + area.height - inset; y++)
    for (let x = area.x + inset; x < area.x + area.width - inset; x++) {
      const at = (y * width + x) * 3;
      largest = Math.max(
        largest,
        Math.abs((rgb[at] ?? 0) - colour.r),
        Math.abs((rgb[at + 1] ?? 0) - colour.g),
        Math.abs((rgb[at + 2] ?? 0) - colour.b),
      );
    }
  return largest;
}

/** Standard deviation of the green channel over `area`: 0 where nothing is drawn. */
export function liveliness({ rgb, width }: Picture, area: Rectangle): number {
  let sum = 0;
  let squares = 0;
  for (let y = area.y; y < area.y + area.height; y++)
    for (let x = area.x; x < area.x + area.width; x++) {
      const green = rgb[(y * width + x) * 3 + 1] ?? 0;
      sum += green;
      squares += green * green;
    }
  const pixels = area.width * area.height;
  return Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}
