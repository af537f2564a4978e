import { reason } from '../../../core/reason.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import { type Output, readOutputs, releaseOutputs } from '../../capture/wayland/wire/outputs.ts';
import type { WaylandLink } from '../../capture/wayland/wire/wayland-link.ts';
import type { SensorFailure } from '../../ports.ts';
import type { SignWindows } from '../watched-sign.ts';
import { LayerPill, type LayerPlace, type PillTools } from './layer-pill.ts';
import { pillPlace } from './pill-place.ts';

const noLayers: SensorFailure = { ok: false, reason: reason('sign-not-on-this-host') };

/** How it is known that the sign is before the person. */
export interface SignEye {
  /** Whether this desktop tells it. */
  canSee(): boolean;
  /** Whether each of these places shows the sign; false where that is not told. */
  areSeen(places: readonly LayerPlace[]): Promise<boolean>;
}

export interface LayerPillsOptions {
  readonly link: WaylandLink;
  readonly eye: SignEye;
  /** What bars leave of each output, by its name. */
  readonly areas: (outputs: readonly Output[]) => Promise<ReadonlyMap<string, Rectangle>>;
  /** The compositor took one away. */
  readonly onGone: () => void;
}

/** The surfaces of the sign: one an output, since nobody knows which one is looked at. */
export class LayerPills implements SignWindows {
  readonly #options: LayerPillsOptions;
  #tools: PillTools | null = null;
  #outputs: readonly Output[] = [];
  #pills: readonly LayerPill[] = [];
  #made = '';

  constructor(options: LayerPillsOptions) {
    this.#options = options;
  }

  failure(): SensorFailure | null {
    const { link, eye } = this.#options;
    return link.count('zwlr_layer_shell_v1') > 0 && eye.canSee() ? null : noLayers;
  }

  async arrange(text: string): Promise<boolean> {
    const { link, areas, onGone } = this.#options;
    const outputs = await readOutputs(link);
    const area = await areas(outputs);
    const places = outputs.map((output) => ({ output, ...pillPlace(text, output, area.get(output.name) ?? null) }));
    const made = JSON.stringify([
      text,
      places.map(({ output: { name, scale, transform }, place }) => [name, scale, transform, place]),
    ]);
    const tools = this.#bound();
    if (made === this.#made || tools === null) {
      releaseOutputs(link, outputs);
      return false;
    }
    this.clear();
    this.#outputs = outputs;
    this.#pills = places.map((where) => new LayerPill(tools, where, onGone));
    this.#made = made;
    await Promise.all(this.#pills.map((pill) => pill.painted()));
    return true;
  }

  /** The topmost layer is the highest place that there is; within it the compositor has its own order. */
  raise(): void {}

  renew(text: string): Promise<boolean> {
    this.clear();
    return this.arrange(text);
  }

  async areSeen(): Promise<boolean> {
    const places = this.#pills.map(({ where }) => where);
    return places.length > 0 && (await this.#options.eye.areSeen(places));
  }

  clear(): void {
    for (const pill of this.#pills) pill.destroy();
    releaseOutputs(this.#options.link, this.#outputs);
    this.#pills = [];
    this.#outputs = [];
    this.#made = '';
  }

  #bound(): PillTools | null {
    if (this.#tools !== null) return this.#tools;
    const { link } = this.#options;
    const compositor = link.bind('wl_compositor', 4);
    const shm = link.bind('wl_shm', 1);
    const shell = link.bind('zwlr_layer_shell_v1', 3);
    if (compositor === null || shm === null || shell === null) return null;
    this.#tools = { link, compositor, shm, shell };
    return this.#tools;
  }
}
