// The composer of the desktop. Source: learn.microsoft.com/windows/win32/api/dwmapi/nf-dwmapi-dwmgetwindowattribute.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const dwmapi = foreignLibrary('dwmapi.dll');

/** DWMWA_EXTENDED_FRAME_BOUNDS: a RECT in pixels of the screen, without the shadow, whatever the thread's awareness. */
export const frameBounds = 9;
/** DWMWA_CLOAKED (u32): not 0 while it is shown nowhere, as on another virtual desktop or while a store app sleeps. */
export const isCloaked = 14;
/** Writes what a window is like to the composer. 0: it did. Else an HRESULT: the window is gone, or the composer does not know this. */
export const dwmGetWindowAttribute = dwmapi.declare<
  (window: Handle, attribute: number, into: Buffer, bytes: number) => number
>('int32 DwmGetWindowAttribute(intptr window, uint32 attribute, void *into, uint32 bytes)');
