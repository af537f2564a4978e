import type { Rectangle } from '../../../../core/rectangle.ts';
import { foreignCallback } from '../../../../ffi/callback.ts';
import type { ActiveWindow, VisibleWindow } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { isEmptyRectangle } from '../../rectangles.ts';
import { dwmGetWindowAttribute, frameBounds, isCloaked } from '../api/dwmapi.ts';
import {
  clientToScreen,
  enumWindows,
  getClientRect,
  getWindowLong,
  getWindowRect,
  gwlStyle,
  type Handle,
  isIconic,
  isWindowVisible,
  windowsProc,
} from '../api/user32.ts';
import { classOf, factsOf, ownersOf, rectangleOf, rectBytes } from './window-facts.ts';
import { roleByClass } from './window-roles.ts';

/** A computer that shows more than this gets no picture taken, so that it stays usable. */
const mostVisible = 3_000;
/** WS_CAPTION: a bar with the title, which the system draws. */
const caption = 0x00c0_0000;

/** Numbers of all top-level windows, the topmost first, visible or not. */
function topLevels(): Handle[] {
  const found: Handle[] = [];
  const each = foreignCallback(windowsProc, (window: Handle) => {
    found.push(window);
    return 1;
  });
  try {
    enumWindows(each.address, 0);
  } finally {
    each.release();
  }
  return found;
}

/** Whether a window is shown on this desktop: not minimised, not on another virtual desktop, no store app that sleeps. */
function isShown(window: Handle): boolean {
  return isWindowVisible(window) !== 0 && isIconic(window) === 0 && !isOnNoDesktop(window);
}

const four = Buffer.alloc(4);

/** Of a composer that does not know, a window counts as shown. */
function isOnNoDesktop(window: Handle): boolean {
  return dwmGetWindowAttribute(window, isCloaked, four, 4) === 0 && four.readUInt32LE() !== 0;
}

interface Shown {
  readonly window: Handle;
  readonly bounds: Rectangle;
  readonly className: string;
  readonly facts: ActiveWindow;
  /** What else it was called a short while ago. */
  readonly before: readonly ActiveWindow[];
}

/**
 * Every window that may be seen on the screen, bottom first, in pixels of the screen. The thread must be aware of each monitor's
 * scale. A menu, a tooltip or another window that has no name is listed under the windows that it belongs to; where it says none,
 * once under each window of its program, so that a rule about any of them covers it. With `names` a browser's window, and what
 * belongs to it, is listed once more for each name that it had a short while ago. Throws when there are thousands.
 */
export function windowsOnScreen(names?: FormerNames): VisibleWindow[] {
  const seen = topLevels().filter(isShown).reverse();
  if (seen.length > mostVisible) throw new RangeError(`${seen.length} windows are visible`);
  const shown = seen.flatMap((window): Shown[] => {
    const bounds = boundsOf(window);
    if (bounds === null || isEmptyRectangle(bounds)) return [];
    const facts = factsOf(window);
    names?.note(window, facts);
    return [{ window, bounds, className: classOf(window), facts, before: names?.of(window) ?? [] }];
  });
  return shown.flatMap((each) => entriesOf(each, shown));
}

/** Whether a window that says it is shown can be seen on no screen: a helper without a size, or one on another virtual desktop. */
export function isShownNowhere(window: Handle): boolean {
  if (isWindowVisible(window) === 0) return false;
  const bounds = boundsOf(window);
  return !isShown(window) || (bounds !== null && isEmptyRectangle(bounds));
}

/** As it is drawn, without its shadow; null: it is gone. */
function boundsOf(window: Handle): Rectangle | null {
  const rect = Buffer.alloc(rectBytes);
  if (dwmGetWindowAttribute(window, frameBounds, rect, rectBytes) === 0) return rectangleOf(rect);
  return getWindowRect(window, rect) === 0 ? null : rectangleOf(rect);
}

function entriesOf({ window, bounds, className, facts, before }: Shown, all: readonly Shown[]): VisibleWindow[] {
  const role = roleByClass({ className, appId: facts.appId });
  const content = contentOf(window);
  const place = { bounds, id: window, ...(content ? { content } : {}), ...(role === 'window' ? {} : { role }) };
  const own = [facts, ...before].map((named) => ({ ...named, ...place }));
  if (facts.title !== '' || role !== 'window') return own;
  const named = ownersOf(window);
  const owners = named.length > 0 ? all.filter((each) => named.includes(each.window)) : [];
  const others = owners.length > 0 ? owners : all.filter((each) => canOwn(each) && each.facts.pid === facts.pid);
  const asOwners = others
    .filter((each) => each.window !== window)
    .flatMap((each) => [each.facts, ...each.before].map((named) => ({ ...named, ...place })));
  return asOwners.length === 0 ? own : asOwners;
}

/** A window with a name of its own. It may be a dialog: some programs make their main window one, of a window never shown. */
function canOwn({ facts }: Shown): boolean {
  return facts.title !== '';
}

/** Where the program paints itself, of a window that has a bar with its title; else null. */
function contentOf(window: Handle): Rectangle | null {
  if ((getWindowLong(window, gwlStyle) & caption) !== caption) return null;
  const rect = Buffer.alloc(rectBytes);
  const corner = Buffer.alloc(8);
  if (getClientRect(window, rect) === 0 || clientToScreen(window, corner) === 0) return null;
  const { width, height } = rectangleOf(rect);
  const content = { x: corner.readInt32LE(0), y: corner.readInt32LE(4), width, height };
  return isEmptyRectangle(content) ? null : content;
}

/**
 * Every open window that has a name, minimised ones and those on other virtual desktops too, top first. Tool windows that have
 * never been shown are not open.
 */
export function openWindowList(): ActiveWindow[] {
  return topLevels()
    .filter((window) => isWindowVisible(window) !== 0)
    .map((window) => factsOf(window))
    .filter(({ title }) => title !== '');
}
