import type { Rectangle } from '../../core/rectangle.ts';

export function isEmptyRectangle({ width, height }: Rectangle): boolean {
  return width <= 0 || height <= 0;
}

/** `from` without `hole`: at most four rectangles, none empty, none overlapping. */
export function withoutRectangle(from: Rectangle, hole: Rectangle): Rectangle[] {
  const left = Math.max(from.x, hole.x);
  const top = Math.max(from.y, hole.y);
  const right = Math.min(from.x + from.width, hole.x + hole.width);
  const bottom = Math.min(from.y + from.height, hole.y + hole.height);
  if (right <= left || bottom <= top) return [from];
  const rest = [
    { x: from.x, y: from.y, width: from.width, height: top - from.y },
    { x: from.x, y: bottom, width: from.width, height: from.y + from.height - bottom },
    { x: from.x, y: top, width: left - from.x, height: bottom - top },
    { x: right, y: top, width: from.x + from.width - right, height: bottom - top },
  ];
  return rest.filter((each) => !isEmptyRectangle(each));
}

/** The same for several holes. */
export function withoutRectangles(from: Rectangle, holes: readonly Rectangle[]): Rectangle[] {
  return holes.reduce((rest, hole) => rest.flatMap((part) => withoutRectangle(part, hole)), [from]);
}
