import type { Rectangle } from '../../../core/rectangle.ts';
import type { KeptConnection } from '../../capture/linux/kept-connection.ts';
import { isEmptyRectangle } from '../../capture/rectangles.ts';
import { KwinGone, type KwinLink } from '../../capture/wayland/kwin/kwin-link.ts';
import { type KwinList, ListUnreadable } from '../../capture/wayland/kwin/told-windows.ts';
import type { SignEye } from './layer-pills.ts';

/**
 * The sign is seen where KWin lists it, whole and solid, and nothing above it: KWin's list has every
 * surface with its place, in the order in which it paints them. Its pixels would be given to installed
 * programs alone, and take a picture of the screen each time.
 */
export function seenInList(kwin: KeptConnection<KwinLink>, ownPid: number): SignEye {
  return {
    canSee: () => kwin.current().ok,
    async areSeen(places) {
      const current = kwin.current();
      if (!current.ok) throw new KwinGone('compositor-ended');
      try {
        const list = await current.link.list();
        return places.every(({ place }) => isOnTop(list, place, ownPid));
      } catch (error) {
        if (error instanceof ListUnreadable) return false;
        throw error;
      }
    },
  };
}

/** Whether a window of this process lies exactly at `place`, and no other one of it or above it. */
export function isOnTop({ windows }: KwinList, place: Rectangle, ownPid: number): boolean {
  const at = windows.findLastIndex((each) => each.pid === ownPid && isSame(each.frame, place));
  const own = windows[at];
  if (own === undefined || !own.isShown || !own.isSolid) return false;
  return windows.slice(at + 1).every((each) => !each.isShown || isEmptyRectangle(common(each.frame, place)));
}

function isSame(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function common(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return { x, y, width, height };
}
