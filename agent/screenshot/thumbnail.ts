import type { Size } from '../../core/rectangle.ts';
import type { Pixels } from '../ports.ts';

/** The picture scaled down to `size`: each pixel is the average of those it stands for. */
export function scaledDown({ rgb, width, height }: Pixels, size: Size): Pixels {
  if (size.width > width || size.height > height) throw new RangeError('a thumbnail is not larger than its picture');
  const edges = Array.from({ length: size.width + 1 }, (_, column) => Math.floor((column * width) / size.width));
  const sums = new Uint32Array(size.width * 3);
  const small = new Uint8Array(size.width * size.height * 3);
  for (let row = 0; row < size.height; row++) {
    const top = Math.floor((row * height) / size.height);
    const bottom = Math.floor(((row + 1) * height) / size.height);
    sums.fill(0);
    for (let y = top; y < bottom; y++) addRow(sums, rgb, y * width, edges);
    for (let column = 0; column < size.width; column++) {
      const count = ((edges[column + 1] as number) - (edges[column] as number)) * (bottom - top);
      for (let part = column * 3; part < column * 3 + 3; part++)
        small[row * size.width * 3 + part] = Math.round((sums[part] as number) / count);
    }
  }
  return { rgb: small, ...size };
}

function addRow(sums: Uint32Array, rgb: Uint8Array, line: number, edges: readonly number[]): void {
  for (let column = 0; column + 1 < edges.length; column++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    const end = (line + (edges[column + 1] as number)) * 3;
    for (let at = (line + (edges[column] as number)) * 3; at < end; at += 3) {
      red += rgb[at] as number;
      green += rgb[at + 1] as number;
      blue += rgb[at + 2] as number;
    }
    const to = column * 3;
    sums[to] = (sums[to] as number) + red;
    sums[to + 1] = (sums[to + 1] as number) + green;
    sums[to + 2] = (sums[to + 2] as number) + blue;
  }
}
