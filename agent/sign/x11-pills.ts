import type { XEvent } from 'x11';
import type { Link } from '../capture/linux-x11/link.ts';
import { monitorsOf } from '../capture/linux-x11/monitors.ts';
import { numbers } from '../capture/linux-x11/properties.ts';
import type { Monitor, Pixels, Rectangle } from '../ports.ts';
import { drawPill, isLegible } from './pill.ts';
import { type PillSetting, X11Pill } from './x11-pill.ts';

/** From the corner of the work area. */
const marginPixels = 8;
/** A monitor with so many rows has small pixels. */
const fineRows = 2_000;

/** The windows of the sign: one on each monitor, since nobody can tell at which one the person looks. */
export class X11Pills {
  readonly #setting: PillSetting;
  #pills: readonly X11Pill[] = [];
  #text = '';
  #layout = '';

  constructor(setting: PillSetting) {
    this.#setting = setting;
  }

  get link(): Link {
    return this.#setting.link;
  }

  /** Whether an event is about one of these windows. */
  concerns({ wid }: XEvent): boolean {
    return this.#pills.some(({ window }) => window === wid);
  }

  /** Makes windows that say `text`, for the monitors as they are now; nothing where they are there already. */
  async arrange(text: string): Promise<void> {
    const { link } = this.#setting;
    const [monitors, area] = await Promise.all([monitorsOf(link), this.#workArea()]);
    const layout = JSON.stringify([monitors, area]);
    if (text === this.#text && layout === this.#layout) return;
    this.clear();
    this.#pills = monitors.map((monitor) => {
      const scale = monitor.height >= fineRows ? 2 : 1;
      return new X11Pill(this.#setting, cornerOf(monitor, area), fitted(drawPill(text, scale), monitor));
    });
    this.#text = text;
    this.#layout = layout;
  }

  /** New windows in the place of these. */
  renew(text: string): Promise<void> {
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

  /** What the window manager leaves to windows, of the first workspace; null where it does not say. */
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

/** The lower right corner of a monitor, above a bar that lies there. A work area that leaves less than half of it is not believed. */
function cornerOf(monitor: Monitor, area: Rectangle | null): { right: number; bottom: number } {
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
function fitted(drawn: Pixels, monitor: Monitor): Pixels {
  const width = Math.min(drawn.width, monitor.width - 2 * marginPixels);
  if (width >= drawn.width || width <= 0) return drawn;
  const rgb = new Uint8Array(width * drawn.height * 3);
  for (let row = 0; row < drawn.height; row++)
    rgb.set(drawn.rgb.subarray(row * drawn.width * 3, (row * drawn.width + width) * 3), row * width * 3);
  return { rgb, width, height: drawn.height };
}
