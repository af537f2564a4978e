import { dispatchMessage, messageBytes, peekMessage, peekRemove } from '../../capture/windows/api/user32-messages.ts';
import { workAreaList } from '../../capture/windows/screen/monitors.ts';
import type { SensorFailure } from '../../ports.ts';
import { isLegible } from '../pill.ts';
import { placesOf } from '../places.ts';
import type { SignWindows } from '../watched-sign.ts';
import { WindowsPill } from './windows-pill.ts';

/** How often what waits for the windows is taken, ms: the system takes one that never looks for hung. */
const takeMs = 500;
const waiting = Buffer.alloc(messageBytes);

/** The windows of the sign: one a monitor, above its taskbar. Used by one thread alone. */
export class WindowsPills implements SignWindows {
  #pills: readonly WindowsPill[] = [];
  #made = '';
  #taking: NodeJS.Timeout | null = null;

  failure(): SensorFailure | null {
    return null;
  }

  async arrange(text: string): Promise<boolean> {
    const monitors = workAreaList();
    const made = JSON.stringify([text, monitors]);
    if (made === this.#made) return false;
    this.clear();
    this.#made = made;
    this.#pills = monitors.flatMap(({ monitor, area }) =>
      placesOf(text, [monitor], [], area).map(({ corner, drawn }) => new WindowsPill(corner, drawn)),
    );
    this.#taking = setInterval(takeMessages, takeMs);
    takeMessages();
    return true;
  }

  renew(text: string): Promise<boolean> {
    this.clear();
    return this.arrange(text);
  }

  raise(): void {
    for (const pill of this.#pills) pill.raise();
  }

  async areSeen(): Promise<boolean> {
    takeMessages();
    return (
      this.#pills.length > 0 &&
      this.#pills.every((pill) => {
        const look = pill.look();
        return look !== null && isLegible(look.seen, look.drawn);
      })
    );
  }

  clear(): void {
    if (this.#taking !== null) clearInterval(this.#taking);
    this.#taking = null;
    for (const pill of this.#pills) pill.destroy();
    this.#pills = [];
    this.#made = '';
  }
}

function takeMessages(): void {
  while (peekMessage(waiting, 0, 0, 0, peekRemove) !== 0) dispatchMessage(waiting);
}
