import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ActiveWindow, VisibleWindow } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { isEmptyRectangle, withoutRectangle } from '../../rectangles.ts';
import type { SwayTree, SwayWindow } from './tree.ts';

/** Of what sway or its bars draw, which name other windows. */
const shellId = -1;
/** Notes of a window beside its name. */
type Named = Pick<ActiveWindow, 'appId' | 'appName' | 'title' | 'pid' | 'handle' | 'isCut' | 'belongsTo'>;

/**
 * Every window that may be seen, bottom first: with its title bar, and of one whose tab alone is
 * shown the tab. What lies outside of the area that bars leave names other windows, as far as anybody
 * can tell. With `names` a browser's window is listed once more for each name that it had a short
 * while ago.
 */
export function visibleOf({ windows, outputs }: SwayTree, names?: FormerNames<Named>): VisibleWindow[] {
  const listed = windows.flatMap((window) => {
    const places = placesOf(window);
    const now = namedOf(window);
    names?.note(window.id, now);
    const all: readonly Named[] = [now, ...(names?.of(window.id) ?? [])];
    return places.flatMap((where) => all.map((named): VisibleWindow => ({ url: null, ...named, ...where })));
  });
  const bars = outputs.flatMap(({ rect, area }) => (area === null ? [rect] : withoutRectangle(rect, area)));
  return [...listed, ...bars.map((bounds): VisibleWindow => ({ ...shell, bounds, id: shellId, role: 'panel' }))];
}

/** Open windows that are not seen, which bars may name. */
export function hiddenOf({ windows }: SwayTree): ActiveWindow[] {
  return windows.filter(({ isVisible }) => !isVisible).map(activeOf);
}

/** The window as a sensor tells it. */
export function activeOf(window: SwayWindow): ActiveWindow {
  return { ...namedOf(window), url: null };
}

const shell = { appId: 'desktop-shell', appName: 'Desktop', title: '', url: null, pid: null } as const;

function namedOf({ appId, appName, title, pid, id, isCut, belongsTo }: SwayWindow): Named {
  return { appId, appName, title, pid, handle: id, ...(isCut ? { isCut } : {}), ...(belongsTo ? { belongsTo } : {}) };
}

type Where = Pick<VisibleWindow, 'bounds' | 'content' | 'id' | 'mayHangOut'>;

function placesOf({ id, rect, titleBar, content, isVisible, isFocused }: SwayWindow): Where[] {
  const bar = isEmptyRectangle(titleBar) ? [] : [{ bounds: titleBar, id }];
  if (!isVisible) return bar;
  const hangs = isFocused ? { mayHangOut: true as const } : {};
  const isJoined = titleBar.x === rect.x && titleBar.width === rect.width && titleBar.y + titleBar.height === rect.y;
  if (bar.length === 0 || !isJoined) return [{ bounds: rect, content, id, ...hangs }, ...bar];
  return [{ bounds: joined(titleBar, rect), content, id, ...hangs }];
}

function joined(above: Rectangle, below: Rectangle): Rectangle {
  return { x: below.x, y: above.y, width: below.width, height: above.height + below.height };
}
