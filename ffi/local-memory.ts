import { foreignLibrary } from './library.ts';
import { type Address, copyOf, wipe } from './memory.ts';

// Source: learn.microsoft.com/windows/win32/api/winbase/nf-winbase-localfree. What it answers is 0 unless it failed.
const kernel32 = foreignLibrary('kernel32.dll');
const localFree = kernel32.declare<(memory: Address) => Address>('void *LocalFree(void *memory)');

/** What Windows handed over in memory of its own: copied, overwritten there with zeros, and given back. */
export function takeLocal(address: Address, bytes: number): Buffer {
  const copy = copyOf(address, bytes);
  wipe(address, bytes);
  localFree(address);
  return copy;
}
