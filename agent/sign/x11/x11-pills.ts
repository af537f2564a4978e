import type { XEvent } from 'x11';
import type { Rectangle } from '../../../core/rectangle.ts';
import { monitorsOf, outputsOf } from '../../capture/linux-x11/screen/monitors.ts';
import { numbers } from '../../capture/linux-x11/wire/properties.ts';
import type { SensorFailure } from '../../ports.ts';
import { isLegible } from '../pill.ts';
import { placesOf } from '../places.ts';
import type { SignWindows } from '../watched-sign.ts';
import { type PillLook, type PillSetting, X11Pill } from './x11-pill.ts';

/** The windows of the sign: one a monitor, since nobody knows which one is looked at. */
export class X11Pills implements SignWindows {
  readonly #setting: PillSetting;
  readonly #failure: () => SensorFailure | null;
  #pills: readonly X11Pill[] = [];
  #text = '';
  #layout = '';
  /** What was read together with the layout, and nobody has judged yet. */
  #looks: readonly (PillLook | null)[] | null = null;
  #workAreaAtom = 0;

  constructor(setting: PillSetting, failure: () => SensorFailure | null) {
    this.#setting = setting;
    this.#failure = failure;
  }

  failure(): SensorFailure | null {
    return this.#failure();
  }

  /** Whether an event is about one of these windows. */
  concerns({ wid }: XEvent): boolean {
    return this.#pills.some(({ window }) => window === wid);
  }

  /** Makes windows that say `text` where they are missing. Whether it made some. */
  async arrange(text: string): Promise<boolean> {
    const { link } = this.#setting;
    // In one go with the look at what is there: at rest a look is one answer of the server.
    const [monitors, outputs, area, looks] = await Promise.all([
      monitorsOf(link),
      outputsOf(link),
      this.#workArea(),
      this.#look(),
    ]);
    const layout = JSON.stringify([monitors, outputs, area]);
    if (text === this.#text && layout === this.#layout) {
      this.#looks = looks;
      return false;
    }
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
    const looks = this.#looks ?? (await this.#look());
    this.#looks = null;
    return looks.every((look) => look !== null && isLegible(look.seen, look.drawn));
  }

  clear(): void {
    for (const pill of this.#pills) pill.destroy();
    this.#pills = [];
    this.#looks = null;
    this.#text = '';
    this.#layout = '';
  }

  #look(): Promise<readonly (PillLook | null)[]> {
    return Promise.all(this.#pills.map((pill) => pill.look()));
  }

  /** The work area of the first workspace; null where the window manager does not say. */
  async #workArea(): Promise<Rectangle | null> {
    const { link } = this.#setting;
    const name = '_NET_WORKAREA';
    if (this.#workAreaAtom === 0)
      this.#workAreaAtom = await link.ask<number>((client, answer) => client.InternAtom(true, name, answer));
    const found = this.#workAreaAtom === 0 ? null : await numbers(link, link.root, this.#workAreaAtom);
    const [x, y, width, height] = found ?? [];
    if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
    return { x, y, width, height };
  }
}
