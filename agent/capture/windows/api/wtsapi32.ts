// Sessions. Source: learn.microsoft.com/windows/win32/api/wtsapi32, the page of each function.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Address } from '../../../../ffi/memory.ts';
import type { Handle } from './user32.ts';

const wtsapi32 = foreignLibrary('wtsapi32.dll');

/** WTS_CURRENT_SESSION and WTSSessionInfoEx. */
export const currentSession = 0xffffffff;
export const sessionInfoEx = 25;
/** Writes an address and how many bytes lie there (u32), to be given back by `wtsFreeMemory`. 0: it is not known. */
export const wtsQuerySessionInformation = wtsapi32.declare<
  (server: 0, session: number, what: number, address: Buffer, bytes: Buffer) => number
>('int WTSQuerySessionInformationW(intptr server, uint32 session, int what, void *address, void *bytes)');
export const wtsFreeMemory = wtsapi32.declare<(address: Address) => void>('void WTSFreeMemory(void *address)');

/** NOTIFY_FOR_THIS_SESSION. */
export const thisSession = 0;
/** Has WM_WTSSESSION_CHANGE sent to a window. 0: it failed, as before the services of the system have started. */
export const wtsRegisterSessionNotification = wtsapi32.declare<(window: Handle, which: number) => number>(
  'int WTSRegisterSessionNotification(intptr window, uint32 which)',
);
/** 0: it was not registered. */
export const wtsUnRegisterSessionNotification = wtsapi32.declare<(window: Handle) => number>(
  'int WTSUnRegisterSessionNotification(intptr window)',
);
