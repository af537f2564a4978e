import type { Rectangle } from '../../../../core/rectangle.ts';
import type { X11Link } from '../wire/link.ts';
import { type Atoms, property } from '../wire/properties.ts';

const viewable = 2;
const withPixels = 1;

/** A child of the root that can be seen: it and all above it are mapped. */
export interface TopLevel {
  readonly window: number;
  /** With its border. */
  readonly bounds: Rectangle;
  readonly overrideRedirect: boolean;
}

interface Geometry {
  readonly xPos: number;
  readonly yPos: number;
  readonly width: number;
  readonly height: number;
  readonly borderWidth: number;
}

export async function topLevel(link: X11Link, window: number): Promise<TopLevel | null> {
  const attributes = await link.askIfThere<{ mapState: number; klass: number; overrideRedirect: number }>(
    (client, answer) => client.GetWindowAttributes(window, answer),
  );
  // Most children of the root are never shown; only those that are cost a second question.
  if (!attributes || attributes.mapState !== viewable || attributes.klass !== withPixels) return null;
  const geometry = await geometryOf(link, window);
  if (!geometry) return null;
  const borders = geometry.borderWidth * 2;
  return {
    window,
    bounds: { x: geometry.xPos, y: geometry.yPos, width: geometry.width + borders, height: geometry.height + borders },
    overrideRedirect: attributes.overrideRedirect !== 0,
  };
}

/** Where a window within a frame is on the screen, without its border. */
export async function contentOf(link: X11Link, window: number): Promise<Rectangle | null> {
  const [geometry, place] = await Promise.all([
    geometryOf(link, window),
    link.askIfThere<{ destX: number; destY: number }>((client, answer) =>
      client.TranslateCoordinates(window, link.root, 0, 0, answer),
    ),
  ]);
  if (!geometry || !place) return null;
  return { x: place.destX, y: place.destY, width: geometry.width, height: geometry.height };
}

function geometryOf(link: X11Link, window: number): Promise<Geometry | null> {
  return link.askIfThere<Geometry>((client, answer) => client.GetGeometry(window, answer));
}

/** The managed windows by the child of the root they lie in: several where a frame has tabs. */
export async function clientsByTop(link: X11Link, managed: readonly number[]): Promise<Map<number, number[]>> {
  const tops = await Promise.all(managed.map((client) => topOf(link, client)));
  const byTop = new Map<number, number[]>();
  for (const [index, client] of managed.entries()) {
    const top = tops[index] ?? client;
    byTop.set(top, [...(byTop.get(top) ?? []), client]);
  }
  return byTop;
}

/** The child of the root that a client's window lies in, or null when the window is gone. */
async function topOf(link: X11Link, window: number): Promise<number | null> {
  let current = window;
  for (;;) {
    const asked = current;
    const tree = await link.askIfThere<{ parent: number }>((client, answer) => client.QueryTree(asked, answer));
    if (!tree || tree.parent === 0) return null;
    if (tree.parent === link.root) return current;
    current = tree.parent;
  }
}

/** A window that is not in the list, found inside a frame by the property WM_STATE. */
export async function markedWithin(link: X11Link, atoms: Atoms, window: number, depth: number): Promise<number | null> {
  if (await property(link, window, atoms.WM_STATE, 1)) return window;
  if (depth === 0) return null;
  const tree = await link.askIfThere<{ children: number[] }>((client, answer) => client.QueryTree(window, answer));
  const found = await Promise.all((tree?.children ?? []).map((child) => markedWithin(link, atoms, child, depth - 1)));
  return found.find((each) => each !== null) ?? null;
}

/** The bits of a window's number that name its connection; 0 is the server itself. */
export function makerOf(link: X11Link, window: number): number {
  // The highest bits are the server's own marks.
  return window & 0x1fffffff & ~link.display.resource_mask;
}
