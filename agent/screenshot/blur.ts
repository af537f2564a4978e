import { createHash } from 'node:crypto';
import type { ShotDetail } from '../../core/organisation/organisation.ts';
import type { Rectangle } from '../../core/rectangle.ts';
import type { Frame, Pixels, VisibleWindow } from '../ports.ts';
import { type Colour, fillPart, type Mask, maskColour, partOn } from './window-mask.ts';

/** A block holds at least two lines of ordinary text. */
const smallestBlock = 24;
const blocksDown = 30;
/** So few steps of each colour that words in a block change it by one step at most. */
const levels = 8;

/** What stands where no window is. */
const background: Colour = { r: 0x8a, g: 0x8d, b: 0x93 };

/**
 * The frame with no more to see than `detail` allows; excluded windows are covered already. Neither
 * form can be undone: `pixelated` keeps nine bits for every block of at least 24 x 24 pixels,
 * `solid` takes nothing at all from the pixels, only where windows are.
 */
export function blurred(
  frame: Frame,
  detail: ShotDetail,
  windows: readonly VisibleWindow[],
  masks: readonly Mask[],
): Frame {
  if (detail === 'sharp') return frame;
  return { ...frame, rgb: detail === 'pixelated' ? pixelated(frame) : flat(frame, windows, masks) };
}

/** Equal blocks of one colour each: their mean, in `levels` steps a channel. */
export function pixelated({ rgb, width, height }: Pixels): Uint8Array {
  const block = Math.max(smallestBlock, Math.ceil(height / blocksDown));
  const columns = edges(width, block);
  const rows = edges(height, block);
  const blurry = new Uint8Array(rgb.length);
  for (let row = 0; row + 1 < rows.length; row++) {
    const y = rows[row] as number;
    const down = (rows[row + 1] as number) - y;
    for (let column = 0; column + 1 < columns.length; column++) {
      const x = columns[column] as number;
      const part = { x, y, width: (columns[column + 1] as number) - x, height: down };
      fillPart(blurry, width, part, meanOf(rgb, width, part));
    }
  }
  return blurry;
}

/** Each window in its program's colour, masks in theirs, the rest in one colour. */
function flat(frame: Frame, windows: readonly VisibleWindow[], masks: readonly Mask[]): Uint8Array {
  const rgb = new Uint8Array(frame.rgb.length);
  fillPart(rgb, frame.width, { x: 0, y: 0, width: frame.width, height: frame.height }, background);
  const paint = (bounds: Rectangle, colour: Colour): void => {
    const part = partOn(frame, bounds);
    if (part !== null) fillPart(rgb, frame.width, part, colour);
  };
  const hidden = new Set(masks.map(({ of }) => of));
  for (const window of windows) if (!hidden.has(window.id ?? window)) paint(window.bounds, colourOf(window.appId));
  // Last, as on a sharp picture: a cover lies over everything.
  for (const { bounds } of masks) paint(bounds, maskColour);
  return rgb;
}

/** Always the same for a program, and neither as dark as a cover nor as pale as a page. */
function colourOf(appId: string): Colour {
  const hash = createHash('sha256').update(appId).digest();
  const channel = (at: number): number => 72 + Math.round(((hash[at] ?? 0) * 136) / 255);
  return { r: channel(0), g: channel(1), b: channel(2) };
}

/** Where blocks begin and end: as many as fit with `block` pixels or more each. */
function edges(length: number, block: number): number[] {
  const count = Math.max(1, Math.floor(length / block));
  return Array.from({ length: count + 1 }, (_, index) => Math.floor((index * length) / count));
}

function meanOf(
  rgb: Uint8Array,
  pictureWidth: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Colour {
  let r = 0;
  let g = 0;
  let b = 0;
  for (let line = y; line < y + height; line++) {
    const end = (line * pictureWidth + x + width) * 3;
    for (let at = (line * pictureWidth + x) * 3; at < end; at += 3) {
      r += rgb[at] as number;
      g += rgb[at + 1] as number;
      b += rgb[at + 2] as number;
    }
  }
  const pixels = width * height;
  return { r: quantised(r / pixels), g: quantised(g / pixels), b: quantised(b / pixels) };
}

function quantised(value: number): number {
  const top = levels - 1;
  return Math.round((Math.round((value * top) / 255) * 255) / top);
}
