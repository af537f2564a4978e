import type { Rectangle } from '../../../../core/rectangle.ts';
import type { VisibleWindow } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { withoutRectangles } from '../../rectangles.ts';
import type { X11Link } from '../wire/link.ts';
import { type Atoms, firstNumber, numbers, type WindowFacts, windowFacts } from '../wire/properties.ts';
import { isShellPart, roleOf } from './window-roles.ts';
import { clientsByTop, contentOf, makerOf, markedWithin, type TopLevel, topLevel } from './window-tree.ts';

/** Window managers put a client at most this deep below its frame. */
const deepestFrame = 3;
/** A program that maps more than this gets no picture taken, so that the computer stays usable. */
const mostVisible = 3_000;
/** The part of the screen that a desktop without windows for its panels keeps for them. */
const shellId = -1;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Client {
  readonly window: number;
  readonly facts: WindowFacts;
  /** What else it was called a short while ago. */
  readonly before: readonly WindowFacts[];
}

/** A child of the root and its programs' windows; none for a menu, a tooltip or the manager. */
interface TopWindows extends TopLevel {
  readonly clients: readonly Client[];
  readonly facts: WindowFacts;
  readonly before: readonly WindowFacts[];
  /** Of the first program's window, or of this one. */
  readonly types: readonly number[];
}

type ClientOf = (window: number) => Promise<Client>;

/** What is known of the screen as a whole. */
interface Scene {
  readonly all: readonly TopWindows[];
  readonly managersMaker: number | null;
}

/**
 * Every window that may be seen on the screen, bottom first, with its frame. It is read from the
 * server's own tree, where a window is visible or is not, and not from what the window manager says
 * of workspaces and states. Such lists also leave out menus and whatever else manages itself. A
 * window that nobody manages is listed under the window it belongs to; where that is ambiguous
 * (several windows of one program) once under each, so that a rule about any of them covers it.
 * With `names` a browser's window, and what belongs to it, is listed once more for each name that
 * it had a short while ago. A window that is gone by the time it is asked for is left out. Rejects
 * when there are thousands.
 */
export async function visibleWindows(
  link: X11Link,
  atoms: Atoms,
  names?: FormerNames<WindowFacts>,
): Promise<VisibleWindow[]> {
  const [screen, tree, managed, compositor, check] = await Promise.all([
    link.ask<{ width: number; height: number }>((client, answer) => client.GetGeometry(link.root, answer)),
    link.ask<{ children: number[] }>((client, answer) => client.QueryTree(link.root, answer)),
    numbers(link, link.root, atoms._NET_CLIENT_LIST_STACKING),
    link.ask<number>((client, answer) => client.GetSelectionOwner(atoms._NET_WM_CM_S0, answer)),
    firstNumber(link, link.root, atoms._NET_SUPPORTING_WM_CHECK),
  ]);
  const [found, clients] = await Promise.all([
    Promise.all(tree.children.map((window) => topLevel(link, window))),
    clientsByTop(link, managed ?? []),
  ]);
  const onScreen = found.filter((each) => each !== null).filter((each) => isOn(screen, each.bounds));
  if (onScreen.length > mostVisible) throw new RangeError(`${onScreen.length} windows are visible`);
  const managersMaker = check === null ? null : makerOf(link, check);
  const clientOf: ClientOf = async (window) => {
    const facts = await windowFacts(link, atoms, window);
    names?.note(window, facts);
    return { window, facts, before: names?.of(window) ?? [] };
  };
  const tops = await Promise.all(
    onScreen.map((top) => tell(link, atoms, top, clients.get(top.window) ?? [], managersMaker, clientOf)),
  );
  const painted = tops.filter((top) => !isOverlay(link, screen, top, compositor));
  const scene: Scene = { all: painted, managersMaker };
  const shown = await Promise.all(painted.map((each, place) => entries(link, atoms, each, place, scene)));
  const isShell = painted.length < tops.length && managersMaker === makerOf(link, compositor);
  return [...shown.flat(), ...(isShell ? await shellParts(link, atoms, screen) : [])];
}

/** Window managers keep helper windows outside the screen. */
function isOn(screen: Size, { x, y, width, height }: Rectangle): boolean {
  return x < screen.width && y < screen.height && x + width > 0 && y + height > 0;
}

async function tell(
  link: X11Link,
  atoms: Atoms,
  top: TopLevel,
  listed: readonly number[],
  managersMaker: number | null,
  clientOf: ClientOf,
): Promise<TopWindows> {
  const typesOf = async (window: number) => (await numbers(link, window, atoms._NET_WM_WINDOW_TYPE)) ?? [];
  const [types, [first, ...others]] = await Promise.all([
    typesOf(listed[0] ?? top.window),
    Promise.all(listed.map(clientOf)),
  ]);
  if (first) return { ...top, clients: [first, ...others], facts: first.facts, before: first.before, types };
  // A menu is never asked for what it was before: it comes and goes.
  const { facts, before } = top.overrideRedirect
    ? { facts: await windowFacts(link, atoms, top.window), before: [] }
    : await clientOf(top.window);
  const alone = { ...top, clients: [], facts, before, types };
  if (facts.appId !== 'unknown' && makerOf(link, top.window) !== managersMaker) return alone;
  const marked = await markedWithin(link, atoms, top.window, deepestFrame);
  if (marked === null) return alone;
  const client = await clientOf(marked);
  return { ...top, clients: [client], facts: client.facts, before: client.before, types: await typesOf(marked) };
}

