import { getLastError } from '../api/kernel32.ts';
import type { Handle } from '../api/user32.ts';
import {
  createWindow,
  destroyWindow,
  getRawInputBuffer,
  getRawInputData,
  messageOnly,
  rawInputWhole,
  registerRawInputDevices,
} from '../api/user32-messages.ts';
import { eraseKeys, rawInput } from './key-eraser.ts';
import { countsOf } from './raw-counts.ts';
import type { SharedCounts } from './shared-counts.ts';

/** RAWINPUTDEVICE: usage page 1, usages 2 (mouse) and 6 (keyboard). */
const deviceBytes = 16;
const usages = [2, 6];
/** RIDEV_INPUTSINK: also what goes to other programs. RIDEV_REMOVE ends it. */
const inputSink = 0x100;
const remove = 1;
const failed = 0xffffffff;
/** So many fit into one reading; the rest comes with the next. */
const batch = 256;

/**
 * Counts from raw input, which the system sends to a window of ours: no code of ours runs in the way of a key, and none in another
 * program. Belongs to the thread that made it.
 */
export class RawInput {
  readonly #counts: SharedCounts;
  readonly #onCounted: () => void;
  readonly #buffer = Buffer.alloc(batch * rawInput.mouseEnd);
  readonly #size = Buffer.alloc(4);
  #window: Handle = 0;

  /** `onCounted` is called after a reading that counted anything. */
  constructor(counts: SharedCounts, onCounted: () => void) {
    this.#counts = counts;
    this.#onCounted = onCounted;
  }

  get isOn(): boolean {
    return this.#window !== 0;
  }

  /** Answers null, or the system's number of why not. */
  start(): number | null {
    if (this.isOn) return null;
    // A class that every process has: what is sent to it is counted before it gets there.
    this.#window = createWindow(0, 'STATIC', '', 0, 0, 0, 0, 0, messageOnly, 0, 0, null);
    if (this.#window !== 0 && register(inputSink, this.#window)) return null;
    const error = getLastError();
    this.stop();
    return error;
  }

  stop(): void {
    if (!this.isOn) return;
    register(remove, 0);
    destroyWindow(this.#window);
    this.#window = 0;
  }

  /** Reads all that waits. Answers whether there was any. */
  drain(): boolean {
    if (!this.isOn) return false;
    for (let readings = 0; ; readings++) {
      this.#size.writeUInt32LE(this.#buffer.length);
      const items = getRawInputBuffer(this.#buffer, this.#size, rawInput.headerBytes);
      if (items === 0) return readings > 0;
      this.#count(items === failed ? 0 : items);
      if (items === failed) return readings > 0;
    }
  }

  /** Counts what one WM_INPUT names: that is how some versions tell what came while they were asked. */
  one(input: Handle | bigint): void {
    this.#size.writeUInt32LE(this.#buffer.length);
    const bytes = getRawInputData(input, rawInputWhole, this.#buffer, this.#size, rawInput.headerBytes);
    this.#count(bytes === failed ? 0 : 1);
  }

  /** Nothing of a reading stays, of one that failed in its middle neither. */
  #count(items: number): void {
    let isAny = false;
    for (const at of eraseKeys(this.#buffer, items)) {
      const counted = countsOf(this.#buffer, at);
      this.#counts.add(counted);
      isAny ||= counted.keys + counted.clicks + counted.wheel > 0;
    }
    this.#buffer.fill(0);
    if (isAny) this.#onCounted();
  }
}

function register(flags: number, window: Handle): boolean {
  const devices = Buffer.alloc(deviceBytes * usages.length);
  for (const [index, usage] of usages.entries()) {
    const at = index * deviceBytes;
    devices.writeUInt16LE(1, at);
    devices.writeUInt16LE(usage, at + 2);
    devices.writeUInt32LE(flags, at + 4);
    devices.writeBigInt64LE(BigInt(window), at + 8);
  }
  return registerRawInputDevices(devices, usages.length, deviceBytes) !== 0;
}
