import { foreignLibrary } from '../ffi/library.ts';
import { takeLocal } from '../ffi/local-memory.ts';
import { addressOf } from '../ffi/memory.ts';

/** Seals bytes for the account that this process runs under, on this computer. */
export interface AccountVault {
  /** Null where the system refuses. Throws `FfiUnavailable` where it cannot be called. */
  seal(plain: Uint8Array, purpose: Uint8Array): Uint8Array | null;
  /** Null for what another account sealed, for another purpose, or bytes that were changed. Throws as `seal` does. */
  open(sealed: Uint8Array, purpose: Uint8Array): Uint8Array | null;
}

// Source: learn.microsoft.com/windows/win32/api/dpapi, the page of each function. 0: it failed.
const crypt32 = foreignLibrary('crypt32.dll');
/** `to` then names memory that is ours to give back. */
const cryptProtectData = crypt32.declare<
  (from: Buffer, description: string, purpose: Buffer, reserved: null, ui: null, flags: number, to: Buffer) => number
>(
  'int CryptProtectData(void *from, str16 description, void *entropy, void *reserved, void *prompt, uint32 flags, void *to)',
);
/** The description is not asked for: it would be memory to give back too. */
const cryptUnprotectData = crypt32.declare<
  (from: Buffer, description: null, purpose: Buffer, reserved: null, ui: null, flags: number, to: Buffer) => number
>(
  'int CryptUnprotectData(void *from, void *description, void *entropy, void *reserved, void *prompt, uint32 flags, void *to)',
);

/** CRYPTPROTECT_UI_FORBIDDEN: fails rather than asks, as there may be nobody to ask. */
const withoutQuestions = 1;
/** DATA_BLOB: bytes u32 at 0, address at 8. */
const blobBytes = 16;

/**
 * The Data Protection API: the key is made of the account's password and kept by Windows. `purpose` goes into it, so that nothing
 * that another program sealed for the same account is taken for ours.
 */
export const dataProtection: AccountVault = {
  seal: (plain, purpose) =>
    transformed(plain, purpose, (from, by, to) =>
      cryptProtectData(from, 'Plainsight', by, null, null, withoutQuestions, to),
    ),
  open: (sealed, purpose) =>
    transformed(sealed, purpose, (from, by, to) =>
      cryptUnprotectData(from, null, by, null, null, withoutQuestions, to),
    ),
};

function transformed(
  bytes: Uint8Array,
  purpose: Uint8Array,
  call: (from: Buffer, by: Buffer, to: Buffer) => number,
): Uint8Array | null {
  // Copies of our own: a blob names an address, and what is at it must stay there until the call is over.
  const given = Buffer.from(bytes);
  const by = Buffer.from(purpose);
  const to = Buffer.alloc(blobBytes);
  try {
    if (call(blobOf(given), blobOf(by), to) === 0) return null;
    return takeLocal(to.readBigUInt64LE(8), to.readUInt32LE(0));
  } finally {
    given.fill(0);
  }
}

function blobOf(bytes: Buffer): Buffer {
  const blob = Buffer.alloc(blobBytes);
  blob.writeUInt32LE(bytes.length, 0);
  blob.writeBigUInt64LE(addressOf(bytes), 8);
  return blob;
}
