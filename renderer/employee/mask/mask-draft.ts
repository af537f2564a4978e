import type { Rectangle, Size } from '../../../core/rectangle.ts';

/** A rectangle in the middle, as a start for the keyboard. */
export function firstDraft(size: Size): Rectangle {
  const width = Math.max(1, Math.round(size.width / 4));
  const height = Math.max(1, Math.round(size.height / 8));
  return within(
    { x: Math.round((size.width - width) / 2), y: Math.round((size.height - height) / 2), width, height },
    size,
  );
}

/** The same size, elsewhere in the picture, never over its edge. */
export function moved(rectangle: Rectangle, byX: number, byY: number, size: Size): Rectangle {
  const x = clamp(Math.round(rectangle.x + byX), 0, size.width - rectangle.width);
  const y = clamp(Math.round(rectangle.y + byY), 0, size.height - rectangle.height);
  return { ...rectangle, x, y };
}

/** The same corner, another size: at least one pixel, never over the edge. */
export function resized(rectangle: Rectangle, byX: number, byY: number, size: Size): Rectangle {
  return {
    ...rectangle,
    width: clamp(Math.round(rectangle.width + byX), 1, size.width - rectangle.x),
    height: clamp(Math.round(rectangle.height + byY), 1, size.height - rectangle.y),
  };
}

/** What lies between two points, every pixel that it touches included. Points outside count as the nearest inside. */
export function between(
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  size: Size,
): Rectangle {
  const left = clamp(Math.floor(Math.min(a.x, b.x)), 0, size.width - 1);
  const top = clamp(Math.floor(Math.min(a.y, b.y)), 0, size.height - 1);
  const right = clamp(Math.ceil(Math.max(a.x, b.x)), left + 1, size.width);
  const bottom = clamp(Math.ceil(Math.max(a.y, b.y)), top + 1, size.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function within(rectangle: Rectangle, size: Size): Rectangle {
  return resized(moved(rectangle, 0, 0, size), 0, 0, size);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
