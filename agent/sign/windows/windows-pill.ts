import type { Rectangle } from '../../../core/rectangle.ts';
import {
  createCompatibleBitmap,
  createCompatibleDc,
  deleteDc,
  deleteGdiObject,
  selectObject,
  setDiBits,
} from '../../capture/windows/api/gdi32.ts';
import { getDc, type Handle, releaseDc } from '../../capture/windows/api/user32.ts';
import {
  exStyle,
  opaque,
  popupStyle,
  setWindowPos,
  showWithoutFocus,
  topmost,
  updateLayeredWindow,
} from '../../capture/windows/api/user32-layered.ts';
import { createWindow, destroyWindow } from '../../capture/windows/api/user32-messages.ts';
import { bitmapHeaderOf, bitmapRowsOf, grabMonitor, NoPixels } from '../../capture/windows/screen/pixels.ts';
import type { Pixels } from '../../ports.ts';

/** Painted by the system alone: it needs no procedure of ours. */
const className = 'STATIC';
const style = exStyle.topmost | exStyle.transparent | exStyle.tool | exStyle.layered | exStyle.noActivate;

/**
 * One window of the sign: above all others, in no list of windows, never with the focus, and what
 * lies below can be clicked through it. The system keeps its picture and paints it. Belongs to the
 * thread that made it.
 */
export class WindowsPill {
  readonly place: Rectangle;
  readonly #drawn: Pixels;
  readonly #window: Handle;

  constructor(corner: { readonly right: number; readonly bottom: number }, drawn: Pixels) {
    const { width, height } = drawn;
    this.place = { x: corner.right - width, y: corner.bottom - height, width, height };
    this.#drawn = drawn;
    const { x, y } = this.place;
    this.#window = createWindow(style, className, 'Plainsight', popupStyle, x, y, width, height, 0, 0, 0, null);
    this.#paint();
    this.raise();
  }

  /** Back where it belongs, above all others. */
  raise(): void {
    const { x, y, width, height } = this.place;
    setWindowPos(this.#window, topmost, x, y, width, height, showWithoutFocus);
  }

  /** What the screen shows there, and what it should; null where the screen gives no pixels. */
  look(): { readonly seen: Uint8Array; readonly drawn: Uint8Array } | null {
    try {
      const { rgb } = grabMonitor({ ...this.place, name: '', primary: false });
      return { seen: rgb, drawn: this.#drawn.rgb };
    } catch (error) {
      if (error instanceof NoPixels) return null;
      throw error;
    }
  }

  destroy(): void {
    destroyWindow(this.#window);
  }

  #paint(): void {
    const { width, height, rgb } = this.#drawn;
    const screen = getDc(0);
    const memory = createCompatibleDc(screen);
    const bitmap = createCompatibleBitmap(screen, width, height);
    setDiBits(screen, bitmap, 0, height, bitmapRowsOf(rgb, width, height), bitmapHeaderOf(width, height), 0);
    const before = selectObject(memory, bitmap);
    const { x, y } = this.place;
    updateLayeredWindow(this.#window, screen, two(x, y), two(width, height), memory, two(0, 0), 0, null, opaque);
    selectObject(memory, before);
    deleteGdiObject(bitmap);
    deleteDc(memory);
    releaseDc(0, screen);
  }
}

/** A POINT or a SIZE. */
function two(first: number, second: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(first, 0);
  bytes.writeInt32LE(second, 4);
  return bytes;
}
