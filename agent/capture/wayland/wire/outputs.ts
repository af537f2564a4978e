import type { Rectangle } from '../../../../core/rectangle.ts';
import type { WaylandLink, WaylandObject } from './wayland-link.ts';

/** How the picture of an output is turned on its way to the screen, by Wayland's number: quarter turns, from 4 on mirrored. */
export type Transform = number;

/** One output that shows something. */
export interface Output {
  readonly object: WaylandObject;
  readonly name: string;
  /** In the space of the whole desktop, in which windows lie too. */
  readonly place: Rectangle;
  readonly transform: Transform;
  /** Pixels of a drawing for each unit of `place`, a whole number. */
  readonly scale: number;
}

interface Told {
  name: string;
  transform: number;
  scale: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const outputVersion = 4;
const managerVersion = 3;
const mostOutputs = 64;

/** The outputs of a compositor as they are now. Rejects with `CompositorGone`. */
export async function readOutputs(link: WaylandLink): Promise<Output[]> {
  const manager = link.bind('zxdg_output_manager_v1', managerVersion);
  if (manager === null) return [];
  const count = Math.min(link.count('wl_output'), mostOutputs);
  const asked = Array.from({ length: count }, (_, which) => ask(link, manager, which)).filter((each) => each !== null);
  await link.roundtrip();
  for (const { placed } of asked) link.request(placed, 'destroy');
  link.request(manager, 'destroy');
  return asked
    .filter(({ told }) => told.width > 0 && told.height > 0)
    .map(({ object, told: { x, y, width, height, ...rest } }) => ({ object, place: { x, y, width, height }, ...rest }));
}

/** Outputs that are not needed any more. */
export function releaseOutputs(link: WaylandLink, outputs: readonly Output[]): void {
  for (const { object } of outputs) if (object.version >= 3 && link.failure === null) link.request(object, 'release');
}

function ask(
  link: WaylandLink,
  manager: WaylandObject,
  which: number,
): { readonly object: WaylandObject; readonly placed: WaylandObject; readonly told: Told } | null {
  const object = link.bind('wl_output', outputVersion, which);
  if (object === null) return null;
  const told: Told = { name: `output-${which}`, transform: 0, scale: 1, x: 0, y: 0, width: 0, height: 0 };
  object
    .on('geometry', (...args) => {
      told.transform = Number(args[7]) & 7;
    })
    .on('scale', (scale) => {
      told.scale = Math.min(Math.max(Number(scale), 1), 8);
    })
    .on('name', (name) => {
      told.name = String(name);
    });
  const placed = link.request(manager, 'get_xdg_output', [object], 'zxdg_output_v1');
  placed
    .on('logical_position', (x, y) => {
      told.x = Number(x);
      told.y = Number(y);
    })
    .on('logical_size', (width, height) => {
      told.width = Number(width);
      told.height = Number(height);
    })
    .on('name', (name) => {
      told.name = String(name);
    });
  return { object, placed, told };
}
