import type { XEvent } from 'x11';
import type { Rectangle } from '../../core/rectangle.ts';
import { monitorsOf, outputsOf } from '../capture/linux-x11/screen/monitors.ts';
import type { X11Link } from '../capture/linux-x11/wire/link.ts';
import { numbers } from '../capture/linux-x11/wire/properties.ts';
import type { Pixels } from '../ports.ts';
import { drawPill, isLegible } from './pill.ts';
import { type PillSetting, X11Pill } from './x11-pill.ts';

/** From the corner of the work area. */
const marginPixels = 8;
/** A monitor with so many rows has small pixels. */
const fineRows = 2_000;
/** A monitor that is smaller is none that a person works at. */
const least = { width: 320, height: 200 };

/** The windows of the sign: one a monitor, since nobody knows which one is looked at. */
export class X11Pills {
  readonly #setting: PillSetting;
  #pills: readonly X11Pill[] = [];
  #text = '';
  #layout = '';

  constructor(setting: PillSetting) {
    this.#setting = setting;
  }

  get link(): X11Link {
    return this.#setting.link;
  }

  /** Whether an event is about one of these windows. */
  concerns({ wid }: XEvent): boolean {
    return this.#pills.some(({ window }) => window === wid);
  }

  /** Makes windows that say `text` where they are missing. Whether it made some. */
  async arrange(text: string): Promise<boolean> {
    const { link } = this.#setting;
    const [monitors, outputs, area] = await Promise.all([monitorsOf(link), outputsOf(link), this.#workArea()]);
    const layout = JSON.stringify([monitors, outputs, area]);
    if (text === this.#text && layout === this.#layout) return false;
    this.clear();
    this.#pills = placesOf(text, monitors, outputs, area).map(
      ({ corner, drawn }) => new X11Pill(this.#setting, corner, drawn),
    );
    this.#text = text;
    this.#layout = layout;
    return true;
  }

  /** New windows in the place of these. */
  renew(text: string): Promise<boolean> {
    this.clear();
    return this.arrange(text);
  }

  raise(): void {
    for (const pill of this.#pills) pill.raise();
  }

  /** Whether every monitor shows its own. */
  async areSeen(): Promise<boolean> {
    if (this.#pills.length === 0) return false;
    const looks = await Promise.all(this.#pills.map((pill) => pill.look()));
    return looks.every((look) => look !== null && isLegible(look.seen, look.drawn));
  }

  clear(): void {
    for (const pill of this.#pills) pill.destroy();
    this.#pills = [];
    this.#text = '';
    this.#layout = '';
  }

  /** The work area of the first workspace; null where the window manager does not say. */
  async #workArea(): Promise<Rectangle | null> {
    const { link } = this.#setting;
    const name = '_NET_WORKAREA';
    const atom = await link.ask<number>((client, answer) => client.InternAtom(true, name, answer));
    const found = atom === 0 ? null : await numbers(link, link.root, atom);
    const [x, y, width, height] = found ?? [];
    if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
    return { x, y, width, height };
  }
}

interface Place {
  readonly corner: { readonly right: number; readonly bottom: number };
  readonly drawn: Pixels;
}

/**
 * One place on each monitor that is large enough to work at, and one on each output on which none
 * of these is: whoever names logical monitors, small ones or such that leave out a part of the
 * screen, takes the sign off no screen and makes it no smaller. Where nothing is large enough the
 * line is cut.
 */
function placesOf(
  text: string,
  monitors: readonly Rectangle[],
  outputs: readonly Rectangle[],
  area: Rectangle | null,
): Place[] {
  const all = [...monitors, ...outputs];
  const roomy = all.filter(({ width, height }) => width >= least.width && height >= least.height);
  const places: (Place & { readonly on: Rectangle })[] = [];
  for (const monitor of roomy.length > 0 ? roomy : all) {
    const drawn = fitted(drawPill(text, monitor.height >= fineRows ? 2 : 1), monitor);
    const corner = cornerOf(monitor, area);
    const { width, height } = drawn;
    const on = { x: corner.right - width, y: corner.bottom - height, width, height };
    const isOutput = outputs.includes(monitor);
    // Two that overlap would hide each other.
    if (!places.some((other) => overlap(other.on, on) || (isOutput && isWithin(other.on, monitor))))
      places.push({ corner, drawn, on });
  }
  return places;
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isWithin(inner: Rectangle, outer: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** A monitor's lower right corner, above a bar. A work area below half of it is ignored. */
function cornerOf(monitor: Rectangle, area: Rectangle | null): { right: number; bottom: number } {
  const { x, y, width, height } = monitor;
  const whole = { right: x + width, bottom: y + height };
  const within =
    area === null
      ? whole
      : { right: Math.min(whole.right, area.x + area.width), bottom: Math.min(whole.bottom, area.y + area.height) };
  const believed = within.right >= x + width / 2 && within.bottom >= y + height / 2 ? within : whole;
  return { right: believed.right - marginPixels, bottom: believed.bottom - marginPixels };
}

/** No wider than its monitor: the end of the line is cut. */
function fitted(drawn: Pixels, monitor: Rectangle): Pixels {
  const width = Math.min(drawn.width, monitor.width - 2 * marginPixels);
  if (width >= drawn.width || width <= 0) return drawn;
  const rgb = new Uint8Array(width * drawn.height * 3);
  for (let row = 0; row < drawn.height; row++)
    rgb.set(drawn.rgb.subarray(row * drawn.width * 3, (row * drawn.width + width) * 3), row * width * 3);
  return { rgb, width, height: drawn.height };
}
