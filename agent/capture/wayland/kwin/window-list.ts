import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ActiveWindow, VisibleWindow, WindowRole } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { cleanAppId, cleanText, longestJudged, wholeWindowText } from '../../window-text.ts';
import type { WindowSnapshot } from '../listed-screen.ts';
import type { KwinList, KwinWindow } from './told-windows.ts';

/** Notes of a window beside its name. */
export type NamedWindow = Omit<ActiveWindow, 'url'>;

const mostOwners = 4;
/** KWin numbers windows of one name, with a mark that no program writes by itself at that place. */
const number = / <\d+>\u200e$/u;
/** Programs whose windows list those of others, whatever they are. */
const shells = /(^|\.)(plasmashell|krunner|kwin|kwin_wayland|latte-dock)$/;

/** The window that has the focus; null: none has, or the desktop itself. */
export function frontOf(list: KwinList): ActiveWindow | null {
  const window = list.windows.find(({ id }) => id === list.active);
  if (window === undefined || window.kind === 'desktop' || window.kind === 'panel') return null;
  return { ...named(window, list), url: null };
}

/** Every window of a program, that with the focus first. */
export function openWindowsOf(list: KwinList): ActiveWindow[] {
  const own = list.windows.filter(({ kind }) => kind === 'window').toReversed();
  const ranked = own.toSorted((a, b) => Number(b.id === list.active) - Number(a.id === list.active));
  return ranked.map((window) => ({ ...named(window, list), url: null }));
}

/** Windows that can be seen and those that cannot. With `names` a browser's is listed once more for each former name. */
export function snapshotOf(list: KwinList, names: FormerNames<NamedWindow>): WindowSnapshot {
  const windows = list.windows
    .filter(({ isShown }) => isShown)
    .flatMap((window): VisibleWindow[] => {
      const id = numberOf(window.id);
      const now = named(window, list);
      names.note(id, now);
      const place = placeOf(window, list, id);
      return [now, ...names.of(id)].map((each) => ({ ...each, url: null, ...place }));
    });
  const hidden = list.windows.filter(({ isShown, kind }) => !isShown && kind === 'window');
  const { changes } = list;
  return { windows, changes, hidden: hidden.map((window) => ({ ...named(window, list), url: null })) };
}

type Place = Pick<VisibleWindow, 'bounds' | 'content' | 'id' | 'role' | 'mayHangOut'>;

function placeOf(window: KwinWindow, list: KwinList, id: number): Place {
  const { frame: bounds, isX11 } = window;
  const content = window.content === null ? null : within(window.content, bounds);
  const role = roleOf(window);
  return {
    bounds,
    id,
    ...(content === null ? {} : { content }),
    ...(role === 'window' ? {} : { role }),
    // Menus of Xwayland's programs are in no list of KWin 5.
    ...(isX11 && window.id === list.active ? { mayHangOut: true as const } : {}),
  };
}

function within(inner: Rectangle, outer: Rectangle): Rectangle {
  const x = Math.max(inner.x, outer.x);
  const y = Math.max(inner.y, outer.y);
  const right = Math.min(inner.x + inner.width, outer.x + outer.width);
  const bottom = Math.min(inner.y + inner.height, outer.y + outer.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

function roleOf({ kind, name, file }: KwinWindow): WindowRole {
  if (kind === 'notice' || kind === 'panel') return kind;
  const isShells = shells.test(cleanAppId(name)) || shells.test(cleanAppId(file));
  return isShells && kind !== 'desktop' ? 'panel' : 'window';
}

function named(window: KwinWindow, list: KwinList): NamedWindow {
  const owners = ownersOf(window, list);
  return { ...factsOf(window), ...(owners.length > 0 ? { belongsTo: owners.map(activeFacts) } : {}) };
}

function activeFacts(window: KwinWindow): ActiveWindow {
  return { ...factsOf(window), url: null };
}

/** A menu has no name of its own; what it belongs to has. */
function factsOf({ id, file, name, title: told, pid, isSilent }: KwinWindow): Omit<ActiveWindow, 'url' | 'belongsTo'> {
  const program = name || file;
  const title = told.slice(0, longestJudged).replace(number, '');
  const isCut = isSilent || told.length > longestJudged || program.length > longestJudged;
  return {
    appId: cleanAppId(program),
    appName: cleanText(program) || 'unknown',
    title: wholeWindowText(title),
    pid: pid > 0 ? pid : null,
    handle: numberOf(id),
    ...(isCut ? { isCut } : {}),
  };
}

function ownersOf(window: KwinWindow, { windows }: KwinList): KwinWindow[] {
  const owners: KwinWindow[] = [];
  for (let at: KwinWindow | undefined = window; at !== undefined && owners.length < mostOwners; ) {
    const owner: string = at.owner;
    const found: KwinWindow | undefined = windows.find(({ id }) => id === owner);
    if (found === undefined || found === window || owners.includes(found)) break;
    owners.push(found);
    at = found;
  }
  return owners;
}

/** A number for a window's id, the same in each reading: 48 bits of it. */
function numberOf(id: string): number {
  const digits = id.replace(/[^0-9a-f]/gi, '').slice(0, 12);
  return Number.parseInt(digits || '0', 16);
}
