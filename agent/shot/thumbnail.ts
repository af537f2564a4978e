import type { Pixels, WebpEncoder } from '../ports.ts';

export const thumbnailWidth = 320;

/** A WebP of the pixels, at most 320 wide, with the same proportions. Throws when the encoder fails. */
export function encodeThumbnail(pixels: Pixels, encoder: WebpEncoder, width = thumbnailWidth): Promise<Uint8Array> {
  return encoder.encode(scaledDown(pixels, width));
}

/** Each new pixel is the average of the ones it stands for. Never larger than the original. */
export function scaledDown({ rgb, width, height }: Pixels, wantedWidth: number): Pixels {
  const toWidth = Math.max(1, Math.min(width, Math.round(wantedWidth)));
  const toHeight = Math.max(1, Math.min(height, Math.round((height * toWidth) / width)));
  if (toWidth === width && toHeight === height) return { rgb, width, height };
  const edges = Array.from({ length: toWidth + 1 }, (_, column) => Math.floor((column * width) / toWidth));
  const sums = new Uint32Array(toWidth * 3);
  const small = new Uint8Array(toWidth * toHeight * 3);
  for (let row = 0; row < toHeight; row++) {
    const top = Math.floor((row * height) / toHeight);
    const bottom = Math.floor(((row + 1) * height) / toHeight);
    sums.fill(0);
    for (let y = top; y < bottom; y++) addRow(sums, rgb, y * width, edges);
    for (let column = 0; column < toWidth; column++) {
      const count = ((edges[column + 1] as number) - (edges[column] as number)) * (bottom - top);
      for (let part = column * 3; part < column * 3 + 3; part++)
        small[row * toWidth * 3 + part] = Math.round((sums[part] as number) / count);
    }
  }
  return { rgb: small, width: toWidth, height: toHeight };
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
