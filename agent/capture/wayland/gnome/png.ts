import { inflateSync } from 'node:zlib';
import type { Pixels } from '../../../ports.ts';

/** Not a PNG as GNOME Shell writes it: 8 bits, RGB or RGBA, not interlaced. */
export class PngUnreadable extends Error {}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** More pixels than four monitors of 7680 by 4320 have. */
const mostPixels = 1 << 27;

/**
 * The pixels of a PNG, R, G, B. What is transparent, where no monitor is, becomes black or what
 * colour it says. Throws `PngUnreadable`.
 */
export function pixelsOfPng(png: Buffer): Pixels {
  const { width, height, channels, data } = chunksOf(png);
  const stride = width * channels;
  const lines = inflated(data, (stride + 1) * height);
  const rgb = new Uint8Array(width * height * 3);
  let above: Uint8Array = new Uint8Array(stride);
  for (let row = 0; row < height; row++) {
    const at = row * (stride + 1);
    const line = lines.subarray(at + 1, at + 1 + stride);
    unfilter(lines[at] ?? 0, line, above, channels);
    for (let from = 0, to = row * width * 3; from < stride; from += channels, to += 3) {
      rgb[to] = line[from] ?? 0;
      rgb[to + 1] = line[from + 1] ?? 0;
      rgb[to + 2] = line[from + 2] ?? 0;
    }
    above = line;
  }
  return { rgb, width, height };
}

interface Chunks {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): Chunks {
  if (png.length < 33 || !png.subarray(0, 8).equals(signature) || png.toString('latin1', 12, 16) !== 'IHDR')
    throw new PngUnreadable();
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, colour, , , interlaced] = png.subarray(24, 29);
  const isRead = depth === 8 && (colour === 2 || colour === 6) && interlaced === 0;
  if (!isRead || width === 0 || height === 0 || width * height > mostPixels) throw new PngUnreadable();
  const parts: Buffer[] = [];
  for (let at = 33; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    if (at + 12 + length > png.length) throw new PngUnreadable();
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, channels: colour === 2 ? 3 : 4, data: Buffer.concat(parts) };
}

function inflated(data: Buffer, length: number): Buffer {
  try {
    const lines = inflateSync(data, { maxOutputLength: length });
    if (lines.length === length) return lines;
  } catch {
    // Said below.
  }
  throw new PngUnreadable();
}

/** What a line says is the difference to the pixel on the left, to that above, or to both. */
function unfilter(kind: number, line: Uint8Array, above: Uint8Array, channels: number): void {
  if (kind > 4) throw new PngUnreadable();
  if (kind === 0) return;
  for (let at = 0; at < line.length; at++) {
    const left = at < channels ? 0 : (line[at - channels] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < channels ? 0 : (above[at - channels] ?? 0);
    const from = kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : nearest(left, up, corner);
    line[at] = (line[at] ?? 0) + from;
  }
}

function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
