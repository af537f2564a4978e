import { reason } from '../../../../core/reason.ts';
import type { ActiveWindow, OpenWindows } from '../../../ports.ts';
import type { Connection } from '../wire/connection.ts';
import type { X11Link } from '../wire/link.ts';
import { type Atoms, internAtoms, numbers, windowFacts } from '../wire/properties.ts';
import { visibleWindows } from './window-list.ts';

/** Every open window, minimised ones too, top first; without a window manager, visible ones. */
export async function openWindows(connection: Connection): Promise<OpenWindows> {
  const current = connection.current();
  if (!current.ok) return { kind: 'unavailable', failure: current };
  try {
    return { kind: 'windows', windows: await listed(current.link) };
  } catch {
    return { kind: 'unavailable', failure: { ok: false, reason: reason('windows-unreadable') } };
  }
}

async function listed(link: X11Link): Promise<ActiveWindow[]> {
  const atoms = await internAtoms(link);
  const managed = await managedWindows(link, atoms);
  if (managed !== null) return [...managed].reverse();
  const seen = await visibleWindows(link, atoms);
  return seen.map(({ bounds: _, content: __, id: ___, role: ____, ...window }) => window).reverse();
}

/** So many are asked what they are called; with more, it is not known. */
const mostAsked = 3_000;

/** The window manager's list, bottom first, all workspaces; null where nobody keeps one. */
export async function managedWindows(link: X11Link, atoms: Atoms): Promise<ActiveWindow[] | null> {
  const managed = await numbers(link, link.root, atoms._NET_CLIENT_LIST_STACKING);
  if (managed === null || managed.length > mostAsked) return null;
  const facts = await Promise.all(managed.map((window) => windowFacts(link, atoms, window)));
  // One that has gone since says nothing at all.
  const there = facts.filter(({ appId, title }) => appId !== 'unknown' || title !== '');
  return there.map((window) => ({ ...window, url: null }));
}
