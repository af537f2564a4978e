import type { Rectangle, VisibleWindow } from '../../ports.ts';
import type { Link } from './link.ts';
import { type Atoms, firstNumber, numbers, property, type WindowFacts, windowFacts } from './properties.ts';

const viewable = 2;
const withPixels = 1;
const everyDesktop = 0xffffffff;
/** Window managers put a client at most this deep below its frame. */
const deepestFrame = 3;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface TopLevel {
  readonly window: number;
  readonly bounds: Rectangle;
  readonly overrideRedirect: boolean;
}

/** A client's window and what it says; null stands for a top-level window without one (a menu, a tooltip, a panel's helper). */
interface Told extends TopLevel {
  readonly client: number | null;
  readonly facts: WindowFacts;
}

/**
 * Every window that may be seen on the screen, bottom first, with its frame. It is read from the server's own tree and not from the
 * window manager's list, which leaves out menus and whatever else manages itself. Such a window is listed under the window
 * it belongs to; where that is ambiguous (several windows of one program) once under each, so that a rule about any of them
 * covers it. A window that is gone by the time it is asked for is left out.
 */
export async function visibleWindows(link: Link, atoms: Atoms): Promise<VisibleWindow[]> {
  const [screen, tree, managed, desktop, composited] = await Promise.all([
    link.ask<{ width: number; height: number }>((client, answer) => client.GetGeometry(link.root, answer)),
    link.ask<{ children: number[] }>((client, answer) => client.QueryTree(link.root, answer)),
    numbers(link, link.root, atoms._NET_CLIENT_LIST_STACKING),
    firstNumber(link, link.root, atoms._NET_CURRENT_DESKTOP),
    link.ask<number>((client, answer) => client.GetSelectionOwner(atoms._NET_WM_CM_S0, answer)),
  ]);
  const [tops, clients] = await Promise.all([
    Promise.all(tree.children.map((window) => topLevel(link, window))),
    clientsByTop(link, managed ?? []),
  ]);
  const onScreen = tops.filter((each) => each !== null).filter((each) => isOn(screen, each.bounds));
  const told = await Promise.all(onScreen.map((top) => tell(link, atoms, top, clients.get(top.window) ?? null)));
  const shown = await Promise.all(
    told.map(async (each) =>
      (composited !== 0 && isOverlay(screen, each)) ||
      (each.client !== null && (await isHidden(link, atoms, each.client, desktop)))
        ? []
        : entries(link, atoms, each, told),
    ),
  );
  return shown.flat();
}

/** Window managers keep helper windows outside the screen. */
function isOn(screen: Size, { x, y, width, height }: Rectangle): boolean {
  return x < screen.width && y < screen.height && x + width > 0 && y + height > 0;
}

async function topLevel(link: Link, window: number): Promise<TopLevel | null> {
  const attributes = await link.askIfThere<{ mapState: number; klass: number; overrideRedirect: number }>(
    (client, answer) => client.GetWindowAttributes(window, answer),
  );
  // Most children of the root are never shown; only those that are cost a second question.
  if (!attributes || attributes.mapState !== viewable || attributes.klass !== withPixels) return null;
  const geometry = await link.askIfThere<{
    xPos: number;
    yPos: number;
    width: number;
    height: number;
    borderWidth: number;
  }>((client, answer) => client.GetGeometry(window, answer));
  if (!geometry) return null;
  const borders = geometry.borderWidth * 2;
  return {
    window,
    bounds: { x: geometry.xPos, y: geometry.yPos, width: geometry.width + borders, height: geometry.height + borders },
    overrideRedirect: attributes.overrideRedirect !== 0,
  };
}

/** The child of the root that a client's window lies in, or null when the window is gone. */
async function topOf(link: Link, window: number): Promise<number | null> {
  let current = window;
  for (;;) {
    const asked = current;
    const tree = await link.askIfThere<{ parent: number }>((client, answer) => client.QueryTree(asked, answer));
    if (!tree || tree.parent === 0) return null;
    if (tree.parent === link.root) return current;
    current = tree.parent;
  }
}

