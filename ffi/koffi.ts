import { createRequire } from 'node:module';
import type koffi from 'koffi';
import type { Reason } from '../core/reason.ts';

export type Koffi = typeof koffi;

/** Why nothing foreign can be called; a sensor's failure as it is. */
interface FfiFailure {
  readonly ok: false;
  readonly reason: Reason;
}

/** Foreign functions cannot be called here: `koffi` has no binary for this system, or it does not load. */
export class FfiUnavailable extends Error {
  // Not by `reason`, whose schemas would be loaded into each thread that calls anything foreign.
  readonly failure: FfiFailure = { ok: false, reason: { code: 'ffi-unavailable', values: {} } };

  constructor(cause: unknown) {
    super('koffi does not load', { cause });
    this.name = 'FfiUnavailable';
  }
}

let loaded: Koffi | FfiUnavailable | null = null;

/** `koffi`, loaded at the first call and never before. Throws `FfiUnavailable`. */
export function loadKoffi(): Koffi {
  loaded ??= load();
  if (loaded instanceof FfiUnavailable) throw loaded;
  return loaded;
}

/** Whether foreign functions can be called, and why not: known before any is. */
export function ffiState(): FfiFailure | { readonly ok: true } {
  loaded ??= load();
  return loaded instanceof FfiUnavailable ? loaded.failure : { ok: true };
}

/** By `require`, as native code comes: a bundle then holds no import that would fail where the package is not. */
function load(): Koffi | FfiUnavailable {
  try {
    return createRequire(import.meta.url)('koffi') as Koffi;
  } catch (error) {
    return new FfiUnavailable(error);
  }
}
