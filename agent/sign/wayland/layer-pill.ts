import { closeSync, writeSync } from 'node:fs';
import { memoryFile } from '../../capture/wayland/wire/libc.ts';
import type { Output } from '../../capture/wayland/wire/outputs.ts';
import { CompositorGone, type WaylandLink, type WaylandObject } from '../../capture/wayland/wire/wayland-link.ts';
import { bgrxFromRgb } from '../bgrx.ts';
import type { PillPlace } from './pill-place.ts';

/** Numbers of `zwlr_layer_shell_v1` and `wl_shm`. */
const topmostLayer = 3;
const bottomRight = 2 | 8;
const besideNothing = -1;
const noKeys = 0;
const xrgb8888 = 1;
/** How long a compositor may take to paint something new, ms. */
const paintMs = 500;

/** What a pill is made of, bound once. */
export interface PillTools {
  readonly link: WaylandLink;
  readonly compositor: WaylandObject;
  readonly shm: WaylandObject;
  readonly shell: WaylandObject;
}

export interface LayerPlace extends PillPlace {
  readonly output: Output;
}

/**
 * One surface of the sign, on the topmost layer of one output: above windows, also such as fill the
 * screen, and bars. It takes no room from them and no key, and clicks go through it.
 */
export class LayerPill {
  readonly #tools: PillTools;
  /** Where it stands. */
  readonly where: LayerPlace;
  readonly #surface: WaylandObject;
  readonly #layer: WaylandObject;
  readonly #painted = Promise.withResolvers<void>();
  #buffer: WaylandObject | null = null;

  /** `onGone` is called when the compositor takes it away, as with its output. Throws `CompositorGone`. */
  constructor(tools: PillTools, where: LayerPlace, onGone: () => void) {
    const { link, compositor, shell } = tools;
    const { output, place } = where;
    this.#tools = tools;
    this.where = where;
    this.#surface = link.request(compositor, 'create_surface', [], 'wl_surface');
    const layerArgs = [this.#surface, output.object, topmostLayer, 'plainsight'];
    this.#layer = link.request(shell, 'get_layer_surface', layerArgs, 'zwlr_layer_surface_v1');
    const right = output.place.x + output.place.width - place.x - place.width;
    const bottom = output.place.y + output.place.height - place.y - place.height;
    link.request(this.#layer, 'set_size', [place.width, place.height]);
    link.request(this.#layer, 'set_anchor', [bottomRight]);
    link.request(this.#layer, 'set_exclusive_zone', [besideNothing]);
    link.request(this.#layer, 'set_margin', [0, right, bottom, 0]);
    link.request(this.#layer, 'set_keyboard_interactivity', [noKeys]);
    const nowhere = link.request(compositor, 'create_region', [], 'wl_region');
    link.request(this.#surface, 'set_input_region', [nowhere]);
    link.request(nowhere, 'destroy');
    this.#layer.on('closed', onGone).on('configure', (serial) => this.#draw(Number(serial)));
    link.request(this.#surface, 'commit');
  }

  /** Answers once the compositor has painted it, or did not within a while: a screen that is off paints nothing. */
  async painted(): Promise<void> {
    const late = setTimeout(this.#painted.resolve, paintMs);
    await this.#painted.promise;
    clearTimeout(late);
  }

  destroy(): void {
    this.#painted.resolve();
    const { link } = this.#tools;
    if (link.failure !== null) return;
    link.request(this.#layer, 'destroy');
    link.request(this.#surface, 'destroy');
    if (this.#buffer !== null) link.request(this.#buffer, 'destroy');
  }

  #draw(serial: number): void {
    const { link } = this.#tools;
    const { drawn, scale } = this.where;
    try {
      link.request(this.#layer, 'ack_configure', [serial]);
      this.#buffer ??= this.#drawn();
      if (this.#buffer === null) return;
      if (scale > 1) link.request(this.#surface, 'set_buffer_scale', [scale]);
      link.request(this.#surface, 'attach', [this.#buffer, 0, 0]);
      link.request(this.#surface, 'damage', [0, 0, drawn.width, drawn.height]);
      link.request(this.#surface, 'frame', [], 'wl_callback').on('done', () => this.#painted.resolve());
      link.request(this.#surface, 'commit');
    } catch (error) {
      // The connection ended meanwhile, which is told by itself.
      if (!(error instanceof CompositorGone)) throw error;
    }
  }

  /** The picture, in memory that the compositor maps; null where there is none to be had. */
  #drawn(): WaylandObject | null {
    const { link, shm } = this.#tools;
    const { width, height, rgb } = this.where.drawn;
    const file = memoryFile();
    if (file === null) return null;
    try {
      const bytes = bgrxFromRgb(rgb);
      writeSync(file, bytes);
      const pool = link.request(shm, 'create_pool', [bytes.length], 'wl_shm_pool', { file });
      const buffer = link.request(pool, 'create_buffer', [0, width, height, width * 4, xrgb8888], 'wl_buffer');
      link.request(pool, 'destroy');
      return buffer;
    } finally {
      closeSync(file);
    }
  }
}
