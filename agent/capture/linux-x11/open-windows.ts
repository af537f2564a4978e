import type { ActiveWindow, OpenWindows } from '../../ports.ts';
import type { Connection } from './connection.ts';
import type { Link } from './link.ts';
import { internAtoms, numbers, windowFacts } from './properties.ts';
import { visibleWindows } from './window-list.ts';

/** Every window that the window manager tells of, on all desktops and minimised ones too, top first; where there is none, what can be seen. */
export async function openWindows(connection: Connection): Promise<OpenWindows> {
  const current = connection.current();
  if (!current.ok) return { kind: 'unavailable', failure: current };
  try {
    return { kind: 'windows', windows: await listed(current.link) };
  } catch {
    const failure = {
      ok: false,
      code: 'windows-unreadable',
      reason: 'The list of windows could not be read.',
    } as const;
    return { kind: 'unavailable', failure };
  }
}

async function listed(link: Link): Promise<ActiveWindow[]> {
  const atoms = await internAtoms(link);
  const managed = await numbers(link, link.root, atoms._NET_CLIENT_LIST_STACKING);
  if (managed === null) {
    const seen = await visibleWindows(link, atoms);
    return seen.map(({ bounds: _, ...window }) => window).reverse();
  }
  const facts = await Promise.all(managed.map((window) => windowFacts(link, atoms, window)));
  // One that has gone since says nothing at all.
  const there = facts.filter(({ appId, title }) => appId !== 'unknown' || title !== '');
  return there.map((window) => ({ ...window, url: null })).reverse();
}
