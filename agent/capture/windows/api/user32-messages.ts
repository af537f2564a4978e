// The queue of messages of a thread, events and input that are told through it, and the windows that receive them.
// Source: learn.microsoft.com/windows/win32/api/winuser, a page for each function under its own name.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Address } from '../../../../ffi/memory.ts';
import type { Handle } from './user32.ts';

const user32 = foreignLibrary('user32.dll');

/** MSG: window at 0, message u32 at 8, wParam at 16, lParam at 24, time u32 at 32. */
export const messageBytes = 48;
export const message = {
  kindAt: 8,
  wParamAt: 16,
  lParamAt: 24,
  quit: 0x0012,
  queryEndSession: 0x0011,
  endSession: 0x0016,
  input: 0x00ff,
  timer: 0x0113,
  powerBroadcast: 0x0218,
  sessionChange: 0x02b1,
  /** From here on a thread may send itself what it likes. */
  app: 0x8000,
} as const;

/** PM_REMOVE: takes the message from the queue. */
export const peekRemove = 1;
/** Takes a message between `min` and `max` (0, 0: any) if there is one, and calls window procedures meanwhile. 0: none. */
export const peekMessage = user32.declare<
  (into: Buffer, window: Handle, min: number, max: number, remove: number) => number
>('int PeekMessageW(void *message, intptr window, uint32 min, uint32 max, uint32 remove)');

/** Hands a message to the procedure of its window. */
export const dispatchMessage = user32.declare<(from: Buffer) => number>('intptr DispatchMessageW(void *message)');

/** What a thread can wait for: QS_ALLINPUT with touch and pen, and the same without raw input. */
export const queueStatus = { all: 0x1cff, allButRawInput: 0x18ff, rawInput: 0x0400 } as const;
/** INFINITE: no wake-up until something comes. */
export const noTimeout = 0xffffffff;
/** MWMO_INPUTAVAILABLE: what came before the wait and was not taken ends it too. */
export const waitInputAvailable = 4;
/** Sleeps until a message of `mask` is there or `ms` are over; window procedures and events are called meanwhile. 0xffffffff: it failed. */
export const waitForMessages = user32.declare<
  (count: 0, handles: null, ms: number, mask: number, flags: number) => number
>('uint32 MsgWaitForMultipleObjectsEx(uint32 count, void *handles, uint32 ms, uint32 mask, uint32 flags)');

/** Puts a message into another thread's queue. 0: that thread is gone, or has no queue yet. */
export const postThreadMessage = user32.declare<
  (thread: number, kind: number, wParam: number, lParam: number) => number
>('int PostThreadMessageW(uint32 thread, uint32 kind, uintptr wParam, intptr lParam)');

/** Sends WM_TIMER to this thread every `ms`, for a window and id of 0 with a new id. Answers the id; 0: it failed. */
export const setTimer = user32.declare<(window: 0, id: number, ms: number, call: null) => number>(
  'uintptr SetTimer(intptr window, uintptr id, uint32 ms, void *call)',
);
/** Ends it. 0: there is none with this id. */
export const killTimer = user32.declare<(window: 0, id: number) => number>('int KillTimer(intptr window, uintptr id)');

/** WINEVENTPROC. */
export const winEventProc =
  'void (intptr hook, uint32 event, intptr window, int32 object, int32 child, uint32 thread, uint32 time)';
export const winEvent = {
  /** Another window is in front. */
  foreground: 0x0003,
  /** A window was shown. */
  objectShow: 0x8002,
  /** Something is called another way: a window when object and child are 0. */
  nameChange: 0x800c,
} as const;
/**
 * Has events between `min` and `max` told in this thread's queue (flags 0: out of context, no code of ours in other programs), of
 * one process or of all (0). Answers 0 when it failed.
 */
export const setWinEventHook = user32.declare<
  (min: number, max: number, module: 0, call: Address, process: number, thread: 0, flags: 0) => Handle
>(
  'intptr SetWinEventHook(uint32 min, uint32 max, intptr module, void *call, uint32 process, uint32 thread, uint32 flags)',
);
/** Ends it. Must be called by the thread that began it. 0: there is none. */
export const unhookWinEvent = user32.declare<(hook: Handle) => number>('int UnhookWinEvent(intptr hook)');

/** WNDPROC. */
export const windowProc = 'intptr (intptr window, uint32 kind, uintptr wParam, intptr lParam)';
/** What a window does with a message that its own procedure leaves. */
export const defWindowProc = user32.declare<
  (window: Handle, kind: number, wParam: number | bigint, lParam: number | bigint) => number
>('intptr DefWindowProcW(intptr window, uint32 kind, uintptr wParam, intptr lParam)');
/** WNDCLASSEXW: size u32 at 0, procedure at 8, instance at 24, name at 64. */
export const windowClassBytes = 80;
/** Makes a class of windows known in this process. 0: it failed, as for a name that is taken. */
export const registerClass = user32.declare<(windowClass: Buffer) => number>('uint16 RegisterClassExW(void *class)');
/** Takes it back, once there is no window of it. 0: there is one, or no such class. */
export const unregisterClass = user32.declare<(name: string, instance: Handle) => number>(
  'int UnregisterClassW(str16 name, intptr instance)',
);

/** HWND_MESSAGE: a window that is not on the screen and receives what is sent to it alone. */
export const messageOnly = -3;
/** Makes a window of this thread. 0: it failed. */
export const createWindow = user32.declare<
  (
    exStyle: number,
    className: string,
    title: string,
    style: number,
    x: number,
    y: number,
    width: number,
    height: number,
    parent: Handle,
    menu: Handle,
    instance: Handle,
    param: null,
  ) => Handle
>(
  'intptr CreateWindowExW(uint32 exStyle, str16 class, str16 title, uint32 style, int x, int y, int width, int height, intptr parent, intptr menu, intptr instance, void *param)',
);
/** Must be called by the thread that made it. 0: it failed. */
export const destroyWindow = user32.declare<(window: Handle) => number>('int DestroyWindow(intptr window)');

/**
 * RAWINPUTDEVICE, 16 bytes each: usage page u16 at 0, usage u16 at 2, flags u32 at 4, window at 8. Has input of these kinds sent to
 * the window as WM_INPUT. 0: it failed, as where a policy forbids it.
 */
export const registerRawInputDevices = user32.declare<(devices: Buffer, count: number, bytes: number) => number>(
  'int RegisterRawInputDevices(void *devices, uint32 count, uint32 bytes)',
);
/** Takes all input that waits into `into`, as many RAWINPUT as fit, and answers how many. 0: none waits. 0xffffffff: it failed. */
export const getRawInputBuffer = user32.declare<(into: Buffer, bytes: Buffer, headerBytes: number) => number>(
  'uint32 GetRawInputBuffer(void *into, void *bytes, uint32 headerBytes)',
);
/** RID_INPUT: the whole RAWINPUT. */
export const rawInputWhole = 0x10000003;
/** Copies the RAWINPUT of one WM_INPUT (its lParam) and answers its bytes. 0xffffffff: it failed. */
export const getRawInputData = user32.declare<
  (input: Handle | bigint, what: number, into: Buffer, bytes: Buffer, headerBytes: number) => number
>('uint32 GetRawInputData(intptr input, uint32 what, void *into, void *bytes, uint32 headerBytes)');
