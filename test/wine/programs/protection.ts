// Who may ask after this process. Source: learn.microsoft.com/windows/win32/api, securitybaseapi and sddl. 0: it failed.

import { getLastError } from '../../../agent/capture/windows/api/kernel32.ts';
import { foreignLibrary } from '../../../ffi/library.ts';
import type { Address } from '../../../ffi/memory.ts';

const advapi32 = foreignLibrary('advapi32.dll');
const textToDescriptor = advapi32.declare<(text: string, revision: 1, descriptor: Buffer, bytes: null) => number>(
  'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32 revision, void *descriptor, void *bytes)',
);
const setKernelObjectSecurity = advapi32.declare<(object: number, which: number, descriptor: Address) => number>(
  'int SetKernelObjectSecurity(intptr object, uint32 which, void *descriptor)',
);

/** GetCurrentProcess(), which is a constant, and DACL_SECURITY_INFORMATION. */
const [ownProcess, rights] = [-1, 4];
/** A list that lets nobody do anything, and takes nothing from above. */
const forNobody = 'D:P';

/** From now on the system tells no other program anything of this process, as it does of protected ones. */
export function closeToOthers(): void {
  const descriptor = Buffer.alloc(8);
  const isDone =
    textToDescriptor(forNobody, 1, descriptor, null) !== 0 &&
    setKernelObjectSecurity(ownProcess, rights, descriptor.readBigUInt64LE()) !== 0;
  if (!isDone) throw new Error(`the process stays open to others: error ${getLastError()}`);
}
