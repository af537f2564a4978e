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
  const tops = (await Promise.all(tree.children.map((window) => topLevel(link, window)))).filter(
    (each) => each !== null && isOn(screen, each.bounds),
  ) as TopLevel[];
  const clients = new Set(managed ?? []);
  const told = await Promise.all(
    tops.map(async (top): Promise<Told> => {
      const client = await clientWithin(link, atoms, clients, top.window, deepestFrame);
      return { ...top, client, facts: await windowFacts(link, atoms, client ?? top.window) };
    }),
  );
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
  const [attributes, geometry] = await Promise.all([
    link.askIfThere<{ mapState: number; klass: number; overrideRedirect: number }>((client, answer) =>
      client.GetWindowAttributes(window, answer),
    ),
    link.askIfThere<{ xPos: number; yPos: number; width: number; height: number; borderWidth: number }>(
      (client, answer) => client.GetGeometry(window, answer),
    ),
  ]);
  if (!attributes || !geometry || attributes.mapState !== viewable || attributes.klass !== withPixels) return null;
  const borders = geometry.borderWidth * 2;
  return {
    window,
    bounds: { x: geometry.xPos, y: geometry.yPos, width: geometry.width + borders, height: geometry.height + borders },
    overrideRedirect: attributes.overrideRedirect !== 0,
  };
}

/** The program's own window inside a frame: one that the window manager lists, else one that carries WM_STATE or names its program. */
async function clientWithin(
  link: Link,
  atoms: Atoms,
  managed: ReadonlySet<number>,
  window: number,
  depth: number,
): Promise<number | null> {
  if (managed.has(window) || (await property(link, window, atoms.WM_STATE, 1))) return window;
  if (depth === 0) return null;
  const tree = await link.askIfThere<{ children: number[] }>((client, answer) => client.QueryTree(window, answer));
  for (const child of tree?.children ?? []) {
    const found = await clientWithin(link, atoms, managed, child, depth - 1);
    if (found !== null) return found;
  }
  return null;
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
  const named = all.filter((each) => each.client !== null && each.client === owner);
  const owners = named.length > 0 ? named : all.filter((each) => each.client !== null && sameProgram(link, each, top));
  const asOwners = owners.map(({ facts }): VisibleWindow => ({ ...facts, url: null, bounds: top.bounds }));
  const saysItself = top.facts.appId !== 'unknown' || top.facts.title !== '';
  return saysItself || asOwners.length === 0 ? [own, ...asOwners] : asOwners;
}

/** The server gives each connection its own range of ids, so that windows of one program tell themselves by them. */
function sameProgram(link: Link, owner: Told, top: Told): boolean {
  const mask = link.display.resource_mask;
  return ((owner.client ?? 0) & ~mask) === (top.window & ~mask);
}

/**
 * Both lists in one: the later one, and on top of it whatever the earlier one has at another place or under another name.
 * A window that moved while the pixels were read is so listed where it was and where it is.
 */
export function unionOfWindows(before: readonly VisibleWindow[], after: readonly VisibleWindow[]): VisibleWindow[] {
  const known = new Set(after.map((window) => JSON.stringify(window)));
  return [...after, ...before.filter((window) => !known.has(JSON.stringify(window)))];
}
