import { foreignLibrary } from '../ffi/library.ts';
import { takeLocal } from '../ffi/local-memory.ts';
import { type Address, addressOf } from '../ffi/memory.ts';
import { longPath } from './long-path.ts';

/** Who may do what with a file or folder, in Windows' own text for it (SDDL). */
export interface FileSecurity {
  /** This account, as that text names it. */
  self(): string;
  /** Owner and list of rights: `O:S-1-5-21-…D:PAI(A;OICI;FA;;;SY)`. Follows links. */
  read(path: string): string;
  /** Puts `list` (`D:P(…)`) in the place of the list of rights; nothing is inherited from above any more, and what inherits from it follows. */
  write(path: string, list: string): void;
}

// Source: learn.microsoft.com/windows/win32/api, aclapi, sddl and securitybaseapi, the page of each function. Those of aclapi answer
// 0 or the error's number; the others answer 0 when they fail.
const advapi32 = foreignLibrary('advapi32.dll');
/** `descriptor` then names memory that is ours to give back. */
const getNamedSecurityInfo = advapi32.declare<
  (path: string, kind: 1, which: number, owner: Buffer, group: null, list: Buffer, audit: null, to: Buffer) => number
>(
  'uint32 GetNamedSecurityInfoW(str16 path, int kind, uint32 which, void *owner, void *group, void *list, void *audit, void *to)',
);
const setNamedSecurityInfo = advapi32.declare<
  (path: string, kind: 1, which: number, owner: null, group: null, list: Address, audit: null) => number
>(
  'uint32 SetNamedSecurityInfoW(str16 path, int kind, uint32 which, void *owner, void *group, void *list, void *audit)',
);
/** `units` (u32) is how many UTF-16 units there are at the address that `text` then holds, the 0 at the end among them. */
const descriptorToText = advapi32.declare<
  (descriptor: Address, revision: 1, which: number, text: Buffer, units: Buffer) => number
>(
  'int ConvertSecurityDescriptorToStringSecurityDescriptorW(void *descriptor, uint32 revision, uint32 which, void *text, void *units)',
);
const textToDescriptor = advapi32.declare<(text: string, revision: 1, descriptor: Buffer, bytes: Buffer) => number>(
  'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32 revision, void *descriptor, void *bytes)',
);
/** The list is within the descriptor. */
const getSecurityDescriptorDacl = advapi32.declare<
  (descriptor: Address, isPresent: Buffer, list: Buffer, isDefaulted: Buffer) => number
>('int GetSecurityDescriptorDacl(void *descriptor, void *present, void *list, void *defaulted)');
const getTokenInformation = advapi32.declare<
  (token: number, what: number, into: Buffer, bytes: number, needed: Buffer) => number
>('int GetTokenInformation(intptr token, int what, void *into, uint32 bytes, void *needed)');

/** SE_FILE_OBJECT. */
const file = 1;
/** OWNER_SECURITY_INFORMATION, DACL_SECURITY_INFORMATION, PROTECTED_DACL_SECURITY_INFORMATION. */
const [owner, rights, fromAboveNothing] = [1, 4, 0x8000_0000];
/** GetCurrentProcessToken(), which is a constant, and TokenUser. */
const [ownToken, tokenUser] = [-4, 1];

let known: string | null = null;

/** The calls of Windows. Throws `FfiUnavailable`, or an `Error` with the number that Windows gave. */
export const windowsSecurity: FileSecurity = {
  self() {
    // By way of the system's text, which has short names for some accounts.
    known ??= withDescriptor(`O:${ownSid()}`, (descriptor) => textOf(descriptor, owner)).slice(2);
    return known;
  },
  read(path) {
    const [ignoredOwner, ignoredList, to] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)];
    succeed(
      getNamedSecurityInfo(longPath(path), file, owner | rights, ignoredOwner, null, ignoredList, null, to),
      'GetNamedSecurityInfo',
    );
    const descriptor = to.readBigUInt64LE();
    try {
      return textOf(descriptor, owner | rights);
    } finally {
      takeLocal(descriptor, 0);
    }
  },
  write(path, text) {
    withDescriptor(text, (descriptor) => {
      const [isPresent, at, isDefaulted] = [Buffer.alloc(4), Buffer.alloc(8), Buffer.alloc(4)];
      must(getSecurityDescriptorDacl(descriptor, isPresent, at, isDefaulted), 'GetSecurityDescriptorDacl');
      const which = rights + fromAboveNothing;
      succeed(
        setNamedSecurityInfo(longPath(path), file, which, null, null, at.readBigUInt64LE(), null),
        'SetNamedSecurityInfo',
      );
    });
  },
};

function textOf(descriptor: Address, which: number): string {
  const [text, units] = [Buffer.alloc(8), Buffer.alloc(4)];
  must(descriptorToText(descriptor, 1, which, text, units), 'ConvertSecurityDescriptorToStringSecurityDescriptor');
  const bytes = takeLocal(text.readBigUInt64LE(), units.readUInt32LE() * 2);
  return bytes.toString('utf16le').replace(/\0+$/, '');
}

function withDescriptor<T>(text: string, work: (descriptor: Address) => T): T {
  const [to, bytes] = [Buffer.alloc(8), Buffer.alloc(4)];
  must(textToDescriptor(text, 1, to, bytes), 'ConvertStringSecurityDescriptorToSecurityDescriptor');
  const descriptor = to.readBigUInt64LE();
  try {
    return work(descriptor);
  } finally {
    takeLocal(descriptor, 0);
  }
}

/** TOKEN_USER: the address of a SID, which lies behind it in the same buffer. */
function ownSid(): string {
  const [user, needed] = [Buffer.alloc(256), Buffer.alloc(4)];
  must(getTokenInformation(ownToken, tokenUser, user, user.length, needed), 'GetTokenInformation');
  return sidText(user.subarray(Number(user.readBigUInt64LE() - addressOf(user))));
}

/** SID: revision u8 at 0, how many parts u8 at 1, authority 48 bits big-endian at 2, then the parts, u32 each. */
export function sidText(sid: Buffer): string {
  const parts = Array.from({ length: sid.readUInt8(1) }, (_, at) => sid.readUInt32LE(8 + 4 * at));
  return ['S', sid.readUInt8(0), sid.readUIntBE(2, 6), ...parts].join('-');
}

function succeed(answer: number, call: string): void {
  if (answer !== 0) throw new Error(`${call} answers ${answer}`);
}

function must(answer: number, call: string): void {
  if (answer === 0) throw new Error(`${call} failed`);
}
