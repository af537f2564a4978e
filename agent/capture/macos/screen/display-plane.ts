import type { Rectangle } from '../../../../core/rectangle.ts';
import type { Monitor, VisibleWindow } from '../../../ports.ts';
import { isEmptyRectangle } from '../../rectangles.ts';

/** A display as the system tells it: points, from the upper left corner of the main one. */
export interface MacDisplay {
  /** The system's number of it, as text. */
  readonly id: string;
  readonly name: string;
  readonly isMain: boolean;
  readonly bounds: Rectangle;
  /** Pixels to a point: 2 on Retina. */
  readonly scale: number;
}

/**
 * Where a display's pixels lie. Displays of several scales have no common pixels: what is 1,440
 * points beside the main one begins at 2,880 for one and at 1,440 for the other. So corners are
 * laid out by the largest scale, rounded up, and each display has its own pixels from there.
 * Displays that do not overlap in points do not overlap here, and with one scale these are the
 * pixels themselves.
 */
export function monitorOf(display: MacDisplay, all: readonly MacDisplay[]): Monitor {
  const { x, y, width, height } = display.bounds;
  const largest = Math.ceil(Math.max(...all.map(({ scale }) => scale)));
  return {
    name: display.name === '' ? `Display ${display.id}` : display.name,
    primary: display.isMain,
    x: Math.round(x * largest),
    y: Math.round(y * largest),
    width: Math.round(width * display.scale),
    height: Math.round(height * display.scale),
  };
}

/**
 * Windows from points to the pixels of the displays that they are on, rounded outwards: one that
 * reaches over two displays is listed once for each, and one that is on none is left out.
 */
export function windowsInPixels(windows: readonly VisibleWindow[], displays: readonly MacDisplay[]): VisibleWindow[] {
  const placed = displays.map((display) => ({ display, monitor: monitorOf(display, displays) }));
  return windows.flatMap((window) =>
    placed.flatMap(({ display, monitor }) => {
      const part = overlap(window.bounds, display.bounds);
      if (part === null) return [];
      const toPixels = (points: Rectangle) => inPixels(points, display, monitor);
      const { content, ...rest } = window;
      const inner = content === undefined ? null : overlap(content, display.bounds);
      return [{ ...rest, bounds: toPixels(part), ...(inner === null ? {} : { content: toPixels(inner) }) }];
    }),
  );
}

function inPixels(points: Rectangle, { bounds, scale }: MacDisplay, monitor: Monitor): Rectangle {
  const left = monitor.x + Math.floor((points.x - bounds.x) * scale);
  const top = monitor.y + Math.floor((points.y - bounds.y) * scale);
  const right = monitor.x + Math.ceil((points.x + points.width - bounds.x) * scale);
  const bottom = monitor.y + Math.ceil((points.y + points.height - bounds.y) * scale);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function overlap(one: Rectangle, other: Rectangle): Rectangle | null {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const width = Math.min(one.x + one.width, other.x + other.width) - x;
  const height = Math.min(one.y + one.height, other.y + other.height) - y;
  const both = { x, y, width, height };
  return isEmptyRectangle(both) ? null : both;
}
