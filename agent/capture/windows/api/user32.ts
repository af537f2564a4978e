// Windows, their order and what they say of themselves.
// Source: learn.microsoft.com/windows/win32/api/winuser, a page for each function under its own name.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Address } from '../../../../ffi/memory.ts';

const user32 = foreignLibrary('user32.dll');

/** HWND, HDESK, HMONITOR, HHOOK and the like: numbers of the system. 0 is none. */
export type Handle = number;

/** The window that the person works with. 0 while another is being activated, or another desktop is shown. */
export const getForegroundWindow = user32.declare<() => Handle>('intptr GetForegroundWindow()');

/**
 * Copies the title into `text` (UTF-16, at most `max` units with the 0 at its end) and answers how many units it has. It reads what
 * the system keeps and asks no program, so that a hung one, or a window of this process, holds nothing up. 0: no title, or no window.
 */
export const internalGetWindowText = user32.declare<(window: Handle, text: Buffer, max: number) => number>(
  'int InternalGetWindowText(intptr window, void *text, int max)',
);

/** Copies the name of the window's class (at most 256 units) and answers its length. 0: the window is gone. */
export const getClassName = user32.declare<(window: Handle, text: Buffer, max: number) => number>(
  'int GetClassNameW(intptr window, void *text, int max)',
);

/** Writes the process id (u32) and answers the thread that made the window. 0: the window is gone. */
export const getWindowThreadProcessId = user32.declare<(window: Handle, processId: Buffer) => number>(
  'uint32 GetWindowThreadProcessId(intptr window, void *processId)',
);

/** Whether it has WS_VISIBLE, and each window around it: not whether it can be seen. 0: no, or the window is gone. */
export const isWindowVisible = user32.declare<(window: Handle) => number>('int IsWindowVisible(intptr window)');

/** Whether it is minimised. 0: no, or the window is gone. */
export const isIconic = user32.declare<(window: Handle) => number>('int IsIconic(intptr window)');

/** Whether a window has this number. Numbers are used again. */
export const isWindow = user32.declare<(window: Handle) => number>('int IsWindow(intptr window)');

/** GW_OWNER: the window that this one belongs to, as a dialog or menu does. */
export const gwOwner = 4;
/** The window that stands in this relation. 0: none, or the window is gone. */
export const getWindow = user32.declare<(window: Handle, relation: number) => Handle>(
  'intptr GetWindow(intptr window, uint32 relation)',
);

/** GWL_STYLE and GWL_EXSTYLE. */
export const gwlStyle = -16;
export const gwlExStyle = -20;
/** Style bits, signed. 0: none, or the window is gone. */
export const getWindowLong = user32.declare<(window: Handle, index: number) => number>(
  'int32 GetWindowLongW(intptr window, int index)',
);

/** Writes a RECT in the coordinates of the calling thread's awareness. 0: the window is gone. */
export const getWindowRect = user32.declare<(window: Handle, rect: Buffer) => number>(
  'int GetWindowRect(intptr window, void *rect)',
);

/** Writes a RECT from 0, 0: what the program paints itself. 0: the window is gone. */
export const getClientRect = user32.declare<(window: Handle, rect: Buffer) => number>(
  'int GetClientRect(intptr window, void *rect)',
);

/** Moves a POINT (two i32) from the window's to the screen's coordinates. 0: the window is gone. */
export const clientToScreen = user32.declare<(window: Handle, point: Buffer) => number>(
  'int ClientToScreen(intptr window, void *point)',
);

/** BOOL CALLBACK EnumWindowsProc: 1 goes on, 0 ends. */
export const windowsProc = 'int (intptr window, intptr context)';
/** Calls `each` with every top-level window, the topmost first, also of other programs. 0: it ended early. */
export const enumWindows = user32.declare<(each: Address, context: number) => number>(
  'int EnumWindows(void *each, intptr context)',
);
/** The same for every window within `parent`, however deep. What it answers means nothing. */
export const enumChildWindows = user32.declare<(parent: Handle, each: Address, context: number) => number>(
  'int EnumChildWindows(intptr parent, void *each, intptr context)',
);

/** BOOL CALLBACK MonitorEnumProc: 1 goes on, 0 ends. */
export const monitorProc = 'int (intptr monitor, intptr dc, void *rect, intptr context)';
/** Calls `each` with every monitor that shows a part of the desktop. 0: it failed, or ended early. */
export const enumDisplayMonitors = user32.declare<(dc: Handle, clip: null, each: Address, context: number) => number>(
  'int EnumDisplayMonitors(intptr dc, void *clip, void *each, intptr context)',
);
/** Fills a MONITORINFOEXW whose size stands at its beginning. 0: the monitor is gone. */
export const getMonitorInfo = user32.declare<(monitor: Handle, info: Buffer) => number>(
  'int GetMonitorInfoW(intptr monitor, void *info)',
);

/** DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2: coordinates are pixels of the screen, whatever its scale. */
export const perMonitorAwareV2 = -4;
/** Sets how coordinates are meant in this thread from now on. 0: Windows older than 10 1607, where they are scaled. */
export const setThreadDpiAwarenessContext = user32.declare<(context: Handle) => Handle>(
  'intptr SetThreadDpiAwarenessContext(intptr context)',
);

/** A device context of the whole screen for 0. Answers 0 when it cannot be had. */
export const getDc = user32.declare<(window: Handle) => Handle>('intptr GetDC(intptr window)');
/** Gives it back. 0: it was not one of this thread's. */
export const releaseDc = user32.declare<(window: Handle, dc: Handle) => number>(
  'int ReleaseDC(intptr window, intptr dc)',
);
