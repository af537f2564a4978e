import type { Rectangle } from '../../../../core/rectangle.ts';
import { SwayGone, SwayLink } from './sway-link.ts';
import { readTree, TreeUnreadable } from './tree.ts';

const none: ReadonlyMap<string, Rectangle> = new Map();

/** What bars leave of each output, as sway says it by one connection, which is made again once it is gone. */
export class SwayAreas {
  readonly #socketPath: string | null;
  #link: SwayLink | null = null;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#socketPath = env.SWAYSOCK || env.I3SOCK || null;
  }

  /** By the name of the output; empty where no sway answers. */
  async read(): Promise<ReadonlyMap<string, Rectangle>> {
    if (this.#socketPath === null) return none;
    try {
      // Nothing of windows is listened to: each change would wake the sign.
      if (this.#link === null || this.#link.failure !== null)
        this.#link = await SwayLink.open(this.#socketPath, { hearsEvents: false });
      const { outputs } = await readTree(this.#link);
      return new Map(outputs.flatMap(({ name, area }) => (area === null ? [] : [[name, area] as const])));
    } catch (error) {
      if (!(error instanceof SwayGone || error instanceof TreeUnreadable)) throw error;
      this.close();
      return none;
    }
  }

  close(): void {
    this.#link?.close();
    this.#link = null;
  }
}