/** The managed windows by the child of the root they lie in. */
async function clientsByTop(link: Link, managed: readonly number[]): Promise<Map<number, number>> {
  const tops = await Promise.all(managed.map((client) => topOf(link, client)));
  return new Map(managed.flatMap((client, index): [number, number][] => [[tops[index] ?? client, client]]));
}

/** A window that the manager's list does not tell of, looked for inside a frame by the mark that every manager leaves (WM_STATE). */
async function markedWithin(link: Link, atoms: Atoms, window: number, depth: number): Promise<number | null> {
  if (await property(link, window, atoms.WM_STATE, 1)) return window;
  if (depth === 0) return null;
  const tree = await link.askIfThere<{ children: number[] }>((client, answer) => client.QueryTree(window, answer));
  const found = await Promise.all((tree?.children ?? []).map((child) => markedWithin(link, atoms, child, depth - 1)));
  return found.find((each) => each !== null) ?? null;
}

async function tell(link: Link, atoms: Atoms, top: TopLevel, listed: number | null): Promise<Told> {
  const facts = await windowFacts(link, atoms, listed ?? top.window);
  if (listed !== null || facts.appId !== 'unknown') return { ...top, client: listed, facts };
  const marked = await markedWithin(link, atoms, top.window, deepestFrame);
  if (marked === null) return { ...top, client: null, facts };
  return { ...top, client: marked, facts: await windowFacts(link, atoms, marked) };
}

/** Minimised or on another desktop, though mapped: some compositing window managers keep such windows alive. */
async function isHidden(link: Link, atoms: Atoms, client: number, desktop: number | null): Promise<boolean> {
  const [states, own] = await Promise.all([
    numbers(link, client, atoms._NET_WM_STATE),
    firstNumber(link, client, atoms._NET_WM_DESKTOP),
  ]);
  if (states?.includes(atoms._NET_WM_STATE_HIDDEN)) return true;
  return own !== null && desktop !== null && own !== everyDesktop && own !== desktop;
}

/** The surface that a compositor paints all windows on: nameless, unmanaged, as large as the screen. It shows nothing of its own. */
function isOverlay(screen: Size, top: Told): boolean {
  const { bounds, facts } = top;
  const nameless = top.client === null && facts.appId === 'unknown' && facts.title === '' && facts.pid === null;
  const whole = bounds.width >= screen.width && bounds.height >= screen.height;
  return top.overrideRedirect && nameless && whole;
}

async function entries(link: Link, atoms: Atoms, top: Told, all: readonly Told[]): Promise<VisibleWindow[]> {
  const own: VisibleWindow = { ...top.facts, url: null, bounds: top.bounds };
  if (top.client !== null) return [own];
  const owner = await firstNumber(link, top.window, atoms.WM_TRANSIENT_FOR);
  const named = all.filter((each) => canOwn(each) && (each.client ?? each.window) === owner);
  const owners = named.length > 0 ? named : all.filter((each) => canOwn(each) && sameProgram(link, each, top));
  const asOwners = owners.map(({ facts }): VisibleWindow => ({ ...facts, url: null, bounds: top.bounds }));
  const saysItself = top.facts.appId !== 'unknown' || top.facts.title !== '';
  return saysItself || asOwners.length === 0 ? [own, ...asOwners] : asOwners;
}

/** A window that is managed, or would be if there were a window manager. */
function canOwn(each: Told): boolean {
  return each.client !== null || !each.overrideRedirect;
}

/** The server gives each connection its own range of ids, so that windows of one program tell themselves by them. */
function sameProgram(link: Link, owner: Told, top: Told): boolean {
  const mask = link.display.resource_mask;
  return ((owner.client ?? owner.window) & ~mask) === (top.window & ~mask);
}

/**
 * Both lists in one: the later one, and on top of it whatever the earlier one has at another place or under another name.
 * A window that moved while the pixels were read is so listed where it was and where it is.
 */
export function unionOfWindows(before: readonly VisibleWindow[], after: readonly VisibleWindow[]): VisibleWindow[] {
  const known = new Set(after.map((window) => JSON.stringify(window)));
  return [...after, ...before.filter((window) => !known.has(JSON.stringify(window)))];
}
