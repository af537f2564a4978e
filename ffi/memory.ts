import { loadKoffi } from './koffi.ts';

/** An address in this process. 0n is none. */
export type Address = bigint;

/** The address of a buffer, for a struct that points to it. The buffer must be kept for as long as that struct is used. */
export function addressOf(buffer: Uint8Array): Address {
  return loadKoffi().address(buffer);
}

/** A copy of `bytes` bytes of foreign memory. Never a view of them: Electron allows no buffer outside of its own memory. */
export function copyOf(address: Address, bytes: number): Buffer {
  if (bytes === 0) return Buffer.alloc(0);
  const copy = loadKoffi().decode(address, 'uint8', bytes) as Uint8Array;
  return Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength);
}

/** Overwrites foreign memory with zeros. */
export function wipe(address: Address, bytes: number): void {
  if (bytes > 0) loadKoffi().encode(address, 'uint8', new Uint8Array(bytes), bytes);
}
