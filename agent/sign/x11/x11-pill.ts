import type { Rectangle } from '../../../core/rectangle.ts';
import { rgbFromBgrx } from '../../capture/linux-x11/screen/pixels.ts';
import type { X11Link } from '../../capture/linux-x11/wire/link.ts';
import type { Pixels } from '../../ports.ts';
import { bgrxFromRgb } from '../bgrx.ts';

/** What a pill needs of its connection, asked once. */
export interface PillSetting {
  readonly link: X11Link;
  readonly atoms: PillAtoms;
  /** Major opcode of SHAPE; null: the server has none, and the pill swallows clicks. */
  readonly shape: number | null;
  readonly pid: number;
  readonly host: string;
}

/** What the screen shows in the place of a pill, and what it should. */
export interface PillLook {
  readonly seen: Uint8Array;
  readonly drawn: Uint8Array;
}

const names = [
  '_NET_WM_NAME',
  '_NET_WM_PID',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_NOTIFICATION',
  'UTF8_STRING',
] as const;
type PillAtoms = Readonly<Record<(typeof names)[number], number>>;

export async function pillAtoms(link: X11Link): Promise<PillAtoms> {
  const entries = await Promise.all(
    names.map(
      async (name) =>
        [name, await link.ask<number>((client, answer) => client.InternAtom(false, name, answer))] as const,
    ),
  );
  return Object.fromEntries(entries) as PillAtoms;
}

// Numbers of the core protocol and of SHAPE.
const zPixmap = 2;
const above = 0;
const allPlanes = 0xffffffff;
const events = 0x1_0000 | 0x2_0000 | 0x40_0000; // visibility, structure, properties
const atom = { ATOM: 4, CARDINAL: 6, STRING: 31, WM_CLIENT_MACHINE: 36, WM_NAME: 39, WM_CLASS: 67 } as const;
const shapeRectangles = 1;
const shapeInput = 2;

/**
 * One window of the sign. It asks no window manager (override-redirect): it is on all workspaces,
 * takes no focus, and is as well there without a manager. What lies below can be clicked through
 * it.
 */
export class X11Pill {
  readonly #setting: PillSetting;
  readonly window: number;
  readonly place: Rectangle;
  #drawn: Pixels;
  #bytes: Buffer;

  constructor(setting: PillSetting, corner: { readonly right: number; readonly bottom: number }, drawn: Pixels) {
    const { link } = setting;
    const { width, height } = drawn;
    this.#setting = setting;
    this.#drawn = drawn;
    this.#bytes = bgrxFromRgb(drawn.rgb);
    this.window = link.client.AllocID();
    this.place = { x: corner.right - width, y: corner.bottom - height, width, height };
    const { x, y } = this.place;
    const background = this.#pixmap();
    const values = { overrideRedirect: true, eventMask: events, backgroundPixmap: background };
    link.client.CreateWindow(this.window, link.root, x, y, width, height, 0, 0, 1, 0, values);
    link.client.FreePixmap(background);
    this.#describe();
    this.#letThrough();
    this.raise();
  }

  /** Puts it back where it belongs, above all others, as it was drawn. */
  raise(): void {
    const { client } = this.#setting.link;
    client.ConfigureWindow(this.window, { ...this.place, stackMode: above });
    client.MapWindow(this.window);
    client.ClearArea(this.window, 0, 0, 0, 0, 0);
  }

  /** What the screen shows there, and what it should; null where that is off the screen. */
  async look(): Promise<PillLook | null> {
    const { link } = this.#setting;
    const { x, y, width, height } = this.place;
    const image = await link.askIfThere<{ data: Buffer }>((client, answer) =>
      client.GetImage(zPixmap, link.root, x, y, width, height, allPlanes, answer),
    );
    if (image === null || image.data.length < width * height * 4) return null;
    return { seen: rgbFromBgrx(image.data, width * height), drawn: this.#drawn.rgb };
  }

  destroy(): void {
    this.#setting.link.client.DestroyWindow(this.window);
  }

  /** The server paints the background by itself whenever a part of the window comes to light. */
  #pixmap(): number {
    const { client, root, screen } = this.#setting.link;
    const { width, height } = this.#drawn;
    const pixmap = client.AllocID();
    const context = client.AllocID();
    client.CreatePixmap(pixmap, root, screen.root_depth, width, height);
    client.CreateGC(context, pixmap, {});
    client.PutImage(zPixmap, pixmap, context, width, height, 0, 0, 0, screen.root_depth, this.#bytes);
    client.FreeGC(context);
    return pixmap;
  }

  #describe(): void {
    const { link, atoms, pid, host } = this.#setting;
    const set = (property: number, type: number, units: 8 | 32, data: Buffer) =>
      link.client.ChangeProperty(0, this.window, property, type, units, data);
    set(atom.WM_CLASS, atom.STRING, 8, Buffer.from('plainsight\0plainsight\0'));
    set(atom.WM_NAME, atom.STRING, 8, Buffer.from('Plainsight'));
    set(atoms._NET_WM_NAME, atoms.UTF8_STRING, 8, Buffer.from('Plainsight'));
    set(atom.WM_CLIENT_MACHINE, atom.STRING, 8, Buffer.from(host));
    set(atoms._NET_WM_PID, atom.CARDINAL, 32, cardinal(pid));
    set(atoms._NET_WM_WINDOW_TYPE, atom.ATOM, 32, cardinal(atoms._NET_WM_WINDOW_TYPE_NOTIFICATION));
  }

  /** No part of it takes clicks. */
  #letThrough(): void {
    const { link, shape } = this.#setting;
    if (shape === null) return;
    const body = Buffer.alloc(12);
    body.writeUInt8(shapeInput, 1);
    body.writeUInt32LE(this.window, 4);
    link.tellExtension(shape, shapeRectangles, body);
  }
}

function cardinal(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
