import type { XProperty } from 'x11';
import type { X11Link } from '../wire/link.ts';
import { type Atoms, anyType, firstNumber, numbers, property } from '../wire/properties.ts';

/** Whether a window manager runs. Its properties outlive it, so its own window is asked for. */
export async function hasActiveWindowProperty(link: X11Link, atoms: Atoms): Promise<boolean> {
  const check = await firstNumber(link, link.root, atoms._NET_SUPPORTING_WM_CHECK);
  if (!check || (await firstNumber(link, check, atoms._NET_SUPPORTING_WM_CHECK)) !== check) return false;
  const supported = await numbers(link, link.root, atoms._NET_SUPPORTED);
  return [atoms._NET_ACTIVE_WINDOW, atoms._NET_CLIENT_LIST].every((atom) => supported?.includes(atom) ?? false);
}

/** The window that has the focus, or null when none has. */
export async function activeWindowId(link: X11Link, atoms: Atoms, announced: boolean): Promise<number | null> {
  if (!announced) return focusedWindow(link, atoms);
  // Asked at every switch, and therefore without anything between.
  const { data } = await link.ask<XProperty>((client, answer) =>
    client.GetProperty(0, link.root, atoms._NET_ACTIVE_WINDOW, anyType, 0, 1, answer),
  );
  return (data.length >= 4 && data.readUInt32LE(0)) || null;
}

const focusNone = 0;
const focusFollowsPointer = 1;

/** Without a window manager: the focused window, or the first parent that names a program. */
async function focusedWindow(link: X11Link, atoms: Atoms): Promise<number | null> {
  const { focus } = await link.ask<{ focus: number }>((client, answer) => client.GetInputFocus(answer));
  if (focus === focusNone || focus === link.root) return null;
  if (focus === focusFollowsPointer) {
    const pointer = await link.ask<{ child: number }>((client, answer) => client.QueryPointer(link.root, answer));
    return pointer.child || null;
  }
  let window = focus;
  while (!(await property(link, window, atoms.WM_CLASS, 1))) {
    const current = window;
    const tree = await link.askIfThere<{ parent: number }>((client, answer) => client.QueryTree(current, answer));
    if (!tree || tree.parent === 0 || tree.parent === link.root) return focus;
    window = tree.parent;
  }
  return window;
}
