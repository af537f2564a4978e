// Named pipes, and who is at their other end. Source: learn.microsoft.com/windows/win32/api, namedpipeapi, winbase, synchapi,
// processthreadsapi, sddl and winternl, the page of each function. 0: it failed.

import { foreignLibrary } from '../../../ffi/library.ts';
import type { Address } from '../../../ffi/memory.ts';
import type { Handle } from '../../capture/windows/api/user32.ts';

const kernel32 = foreignLibrary('kernel32.dll');
const advapi32 = foreignLibrary('advapi32.dll');
const ntdll = foreignLibrary('ntdll.dll');

/** PIPE_ACCESS_DUPLEX with FILE_FLAG_OVERLAPPED; FILE_FLAG_FIRST_PIPE_INSTANCE: it fails where anybody has the name already. */
export const pipeBothWays = 0x4000_0003;
export const pipeIsFirst = 0x0008_0000;
/** PIPE_REJECT_REMOTE_CLIENTS; bytes, not messages. */
export const pipeIsLocal = 8;
/** PIPE_UNLIMITED_INSTANCES. */
export const pipeAsManyAsWanted = 255;
/** INVALID_HANDLE_VALUE. */
export const noPipe: Handle = -1;
/** SECURITY_ATTRIBUTES: how long it is u32 at 0, the descriptor's address at 8. */
export const securityAttributesBytes = 24;
export const createNamedPipe = kernel32.declare<
  (
    name: string,
    open: number,
    mode: number,
    most: number,
    outBytes: number,
    inBytes: number,
    wait: 0,
    security: Buffer,
  ) => Handle
>(
  'intptr CreateNamedPipeW(str16 name, uint32 open, uint32 mode, uint32 most, uint32 outBytes, uint32 inBytes, uint32 wait, void *security)',
);
/** OVERLAPPED: an event's handle at 24. It has to stay where it is until the event says that somebody came. */
export const overlappedBytes = 32;
export const connectNamedPipe = kernel32.declare<(pipe: Handle, overlapped: Address) => number>(
  'int ConnectNamedPipe(intptr pipe, void *overlapped)',
);
/** Writes the number (u32) of the process that came in, which has no say in it. */
export const getNamedPipeClientProcessId = kernel32.declare<(pipe: Handle, processId: Buffer) => number>(
  'int GetNamedPipeClientProcessId(intptr pipe, void *processId)',
);
/** ERROR_IO_PENDING: nobody has come yet, and the event says when. ERROR_PIPE_CONNECTED: somebody is there already. */
export const errorIoPending = 997;
export const errorPipeConnected = 535;
/** Gives up what was begun with a pipe. */
export const cancelIo = kernel32.declare<(pipe: Handle, overlapped: null) => number>(
  'int CancelIoEx(intptr pipe, void *overlapped)',
);
export const createEvent = kernel32.declare<(security: null, isManual: 1, isSet: 0, name: null) => Handle>(
  'intptr CreateEventW(void *security, int isManual, int isSet, void *name)',
);
export const setEvent = kernel32.declare<(event: Handle) => number>('int SetEvent(intptr event)');
export const resetEvent = kernel32.declare<(event: Handle) => number>('int ResetEvent(intptr event)');
/** INFINITE. */
export const forEver = 0xffff_ffff;
export const waitForObject = kernel32.declareLater<(object: Handle, ms: number) => number>(
  'uint32 WaitForSingleObject(intptr object, uint32 ms)',
);

/** Writes the address of a security descriptor, which is ours to give back, from Windows' own text for it (SDDL). */
export const descriptorOf = advapi32.declare<(text: string, revision: 1, descriptor: Buffer, bytes: null) => number>(
  'int ConvertStringSecurityDescriptorToSecurityDescriptorW(str16 text, uint32 revision, void *descriptor, void *bytes)',
);

/** PROCESS_BASIC_INFORMATION: the number of the process that started it is the last of six, u64 at 40. Answers 0, or an error's number. */
export const basicInformation = 0;
export const basicInformationBytes = 48;
export const parentAt = 40;
export const queryInformationProcess = ntdll.declare<
  (process: Handle, what: 0, into: Buffer, bytes: number, written: null) => number
>('int32 NtQueryInformationProcess(intptr process, int what, void *into, uint32 bytes, void *written)');
/** Four times of 100 ns each, u64: when it was started is the first. */
export const getProcessTimes = kernel32.declare<
  (process: Handle, started: Buffer, ended: Buffer, kernel: Buffer, user: Buffer) => number
>('int GetProcessTimes(intptr process, void *started, void *ended, void *kernel, void *user)');

// Source: docs.libuv.org, uv_open_osfhandle, which Node gives to native modules.
const node = foreignLibrary(process.execPath);
/** A number by which Node takes a handle; -1: it failed. The handle is Node's from then on. */
export const openDescriptor = node.declare<(handle: Handle) => number>('int uv_open_osfhandle(intptr handle)');
