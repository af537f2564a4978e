import type { WindowRole } from '../../../ports.ts';
import type { X11Link } from '../wire/link.ts';
import { type Atoms, property } from '../wire/properties.ts';

/** What is needed to tell what a window on the screen is for. */
export interface RoleFacts {
  /** The program's window, or the child of the root itself. */
  readonly window: number;
  /** What it says of its type (`_NET_WM_WINDOW_TYPE`). */
  readonly types: readonly number[];
  readonly appId: string;
  readonly isManaged: boolean;
  readonly overrideRedirect: boolean;
  /** It, or the frame around it, was made by the connection that the window manager uses. */
  readonly isManagers: boolean;
  /** What is in the frame is the window manager's own too, such as a list of all windows. */
  readonly isManagersOwn: boolean;
  /** Some ordinary window that is managed was made by the same connection. */
  readonly hasManagedSibling: boolean;
}

/** Programs that show other programs' messages, and do not all say so. */
const notifiers =
  /^(dunst|notify-osd|notification-daemon|mate-notification-daemon|xfce4-notifyd|lxqt-notificationd|deadd-notification-center|wired|twmn|xfce4-notifyd-.*|tiramisu)$/;
/** Programs that list windows, and do not all say that they are docks. */
const panels =
  /^(tint2|i3bar|polybar|xmobar|lemonbar|bar|dzen|dzen2|yabar|xfce4-panel|wrapper-2\.0|lxpanel|lxqt-panel|mate-panel|gnome-panel|fbpanel|perlpanel|bmpanel.*|plank|docky|cairo-dock|latte-dock|plasmashell|budgie-panel|vala-panel|trayer|stalonetray|rofi|dmenu|skippy-xd|xfdashboard|alttab|jgmenu|krunner|kupfer(\.py)?|albert|ulauncher|synapse|fvwm\w+)$/;

/** Whether windows of these types are the desktop or docks, of which menus list other programs' windows. */
export function isShellPart(types: readonly number[], atoms: Atoms): boolean {
  return types.includes(atoms._NET_WM_WINDOW_TYPE_DESKTOP) || types.includes(atoms._NET_WM_WINDOW_TYPE_DOCK);
}

/**
 * What a window is for. Its type counts, the place that it keeps for itself at an edge, and its
 * program; a window that nobody manages, of a program that has no ordinary one, is a switcher, a
 * launcher or the menu of a desktop as far as anybody can tell, and may name any window.
 */
export async function roleOf(link: X11Link, atoms: Atoms, facts: RoleFacts): Promise<WindowRole> {
  const { window, types, appId, isManaged, overrideRedirect, isManagers, isManagersOwn, hasManagedSibling } = facts;
  if (types.includes(atoms._NET_WM_WINDOW_TYPE_NOTIFICATION) || notifiers.test(appId)) return 'notice';
  if (types.includes(atoms._NET_WM_WINDOW_TYPE_DESKTOP)) return 'window';
  if (types.includes(atoms._NET_WM_WINDOW_TYPE_DOCK) || panels.test(appId)) return 'panel';
  if (isManagers && !isManaged) return 'frame';
  if (isManagersOwn) return 'panel';
  const struts = await Promise.all(
    [atoms._NET_WM_STRUT, atoms._NET_WM_STRUT_PARTIAL].map((atom) => property(link, window, atom, 1)),
  );
  if (struts.some((strut) => strut !== null)) return 'panel';
  return overrideRedirect && !isManaged && !hasManagedSibling && appId !== 'unknown' ? 'panel' : 'window';
}
