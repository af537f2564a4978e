import type { Pixels } from '../../../ports.ts';
import { rgbFromBgrx } from '../../linux-x11/screen/pixels.ts';

/** Where red, green and blue stand in the four bytes of a pixel. */
type Places = readonly [red: number, green: number, blue: number];

/** Layouts that are read, by the numbers of `wl_shm`: eight bits a colour, and a byte that is not looked at. */
export const pixelFormats: ReadonlyMap<number, Places> = new Map([
  [0, [2, 1, 0]],
  [1, [2, 1, 0]],
  [fourcc('XB24'), [0, 1, 2]],
  [fourcc('AB24'), [0, 1, 2]],
  [fourcc('RX24'), [3, 2, 1]],
  [fourcc('RA24'), [3, 2, 1]],
  [fourcc('BX24'), [1, 2, 3]],
  [fourcc('BA24'), [1, 2, 3]],
]);

function fourcc(code: string): number {
  return Buffer.from(code).readUInt32LE(0);
}

/** Rows of four bytes a pixel, `stride` bytes apart, as R, G and B without padding. */
export function packedRgb(
  bytes: Uint8Array,
  { format, width, height, stride }: { format: number; width: number; height: number; stride: number },
): Uint8Array {
  const [red, green, blue] = pixelFormats.get(format) ?? [2, 1, 0];
  // What nearly every compositor answers.
  if (blue === 0 && red === 2 && stride === width * 4) return rgbFromBgrx(bytes, width * height);
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let at = row * stride, end = at + width * 4; at < end; at += 4) {
      rgb[to] = bytes[at + red] as number;
      rgb[to + 1] = bytes[at + green] as number;
      rgb[to + 2] = bytes[at + blue] as number;
      to += 3;
    }
  }
  return rgb;
}

/**
 * A picture as it is seen, from how the output that is turned keeps it. `transform` is that of
 * `wl_output`: quarter turns against the clock that the output's content is turned by, from 4 on
 * mirrored first.
 */
export function turned(picture: Pixels, transform: number, isUpsideDown: boolean): Pixels {
  const { width, height, rgb } = isUpsideDown ? flipped(picture) : picture;
  if (transform === 0) return { width, height, rgb };
  const isSideways = transform % 2 === 1;
  const to = { width: isSideways ? height : width, height: isSideways ? width : height };
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < to.height; y++)
    for (let x = 0; x < to.width; x++) {
      const from = (sourceRow(x, y, to, transform) * width + sourceColumn(x, y, to, transform)) * 3;
      const at = (y * to.width + x) * 3;
      out[at] = rgb[from] as number;
      out[at + 1] = rgb[from + 1] as number;
      out[at + 2] = rgb[from + 2] as number;
    }
  return { ...to, rgb: out };
}

type Size = Pick<Pixels, 'width' | 'height'>;

function sourceColumn(x: number, y: number, { width, height }: Size, transform: number): number {
  const right = width - 1 - x;
  const down = height - 1 - y;
  return [x, y, right, down, right, y, x, down][transform] ?? x;
}

function sourceRow(x: number, y: number, { width, height }: Size, transform: number): number {
  const right = width - 1 - x;
  const down = height - 1 - y;
  return [y, right, down, x, y, x, down, right][transform] ?? y;
}

function flipped({ width, height, rgb }: Pixels): Pixels {
  const out = new Uint8Array(rgb.length);
  const row = width * 3;
  for (let y = 0; y < height; y++) out.set(rgb.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return { width, height, rgb: out };
}
