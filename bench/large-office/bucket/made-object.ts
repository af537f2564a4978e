import { createHash } from 'node:crypto';

/** One sealed object of a day. */
export interface MadeObject {
  /** Relative to the device's day folder. */
  readonly name: string;
  readonly body: Buffer;
  readonly sha256: string;
}

export function madeObject(name: string, body: Buffer): MadeObject {
  return { name, body, sha256: sha256Of(body) };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
