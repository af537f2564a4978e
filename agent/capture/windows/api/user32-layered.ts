// Windows whose picture the system keeps, and where they stand.
// Source: learn.microsoft.com/windows/win32/api/winuser, a page for each function under its own name.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const user32 = foreignLibrary('user32.dll');

/** WS_POPUP: a window without a frame. */
export const popupStyle = 0x80000000;
/**
 * WS_EX_TOPMOST, _TRANSPARENT (the pointer goes through it), _TOOLWINDOW (in no list of windows), _LAYERED (the system keeps its
 * picture) and _NOACTIVATE (it never takes the focus).
 */
export const exStyle = {
  topmost: 0x8,
  transparent: 0x20,
  tool: 0x80,
  layered: 0x80000,
  noActivate: 0x8000000,
} as const;

/** ULW_OPAQUE: every pixel of the picture covers what is below. */
export const opaque = 4;
/**
 * Gives a layered window its place (`to`, a POINT), size (a SIZE) and picture (what `from` draws on, from the POINT `at`). The
 * system paints it by itself from then on. 0: it failed.
 */
export const updateLayeredWindow = user32.declare<
  (
    window: Handle,
    screen: Handle,
    to: Buffer,
    size: Buffer,
    from: Handle,
    at: Buffer,
    key: 0,
    blend: null,
    flags: number,
  ) => number
>(
  'int UpdateLayeredWindow(intptr window, intptr screen, void *to, void *size, intptr from, void *at, uint32 key, void *blend, uint32 flags)',
);

/** HWND_TOPMOST: above all windows that are not topmost themselves, and of these the first. */
export const topmost = -1;
/** SWP_NOACTIVATE and SWP_SHOWWINDOW. */
export const showWithoutFocus = 0x50;
/** Places, sizes, orders and shows a window. 0: it failed, or the window is gone. */
export const setWindowPos = user32.declare<
  (window: Handle, after: Handle, x: number, y: number, width: number, height: number, flags: number) => number
>('int SetWindowPos(intptr window, intptr after, int x, int y, int width, int height, uint32 flags)');
