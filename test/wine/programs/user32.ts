// What a program with windows needs beyond what the sensors do. Source: learn.microsoft.com/windows/win32/api/winuser and wingdi.

import type { Handle } from '../../../agent/capture/windows/api/user32.ts';
import { foreignLibrary } from '../../../ffi/library.ts';

const user32 = foreignLibrary('user32.dll');
const gdi32 = foreignLibrary('gdi32.dll');

export const setWindowText = user32.declare<(window: Handle, text: string) => number>(
  'int SetWindowTextW(intptr window, str16 text)',
);
/** SW_MINIMIZE 6, SW_RESTORE 9, SW_SHOW 5, SW_HIDE 0. */
export const showWindow = user32.declare<(window: Handle, how: number) => number>(
  'int ShowWindow(intptr window, int how)',
);
export const setForegroundWindow = user32.declare<(window: Handle) => number>('int SetForegroundWindow(intptr window)');
export const setWindowPos = user32.declare<
  (window: Handle, after: Handle, x: number, y: number, width: number, height: number, flags: number) => number
>('int SetWindowPos(intptr window, intptr after, int x, int y, int width, int height, uint32 flags)');
export const createPopupMenu = user32.declare<() => Handle>('intptr CreatePopupMenu()');
export const appendMenu = user32.declare<(menu: Handle, flags: number, id: number, text: string) => number>(
  'int AppendMenuW(intptr menu, uint32 flags, uintptr id, str16 text)',
);
/** Answers once the menu is closed. */
export const trackPopupMenu = user32.declare<
  (menu: Handle, flags: number, x: number, y: number, reserved: 0, window: Handle, rect: null) => number
>('int TrackPopupMenu(intptr menu, uint32 flags, int x, int y, int reserved, intptr window, void *rect)');
export const findWindow = user32.declare<(className: string | null, title: string | null) => Handle>(
  'intptr FindWindowW(str16 class, str16 title)',
);
export const sendMessage = user32.declare<(window: Handle, kind: number, wParam: number, lParam: number) => number>(
  'intptr SendMessageW(intptr window, uint32 kind, uintptr wParam, intptr lParam)',
);
export const createDesktop = user32.declare<
  (name: string, device: null, mode: null, flags: number, access: number, security: null) => Handle
>('intptr CreateDesktopW(str16 name, void *device, void *mode, uint32 flags, uint32 access, void *security)');
export const openDesktop = user32.declare<(name: string, flags: number, inherit: number, access: number) => Handle>(
  'intptr OpenDesktopW(str16 name, uint32 flags, int inherit, uint32 access)',
);
export const switchDesktop = user32.declare<(desktop: Handle) => number>('int SwitchDesktop(intptr desktop)');
/** The window takes the region over. 0: it failed. */
export const setWindowRegion = user32.declare<(window: Handle, region: Handle, redraw: number) => number>(
  'int SetWindowRgn(intptr window, intptr region, int redraw)',
);
export const setWindowLong = user32.declare<(window: Handle, index: number, value: number) => number>(
  'int32 SetWindowLongW(intptr window, int index, int32 value)',
);
/** LWA_ALPHA 2. */
export const setLayeredWindowAttributes = user32.declare<
  (window: Handle, key: 0, alpha: number, flags: number) => number
>('int SetLayeredWindowAttributes(intptr window, uint32 key, uint8 alpha, uint32 flags)');
export const createEllipticRegion = gdi32.declare<(left: number, top: number, right: number, bottom: number) => Handle>(
  'intptr CreateEllipticRgn(int left, int top, int right, int bottom)',
);
export const createSolidBrush = gdi32.declare<(colour: number) => Handle>('intptr CreateSolidBrush(uint32 colour)');
