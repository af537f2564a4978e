import { type Koffi, loadKoffi } from './koffi.ts';
import type { Address } from './memory.ts';

/** A function of ours that the system calls. Whoever made it gives it back once the system cannot call it any more. */
export interface ForeignCallback {
  readonly address: Address;
  /** Safe to call twice. */
  release(): void;
}

/** One a prototype: koffi keeps each for as long as the process runs. */
const types = new Map<string, ReturnType<Koffi['proto']>>();

/**
 * Gives the system a function of ours, by a C prototype without a name: `int (intptr window, intptr context)`. It is called in the
 * thread that made it, while that thread waits in a foreign call; what it throws is thrown by that call.
 */
export function foreignCallback<Call extends (...args: never[]) => unknown>(
  prototype: string,
  call: Call,
): ForeignCallback {
  const koffi = loadKoffi();
  const type = types.get(prototype) ?? koffi.pointer(koffi.proto(prototype));
  types.set(prototype, type);
  const address: Address = koffi.register(call, type);
  let isReleased = false;
  return {
    address,
    release() {
      if (!isReleased) koffi.unregister(address);
      isReleased = true;
    },
  };
}
