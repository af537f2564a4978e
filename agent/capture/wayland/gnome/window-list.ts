import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ActiveWindow, VisibleWindow } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { isEmptyRectangle, withoutRectangle } from '../../rectangles.ts';
import type { WindowSnapshot } from '../listed-screen.ts';
import type { ShellDesktop, ShellWindow } from './shell-desktop.ts';

/** Of what GNOME Shell draws itself, which names other windows. */
const shellId = -1;
const noticeId = -2;
/** Notes of a window beside its name. */
export type NamedByShell = Pick<ActiveWindow, 'appId' | 'appName' | 'title' | 'pid' | 'handle' | 'isCut' | 'belongsTo'>;

/**
 * Every window, menus and tooltips too, bottom first; then what GNOME Shell itself shows. With
 * `names` a browser's window is listed once more for each name that it had a short while ago.
 */
export function shellSnapshot(desktop: ShellDesktop, names?: FormerNames<NamedByShell>): WindowSnapshot {
  const { windows, monitors, shown, notices, isBusy } = desktop;
  const listed = windows
    .filter(({ isVisible, bounds }) => isVisible && !isEmptyRectangle(bounds))
    .flatMap((window) => {
      const now = namedOf(window);
      names?.note(window.id, now);
      const all: readonly NamedByShell[] = [now, ...(names?.of(window.id) ?? [])];
      return all.map((named): VisibleWindow => ({ url: null, ...named, bounds: window.bounds, id: window.id }));
    });
  const panels = [...shown, ...monitors.flatMap(({ area, ...whole }) => withoutRectangle(placeOf(whole), area))];
  return {
    windows: [
      ...listed,
      ...panels.map((bounds): VisibleWindow => ({ ...shell, bounds, id: shellId, role: 'panel' })),
      ...notices.map((bounds): VisibleWindow => ({ ...shell, bounds, id: noticeId, role: 'notice' })),
    ],
    hidden: windows.filter(({ isVisible }) => !isVisible).map(activeInShell),
    isElsewhere: isBusy,
  };
}

/** The window as a sensor tells it. */
export function activeInShell(window: ShellWindow): ActiveWindow {
  return { ...namedOf(window), url: null };
}

const shell = { appId: 'gnome-shell', appName: 'GNOME Shell', title: '', url: null, pid: null } as const;

function namedOf({ appId, appName, title, pid, id, isCut, belongsTo }: ShellWindow): NamedByShell {
  return { appId, appName, title, pid, handle: id, ...(isCut ? { isCut } : {}), ...(belongsTo ? { belongsTo } : {}) };
}

function placeOf({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
}
