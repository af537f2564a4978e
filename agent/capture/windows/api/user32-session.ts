// Whether somebody is there, and which desktop the person sees.
// Source: learn.microsoft.com/windows/win32/api/winuser, a page for each function under its own name.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const user32 = foreignLibrary('user32.dll');

/**
 * Fills a LASTINPUTINFO (size u32 at 0, tick of the last input u32 at 4), of this session alone. 0: it is not known.
 */
export const getLastInputInfo = user32.declare<(info: Buffer) => number>('int GetLastInputInfo(void *info)');

/** DESKTOP_READOBJECTS. */
export const desktopReadObjects = 1;
/**
 * The desktop that has keyboard and mouse: `Default`, or `Winlogon` while the computer is locked or asks for rights. 0: this
 * program may not open it, which says that it is not ours.
 */
export const openInputDesktop = user32.declare<(flags: number, inherit: number, access: number) => Handle>(
  'intptr OpenInputDesktop(uint32 flags, int inherit, uint32 access)',
);
/** 0: it failed, or a thread uses it. */
export const closeDesktop = user32.declare<(desktop: Handle) => number>('int CloseDesktop(intptr desktop)');
/** UOI_NAME. */
export const objectName = 2;
/** Copies what is asked for (for its name: UTF-16 with a 0). 0: it failed. */
export const getUserObjectInformation = user32.declare<
  (object: Handle, what: number, into: Buffer, bytes: number, needed: null) => number
>('int GetUserObjectInformationW(intptr object, int what, void *into, uint32 bytes, void *needed)');

/** SPI_GETSCREENSAVERRUNNING: writes a BOOL (i32). */
export const getScreenSaverRunning = 0x72;
/** 0: it failed. */
export const systemParametersInfo = user32.declare<
  (what: number, parameter: number, into: Buffer, update: 0) => number
>('int SystemParametersInfoW(uint32 what, uint32 parameter, void *into, uint32 update)');
