import type { Frame, Monitor } from '../../../ports.ts';
import {
  bitBlt,
  bitmapHeaderBytes,
  copyWhatIsSeen,
  createCompatibleBitmap,
  createCompatibleDc,
  deleteDc,
  deleteGdiObject,
  getDiBits,
  selectObject,
} from '../api/gdi32.ts';
import { getDc, releaseDc } from '../api/user32.ts';

/** The system gave no pixels, as while the computer is locked or another desktop is shown. */
export class NoPixels extends Error {}

/** The pixels of one monitor. What a program forbids to be taken is black in them. Throws `NoPixels`. */
export function grabMonitor(monitor: Monitor): Frame {
  const { width, height } = monitor;
  const screen = getDc(0);
  const memory = createCompatibleDc(screen);
  const bitmap = createCompatibleBitmap(screen, width, height);
  try {
    if (screen === 0 || memory === 0 || bitmap === 0) throw new NoPixels('no memory for a picture');
    const before = selectObject(memory, bitmap);
    const copied = bitBlt(memory, 0, 0, width, height, screen, monitor.x, monitor.y, copyWhatIsSeen);
    selectObject(memory, before);
    if (copied === 0) throw new NoPixels('BitBlt was refused');
    const rows = Buffer.allocUnsafe(strideOf(width) * height);
    if (getDiBits(screen, bitmap, 0, height, rows, bitmapHeaderOf(width, height), 0) !== height)
      throw new NoPixels('the picture could not be read');
    return { monitor, width, height, rgb: rgbOf(rows, width, height) };
  } finally {
    if (bitmap !== 0) deleteGdiObject(bitmap);
    if (memory !== 0) deleteDc(memory);
    if (screen !== 0) releaseDc(0, screen);
  }
}

/** Of 24 bits a pixel; the system ends each row at a multiple of four bytes. */
function strideOf(width: number): number {
  return (width * 3 + 3) & ~3;
}

/** BITMAPINFOHEADER of rows of 24 bits a pixel, top row first. */
export function bitmapHeaderOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(bitmapHeaderBytes);
  header.writeUInt32LE(bitmapHeaderBytes, 0);
  header.writeInt32LE(width, 4);
  header.writeInt32LE(-height, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(24, 14);
  return header;
}

/** Rows as the system has them, of 24 bits a pixel, from red, green, blue. */
export function bitmapRowsOf(rgb: Uint8Array, width: number, height: number): Buffer {
  const stride = strideOf(width);
  const rows = Buffer.alloc(stride * height);
  for (let row = 0, from = 0; row < height; row++)
    for (let at = row * stride, end = at + width * 3; at < end; at += 3, from += 3) {
      rows[at] = rgb[from + 2] ?? 0;
      rows[at + 1] = rgb[from + 1] ?? 0;
      rows[at + 2] = rgb[from] ?? 0;
    }
  return rows;
}

/** Rows of blue, green, red, with what fills them up, as rows of red, green, blue without. In place where nothing fills them up. */
export function rgbOf(rows: Buffer, width: number, height: number): Uint8Array {
  const stride = strideOf(width);
  const rgb = stride === width * 3 ? rows : Buffer.allocUnsafe(width * height * 3);
  for (let row = 0, to = 0; row < height; row++)
    for (let at = row * stride, end = at + width * 3; at < end; at += 3, to += 3) {
      const blue = rows[at] ?? 0;
      rgb[to] = rows[at + 2] ?? 0;
      rgb[to + 1] = rows[at + 1] ?? 0;
      rgb[to + 2] = blue;
    }
  return rgb;
}
