import type { Rectangle } from '../../core/rectangle.ts';
import type { Frame, Screen, VisibleWindow } from '../ports.ts';

/** The colour of masks. Solid, since blurred text can partly be read back. */
export const maskColour = { r: 0x2b, g: 0x2d, b: 0x31 } as const;

/** A part of the desktop that must not be seen, and the window that it is of. */
export interface Mask {
  readonly bounds: Rectangle;
  readonly of: number | VisibleWindow;
}

export interface MaskedScreen {
  readonly frames: readonly Frame[];
  /** How many windows had pixels on some monitor that were filled. */
  readonly coveredWindows: number;
}

/**
 * The screen's frames with every pixel inside a mask filled; `screen` itself stays as it is.
 *
 * The whole mask is filled, also where another window lies on top. That one then loses pixels it
 * could have kept, but whether it hides what is below cannot be known: it may be translucent,
 * rounded, faded by the compositor, or have come up after the pixels were read. Filling too much
 * costs a picture; filling too little shows what was not to be seen.
 */
export function applyMasks(screen: Pick<Screen, 'frames'>, masks: readonly Mask[]): MaskedScreen {
  const covered = new Set<Mask['of']>();
  const frames = screen.frames.map((frame) => {
    const parts = masks.flatMap(({ bounds, of }) => {
      const part = partOn(frame, bounds);
      if (part) covered.add(of);
      return part ? [part] : [];
    });
    if (parts.length === 0) return frame;
    const rgb = Uint8Array.from(frame.rgb);
    for (const part of parts) fillPart(rgb, frame.width, part, maskColour);
    return { ...frame, rgb };
  });
  return { frames, coveredWindows: covered.size };
}

/** The part of `bounds` on this monitor, rounded outwards to the frame's pixels, or null. */
export function partOn({ monitor, width, height }: Frame, bounds: Rectangle): Rectangle | null {
  // Bounds that make no sense could be anywhere.
  if (![bounds.x, bounds.y, bounds.width, bounds.height].every(Number.isFinite)) return { x: 0, y: 0, width, height };
  // A frame can have more or fewer pixels than its monitor has units (a scaled display).
  const scaleX = width / monitor.width;
  const scaleY = height / monitor.height;
  const left = clamp(Math.floor((bounds.x - monitor.x) * scaleX), width);
  const top = clamp(Math.floor((bounds.y - monitor.y) * scaleY), height);
  const right = clamp(Math.ceil((bounds.x + bounds.width - monitor.x) * scaleX), width);
  const bottom = clamp(Math.ceil((bounds.y + bounds.height - monitor.y) * scaleY), height);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** Paints a part, which must lie within the picture, into its pixels. */
export function fillPart(
  rgb: Uint8Array,
  pictureWidth: number,
  { x, y, width, height }: Rectangle,
  { r, g, b }: Colour,
): void {
  const row = new Uint8Array(width * 3);
  for (let at = 0; at < row.length; at += 3) row.set([r, g, b], at);
  for (let line = y; line < y + height; line++) rgb.set(row, (line * pictureWidth + x) * 3);
}