/**
 * The surface that a compositor paints all windows on, which shows nothing of its own: the server's
 * overlay, or a nameless window of the compositor that is as large as the screen.
 */
function isOverlay(
  link: X11Link,
  screen: Size,
  { window, bounds, facts, clients }: TopWindows,
  compositor: number,
): boolean {
  if (compositor === 0 || clients.length > 0) return false;
  const whole = bounds.width >= screen.width && bounds.height >= screen.height;
  const nameless = facts.appId === 'unknown' && facts.title === '' && facts.pid === null;
  const maker = makerOf(link, window);
  return whole && (maker === 0 || (nameless && maker === makerOf(link, compositor)));
}

async function entries(
  link: X11Link,
  atoms: Atoms,
  top: TopWindows,
  place: number,
  { all, managersMaker }: Scene,
): Promise<VisibleWindow[]> {
  const { clients, facts, bounds, window, overrideRedirect, types } = top;
  const isManaged = clients.length > 0;
  const role = await roleOf(link, atoms, {
    window: clients[0]?.window ?? window,
    types,
    appId: facts.appId,
    isManaged,
    overrideRedirect,
    isManagers: managersMaker !== null && makerOf(link, window) === managersMaker,
    isManagersOwn: managersMaker !== null && clients.some((each) => makerOf(link, each.window) === managersMaker),
    hasManagedSibling: all.some(
      (each) => canOwn(each) && !isShellPart(each.types, atoms) && isSameProgram(link, each, top),
    ),
  });
  const base = { url: null, bounds, id: window, ...(role === 'window' ? {} : { role }) } as const;
  if (isManaged)
    return (
      await Promise.all(
        clients.map(async (client) => {
          const content = client.window === window ? null : await contentOf(link, client.window);
          const place = { ...base, ...(content ? { content } : {}) };
          return namesOf(client).map((named): VisibleWindow => ({ ...named, ...place }));
        }),
      )
    ).flat();
  if (role === 'frame') {
    // A container's frame lies below those of its windows: what is seen of it is what they leave.
    const above = all.slice(place + 1).filter((each) => each.clients.length > 0);
    const parts = withoutRectangles(
      bounds,
      above.map((each) => each.bounds),
    );
    return parts.map((part) => ({ ...facts, ...base, bounds: part }));
  }
  const own = namesOf(top).map((named): VisibleWindow => ({ ...named, ...base }));
  const owner = await firstNumber(link, window, atoms.WM_TRANSIENT_FOR);
  const named = all.filter((each) => canOwn(each) && ownIds(each).includes(owner ?? 0));
  const owners = named.length > 0 ? named : all.filter((each) => canOwn(each) && isSameProgram(link, each, top));
  const asOwners = owners.flatMap((each) => factsOf(each).map((facts): VisibleWindow => ({ ...facts, ...base })));
  const saysItself = facts.appId !== 'unknown' || facts.title !== '';
  return saysItself || asOwners.length === 0 ? [...own, ...asOwners] : asOwners;
}

function factsOf(each: TopWindows): readonly WindowFacts[] {
  return each.clients.length > 0 ? each.clients.flatMap(namesOf) : namesOf(each);
}

function namesOf({ facts, before }: Pick<TopWindows, 'facts' | 'before'>): readonly WindowFacts[] {
  return [facts, ...before];
}

function ownIds({ clients, window }: TopWindows): readonly number[] {
  return clients.length > 0 ? clients.map((client) => client.window) : [window];
}

/** A window that is managed, or would be if there were a window manager. */
function canOwn({ clients, overrideRedirect }: TopWindows): boolean {
  return clients.length > 0 || !overrideRedirect;
}

/** Each connection has its own range of ids: that tells the windows of one program. */
function isSameProgram(link: X11Link, owner: TopWindows, top: TopWindows): boolean {
  return ownIds(owner).some((id) => makerOf(link, id) === makerOf(link, top.window));
}

/** Where the window manager draws the panels, they are what lies outside of the work area. */
async function shellParts(link: X11Link, atoms: Atoms, screen: Size): Promise<VisibleWindow[]> {
  const [x, y, width, height] = (await numbers(link, link.root, atoms._NET_WORKAREA)) ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return [];
  const parts = withoutRectangles({ x: 0, y: 0, ...screen }, [{ x, y, width, height }]);
  const shell = { appId: 'desktop-shell', appName: 'Desktop', title: '', url: null, pid: null, id: shellId } as const;
  return parts.map((bounds) => ({ ...shell, bounds, role: 'panel' }));
}
