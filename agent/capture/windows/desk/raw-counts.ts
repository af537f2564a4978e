import { rawInput } from './key-eraser.ts';

/** What is needed of a buffer to count: nothing else of it is ever read. */
export interface CountedBytes {
  readUInt32LE(offset: number): number;
  readUInt16LE(offset: number): number;
  readInt16LE(offset: number): number;
}

/** RI_KEY_BREAK: the key went up. It does so once, however often it repeats while it is held. */
const keyUp = 1;
/** RI_MOUSE_BUTTON_1_DOWN to _5_DOWN. */
const buttonsDown = [0x0001, 0x0004, 0x0010, 0x0040, 0x0100];
/** RI_MOUSE_WHEEL and RI_MOUSE_HWHEEL. */
const wheel = 0x0400 | 0x0800;
/** WHEEL_DELTA: a notch of the wheel; finer wheels tell parts of it. */
export const notch = 120;

/** `wheel` in parts of a notch, either way. */
export interface RawCounts {
  readonly keys: number;
  readonly clicks: number;
  readonly wheel: number;
}

/** What the RAWINPUT at `at` counts as. Of a key only the flags are read, of a mouse its buttons and the wheel. */
export function countsOf(bytes: CountedBytes, at: number): RawCounts {
  const type = bytes.readUInt32LE(at + rawInput.typeAt);
  if (type === rawInput.keyboard) {
    const isUp = (bytes.readUInt16LE(at + rawInput.keyFlagsAt) & keyUp) !== 0;
    return { keys: isUp ? 1 : 0, clicks: 0, wheel: 0 };
  }
  const size = bytes.readUInt32LE(at + rawInput.sizeAt);
  if (type !== rawInput.mouse || size < rawInput.mouseEnd) return { keys: 0, clicks: 0, wheel: 0 };
  const buttons = bytes.readUInt16LE(at + rawInput.mouseButtonsAt);
  const turned = (buttons & wheel) === 0 ? 0 : Math.abs(bytes.readInt16LE(at + rawInput.mouseDataAt));
  return { keys: 0, clicks: buttonsDown.filter((button) => (buttons & button) !== 0).length, wheel: turned };
}
