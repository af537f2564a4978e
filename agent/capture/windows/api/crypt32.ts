// Secrets that one account of this computer can open. Source: learn.microsoft.com/windows/win32/api/dpapi, the page of each function.

import { foreignLibrary } from '../../../../ffi/library.ts';

const crypt32 = foreignLibrary('crypt32.dll');

/** DATA_BLOB: bytes u32 at 0, address at 8. */
export const blobBytes = 16;
/** CRYPTPROTECT_UI_FORBIDDEN: fails rather than asks. */
export const noQuestions = 1;
/** Seals the bytes of a blob; `out` then names memory that is given back by `localFree`. 0: it failed. */
export const cryptProtectData = crypt32.declare<
  (
    from: Buffer,
    description: string,
    entropy: Buffer,
    reserved: null,
    prompt: null,
    flags: number,
    out: Buffer,
  ) => number
>(
  'int CryptProtectData(void *from, str16 description, void *entropy, void *reserved, void *prompt, uint32 flags, void *out)',
);
/** Opens them. 0: another account, another entropy, or bytes that were changed. */
export const cryptUnprotectData = crypt32.declare<
  (from: Buffer, description: null, entropy: Buffer, reserved: null, prompt: null, flags: number, out: Buffer) => number
>(
  'int CryptUnprotectData(void *from, void *description, void *entropy, void *reserved, void *prompt, uint32 flags, void *out)',
);
