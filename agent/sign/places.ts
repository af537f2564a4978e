import type { Rectangle } from '../../core/rectangle.ts';
import type { Pixels } from '../ports.ts';
import { drawPill } from './pill.ts';

/** From the corner of the work area. */
const marginPixels = 8;
/** A monitor with so many rows has small pixels. */
const fineRows = 2_000;
/** A monitor that is smaller is none that a person works at. */
const least = { width: 320, height: 200 };

/** Where one window of the sign stands, and what it shows. */
export interface Place {
  readonly corner: { readonly right: number; readonly bottom: number };
  readonly drawn: Pixels;
}

/**
 * One place on each monitor that is large enough to work at, and one on each output on which none
 * of these is: whoever names logical monitors, small ones or such that leave out a part of the
 * screen, takes the sign off no screen and makes it no smaller. Where nothing is large enough the
 * line is cut.
 */
export function placesOf(
  text: string,
  monitors: readonly Rectangle[],
  outputs: readonly Rectangle[],
  area: Rectangle | null,
): Place[] {
  const all = [...monitors, ...outputs];
  const roomy = all.filter(({ width, height }) => width >= least.width && height >= least.height);
  const places: (Place & { readonly on: Rectangle })[] = [];
  for (const monitor of roomy.length > 0 ? roomy : all) {
    const drawn = fitted(drawPill(text, monitor.height >= fineRows ? 2 : 1), monitor);
    const corner = cornerOf(monitor, area);
    const { width, height } = drawn;
    const on = { x: corner.right - width, y: corner.bottom - height, width, height };
    const isOutput = outputs.includes(monitor);
    // Two that overlap would hide each other.
    if (!places.some((other) => overlap(other.on, on) || (isOutput && isWithin(other.on, monitor))))
      places.push({ corner, drawn, on });
  }
  return places;
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** A monitor's lower right corner, above a bar. A work area below half of it is ignored. */
export function cornerOf(monitor: Rectangle, area: Rectangle | null): { right: number; bottom: number } {
  const { x, y, width, height } = monitor;
  const whole = { right: x + width, bottom: y + height };
  const within =
    area === null
      ? whole
      : { right: Math.min(whole.right, area.x + area.width), bottom: Math.min(whole.bottom, area.y + area.height) };
  const believed = within.right >= x + width / 2 && within.bottom >= y + height / 2 ? within : whole;
  return { right: believed.right - marginPixels, bottom: believed.bottom - marginPixels };
}

/** No wider than its monitor: the end of the line is cut. */
export function fitted(drawn: Pixels, monitor: Pick<Rectangle, 'width'>): Pixels {
  const width = Math.min(drawn.width, monitor.width - 2 * marginPixels);
  if (width >= drawn.width || width <= 0) return drawn;
  const rgb = new Uint8Array(width * drawn.height * 3);
  for (let row = 0; row < drawn.height; row++)
    rgb.set(drawn.rgb.subarray(row * drawn.width * 3, (row * drawn.width + width) * 3), row * width * 3);
  return { rgb, width, height: drawn.height };
}
