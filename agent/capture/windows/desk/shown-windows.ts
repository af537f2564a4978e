import { type ForeignCallback, foreignCallback } from '../../../../ffi/callback.ts';
import { getWindowLong, gwlStyle, type Handle } from '../api/user32.ts';
import { setWinEventHook, unhookWinEvent, winEvent, winEventProc } from '../api/user32-messages.ts';

/** WS_CHILD: a part of another window. */
const child = 0x4000_0000;

/**
 * Which top-level windows were shown between two moments: one that came and went while pixels were read is in no list of windows.
 * Belongs to the thread that made it.
 */
export class ShownWindows {
  readonly #event: ForeignCallback;
  readonly #shown = new Set<Handle>();
  #hook: Handle = 0;

  constructor() {
    this.#event = foreignCallback(winEventProc, (_hook: Handle, _event: number, window: Handle, object: number) => {
      if (object === 0 && (getWindowLong(window, gwlStyle) & child) === 0) this.#shown.add(window);
    });
  }

  begin(): void {
    this.end();
    const { objectShow } = winEvent;
    this.#hook = setWinEventHook(objectShow, objectShow, 0, this.#event.address, 0, 0, 0);
  }

  end(): readonly Handle[] {
    if (this.#hook !== 0) unhookWinEvent(this.#hook);
    this.#hook = 0;
    const shown = [...this.#shown];
    this.#shown.clear();
    return shown;
  }

  close(): void {
    this.end();
    this.#event.release();
  }
}
