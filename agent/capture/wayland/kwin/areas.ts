import type { Rectangle } from '../../../../core/rectangle.ts';
import type { Output } from '../wire/outputs.ts';
import type { KwinList } from './told-windows.ts';

/** What panels at the lower and the right edge leave of each output, by its name. */
export function areasOf(
  { windows }: KwinList,
  outputs: readonly Pick<Output, 'name' | 'place'>[],
): Map<string, Rectangle> {
  const panels = windows.filter(({ kind, isShown }) => kind === 'panel' && isShown).map(({ frame }) => frame);
  return new Map(outputs.map(({ name, place }) => [name, panels.reduce(without, place)]));
}

function without(area: Rectangle, panel: Rectangle): Rectangle {
  const { x, y, width, height } = area;
  const isOver = panel.x < x + width && panel.x + panel.width > x && panel.y < y + height && panel.y + panel.height > y;
  if (!isOver) return area;
  if (panel.width >= panel.height)
    return panel.y + panel.height >= y + height ? { ...area, height: panel.y - y } : area;
  return panel.x + panel.width >= x + width ? { ...area, width: panel.x - x } : area;
}
