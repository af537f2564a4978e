import { readPicture } from '../../capture/wayland/gnome/pixels.ts';
import { readDesktop } from '../../capture/wayland/gnome/shell-desktop.ts';
import { ShellGone } from '../../capture/wayland/gnome/shell-gone.ts';
import type { ShellLink } from '../../capture/wayland/gnome/shell-link.ts';
import type { SensorFailure } from '../../ports.ts';
import type { SignWindows } from '../watched-sign.ts';
import { isSeenAs, type PillPlace, pillPlace } from './pill-place.ts';

/** The sign on each monitor of GNOME Shell, which our extension in it shows above all windows. */
export class ShellPills implements SignWindows {
  readonly #link: ShellLink;
  #pills: readonly PillPlace[] = [];
  #made = '';

  constructor(link: ShellLink) {
    this.#link = link;
  }

  failure(): SensorFailure | null {
    return this.#link.failure;
  }

  async arrange(text: string): Promise<boolean> {
    const { monitors } = await readDesktop(this.#link);
    const made = JSON.stringify([text, monitors]);
    if (made === this.#made) return false;
    this.#pills = monitors.map(({ area, scale, ...place }) => pillPlace(text, { place, scale }, area));
    this.#made = made;
    await this.#show();
    return true;
  }

  raise(): void {
    this.#tell();
  }

  renew(text: string): Promise<boolean> {
    this.#made = '';
    return this.arrange(text);
  }

  async areSeen(): Promise<boolean> {
    if (this.#pills.length === 0) return false;
    for (const { place, drawn } of this.#pills)
      if (!isSeenAs(await readPicture(this.#link, place), drawn)) return false;
    return true;
  }

  clear(): void {
    this.#pills = [];
    this.#made = '';
    this.#tell();
  }

  /** Where nobody waits for it: a connection that ended tells so itself. */
  #tell(): void {
    this.#show().catch((error: unknown) => {
      if (!(error instanceof ShellGone)) throw error;
    });
  }

  async #show(): Promise<void> {
    const signs = this.#pills.map(({ place: { x, y, width, height }, drawn }) => ({
      ...{ x, y, width, height, columns: drawn.width, rows: drawn.height },
      rgb: Buffer.from(drawn.rgb).toString('base64'),
    }));
    await this.#link.ask({ ask: 'sign', signs });
  }
}
