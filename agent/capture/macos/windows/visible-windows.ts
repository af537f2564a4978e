import type { ActiveWindow, VisibleWindow } from '../../../ports.ts';
import { isEmptyRectangle } from '../../rectangles.ts';
import { longestJudged, wholeWindowText } from '../../window-text.ts';
import { layers } from '../api/core-graphics.ts';
import type { Program } from './programs.ts';
import type { WindowEntry } from './window-entries.ts';
import { macRoleOf } from './window-roles.ts';

/** A title bar with a toolbar in it is this high, points (Human Interface Guidelines, "Toolbars"). */
const titleBarHeight = 52;

export type ProgramOf = (pid: number | null, owner: string) => Program;

/** An entry as records name a window. */
export function asActiveWindow(entry: WindowEntry, programOf: ProgramOf): ActiveWindow {
  const whole = wholeWindowText(entry.title ?? '');
  const isCut = entry.isTitleCut || whole.length > longestJudged;
  return {
    ...programOf(entry.pid, entry.owner),
    title: whole.slice(0, longestJudged),
    url: null,
    pid: entry.pid,
    ...(isCut ? { isCut } : {}),
  };
}

/**
 * What can be seen, bottom first, in points. Null: some window does not tell where it is, so that
 * it could not be covered. A window without a title (a sheet, a menu, a tooltip) is listed once
 * more under each window of its program that has one, so that a rule about any of them covers it;
 * and so is one under each name that it had a short while ago (`formerly`).
 */
export function macVisibleWindows(
  entries: readonly WindowEntry[],
  programOf: ProgramOf,
  formerly: (id: number) => readonly ActiveWindow[] = () => [],
): VisibleWindow[] | null {
  const drawn = entries.filter(({ alpha }) => alpha !== 0);
  const ordinary = new Set(drawn.filter(({ layer }) => layer === layers.normal).map(({ pid }) => pid));
  const titled = new Map<number, ActiveWindow[]>();
  for (const entry of drawn) {
    if (entry.pid === null || (entry.title ?? '') === '') continue;
    const before = entry.id === null ? [] : formerly(entry.id);
    titled.set(entry.pid, [...(titled.get(entry.pid) ?? []), asActiveWindow(entry, programOf), ...before]);
  }
  const windows: VisibleWindow[] = [];
  for (const entry of drawn.toReversed()) {
    const { bounds, pid, id, layer, owner } = entry;
    if (bounds === null || !Object.values(bounds).every(Number.isFinite)) return null;
    if (isEmptyRectangle(bounds)) continue;
    const window = asActiveWindow(entry, programOf);
    const role = macRoleOf({ appId: window.appId, owner, layer, hasOrdinary: ordinary.has(pid) });
    const place = {
      bounds,
      ...(layer === layers.normal ? { content: belowTitleBar(bounds) } : {}),
      ...(id === null ? {} : { id }),
      ...(role === 'window' ? {} : { role }),
    };
    windows.push({ ...window, ...place });
    for (const named of id === null ? [] : formerly(id)) windows.push({ ...named, ...place });
    if (window.title !== '' || role === 'notice' || pid === null) continue;
    for (const named of titled.get(pid) ?? []) windows.push({ ...named, ...place });
  }
  return windows;
}

function belowTitleBar(bounds: VisibleWindow['bounds']): VisibleWindow['bounds'] {
  const top = Math.min(titleBarHeight, bounds.height);
  return { ...bounds, y: bounds.y + top, height: bounds.height - top };
}

/**
 * Every window that people would call one, top first: also minimised ones and those of other
 * spaces. The system lists helpers of programs too, which are neither on the screen nor titled.
 */
export function macOpenWindows(entries: readonly WindowEntry[], programOf: ProgramOf): ActiveWindow[] {
  return entries
    .filter(({ layer, title, isTitleCut, isOnScreen, alpha, bounds }) => {
      if (layer !== layers.normal || alpha === 0 || (bounds !== null && isEmptyRectangle(bounds))) return false;
      return isOnScreen || isTitleCut || (title ?? '') !== '';
    })
    .map((entry) => asActiveWindow(entry, programOf));
}
