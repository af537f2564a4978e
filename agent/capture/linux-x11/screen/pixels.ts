import { reason } from '../../../../core/reason.ts';
import type { Frame, Monitor, SensorFailure } from '../../../ports.ts';
import type { X11Link } from '../wire/link.ts';

const zPixmap = 2;
const allPlanes = 0xffffffff;

/** Why pixels cannot be read, or null: 24 bits deep, four bytes a pixel, blue first. */
export function pixelFailure(link: X11Link): SensorFailure | null {
  const depth = link.screen.root_depth;
  const format = link.display.format[depth];
  const visual = link.screen.depths[depth]?.[link.screen.root_visual];
  const usual = visual?.red_mask === 0xff0000 && visual.green_mask === 0xff00 && visual.blue_mask === 0xff;
  if (depth === 24 && format?.bits_per_pixel === 32 && link.display.image_byte_order === 0 && usual) return null;
  return { ok: false, reason: reason('pixel-format', { depth }) };
}

/** One monitor's pixels now. Rejects with `RequestError` when the monitor left the screen. */
export async function grabFrame(link: X11Link, monitor: Monitor): Promise<Frame> {
  const { x, y, width, height } = monitor;
  const image = await link.ask<{ data: Buffer }>((client, answer) =>
    client.GetImage(zPixmap, link.root, x, y, width, height, allPlanes, answer),
  );
  return { monitor, width, height, rgb: rgbFromBgrx(image.data, width * height) };
}

/**
 * `pixels` times B, G, R and an unused byte into R, G, B. The answer lies at the front of the
 * memory of `bgrx`, which is used up and whose rest is set to zero: a second buffer of this size
 * would cost as much as the conversion. Throws a RangeError when there are fewer pixels.
 */
export function rgbFromBgrx(bgrx: Uint8Array, pixels: number): Uint8Array {
  if (bgrx.length < pixels * 4) throw new RangeError(`${pixels} pixels take ${pixels * 4} bytes, not ${bgrx.length}`);
  const bytes = bgrx.byteOffset % 4 === 0 ? bgrx : bgrx.slice();
  // Signed, since the engine keeps large unsigned words as floating point.
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, pixels);
  // Four pixels become three words, written behind where they were read.
  const whole = pixels - (pixels % 4);
  let to = 0;
  for (let at = 0; at < whole; at += 4) {
    const a = swapEnds(words[at] as number);
    const b = swapEnds(words[at + 1] as number);
    const c = swapEnds(words[at + 2] as number);
    const d = swapEnds(words[at + 3] as number);
    words[to] = a | (b << 24);
    words[to + 1] = (b >>> 8) | (c << 16);
    words[to + 2] = (c >>> 16) | (d << 8);
    to += 3;
  }
  for (let at = whole; at < pixels; at++) {
    const pixel = swapEnds(words[at] as number);
    bytes[at * 3] = pixel & 0xff;
    bytes[at * 3 + 1] = (pixel >>> 8) & 0xff;
    bytes[at * 3 + 2] = pixel >> 16;
  }
  bytes.fill(0, pixels * 3);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, pixels * 3);
}

/** 0xXXRRGGBB to 0x00BBGGRR, which lies in memory as R, G, B. */
function swapEnds(pixel: number): number {
  return ((pixel >>> 16) & 0xff) | (pixel & 0xff00) | ((pixel & 0xff) << 16);
}
