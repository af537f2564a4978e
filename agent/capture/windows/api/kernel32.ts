// Processes, threads and the tick. Source: learn.microsoft.com/windows/win32/api, the page of each function.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const kernel32 = foreignLibrary('kernel32.dll');

/** PROCESS_QUERY_LIMITED_INFORMATION: also of programs that run with more rights than this one, but for protected ones. */
export const queryLimited = 0x1000;
/** A process of this id. 0: there is none, or it may not be asked. */
export const openProcess = kernel32.declare<(access: number, inherit: number, processId: number) => Handle>(
  'intptr OpenProcess(uint32 access, int inherit, uint32 processId)',
);
/** 0: it was no open handle. */
export const closeHandle = kernel32.declare<(handle: Handle) => number>('int CloseHandle(intptr handle)');
/**
 * Copies the path of the process' program (UTF-16); `units` (u32) holds how many fit, then how many there are. 0: it may not be
 * asked, has ended, or the path is longer.
 */
export const queryFullProcessImageName = kernel32.declare<
  (process: Handle, flags: 0, path: Buffer, units: Buffer) => number
>('int QueryFullProcessImageNameW(intptr process, uint32 flags, void *path, void *units)');

/** The id by which a message can be posted to this thread. */
export const getCurrentThreadId = kernel32.declare<() => number>('uint32 GetCurrentThreadId()');
/** The module of the program itself for null. 0: it failed. */
export const getModuleHandle = kernel32.declare<(name: null) => Handle>('intptr GetModuleHandleW(void *name)');
/** Milliseconds since the computer started, u32: from 0 again after 49.7 days. */
export const getTickCount = kernel32.declare<() => number>('uint32 GetTickCount()');
/** Why the last call of this thread failed. */
export const getLastError = kernel32.declare<() => number>('uint32 GetLastError()');
