// A program with windows of one colour each, which a test makes, names, moves and closes.

import { getModuleHandle } from '../../../agent/capture/windows/api/kernel32.ts';
import {
  getWindowLong,
  getWindowThreadProcessId,
  gwlExStyle,
  type Handle,
  perMonitorAwareV2,
  setThreadDpiAwarenessContext,
} from '../../../agent/capture/windows/api/user32.ts';
import { exStyle } from '../../../agent/capture/windows/api/user32-layered.ts';
import {
  createWindow,
  defWindowProc,
  destroyWindow,
  dispatchMessage,
  message,
  messageBytes,
  peekMessage,
  peekRemove,
  postThreadMessage,
  registerClass,
  windowClassBytes,
  windowProc,
} from '../../../agent/capture/windows/api/user32-messages.ts';
import { deskCommand } from '../../../agent/capture/windows/desk/desk-messages.ts';
import { sessionWindowClass } from '../../../agent/capture/windows/desk/session-window.ts';
import { foreignCallback } from '../../../ffi/callback.ts';
import { addressOf } from '../../../ffi/memory.ts';
import { nativeMessaging } from './native-messaging.ts';
import { closeToOthers } from './protection.ts';
import { serve } from './serve.ts';
import {
  appendMenu,
  createEllipticRegion,
  createPopupMenu,
  createSolidBrush,
  findWindow,
  sendMessage,
  setForegroundWindow,
  setLayeredWindowAttributes,
  setWindowLong,
  setWindowPos,
  setWindowRegion,
  setWindowText,
  showWindow,
  trackPopupMenu,
} from './user32.ts';

export interface MadeWindow {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB. */
  readonly colour: number;
  /** `bare`: nothing but its pixels; `flat`: the same, kept by the window manager; `framed`: with a bar that the system, or the window manager, draws. */
  readonly look: 'bare' | 'flat' | 'framed';
  /** Whether it knows the screen's scale; one that does not is made larger by the system. */
  readonly isAware?: boolean;
  readonly owner?: Handle;
}

/** WS_VISIBLE with WS_POPUP, or with WS_OVERLAPPEDWINDOW. */
const styles = { bare: 0x9000_0000, flat: 0x9000_0000, framed: 0x10cf_0000 };
/** WS_EX_TOPMOST keeps bare ones where they are; WS_EX_APPWINDOW. */
const exStyles = { bare: 8, flat: 0x4_0000, framed: 0 };
/** MF_STRING; TPM_LEFTALIGN. */
const plain = 0;

const procedure = foreignCallback(
  windowProc,
  (window: Handle, kind: number, wParam: number | bigint, lParam: number | bigint) => {
    if (kind === message.queryEndSession && refusesEnd) return 0;
    return defWindowProc(window, kind, wParam, lParam);
  },
);
/** As a program that asks whether to save, and is told to go on. */
let refusesEnd = false;
let classes = 0;
const kept: Buffer[] = [];

serve({
  ...nativeMessaging,
  make({ title, x, y, width, height, colour, look, isAware = true, owner = 0 }: MadeWindow): Handle {
    setThreadDpiAwarenessContext(isAware ? perMonitorAwareV2 : -1);
    const className = `Made${++classes}`;
    const name = Buffer.from(`${className}\0`, 'utf16le');
    kept.push(name);
    const windowClass = Buffer.alloc(windowClassBytes);
    windowClass.writeUInt32LE(windowClassBytes, 0);
    windowClass.writeBigUInt64LE(procedure.address, 8);
    windowClass.writeBigInt64LE(BigInt(getModuleHandle(null)), 24);
    const bgr = ((colour & 0xff) << 16) | (colour & 0xff00) | (colour >> 16);
    windowClass.writeBigInt64LE(BigInt(createSolidBrush(bgr)), 48);
    windowClass.writeBigUInt64LE(addressOf(name), 64);
    registerClass(windowClass);
    const window = createWindow(exStyles[look], className, title, styles[look], x, y, width, height, owner, 0, 0, null);
    setForegroundWindow(window);
    return window;
  },
  refuseEnd({ refuses }: { refuses: boolean }) {
    refusesEnd = refuses;
  },
  title: ({ window, title }: { window: Handle; title: string }) => void setWindowText(window, title),
  show: ({ window, how }: { window: Handle; how: number }) => void showWindow(window, how),
  front: ({ window }: { window: Handle }) => void setForegroundWindow(window),
  move({ window, x, y }: { window: Handle; x: number; y: number }) {
    // SWP_NOSIZE, SWP_NOZORDER and SWP_NOACTIVATE.
    setWindowPos(window, 0, x, y, 0, 0, 0x15);
  },
  close: ({ window }: { window: Handle }) => void destroyWindow(window),
  /** What the system sends to every window when the session changes. Answers what the sensors' window did. */
  tell: ({ kind, wParam }: { kind: number; wParam: number }) =>
    sendMessage(findWindow(sessionWindowClass, null), kind, wParam, 0),
  /** Tells the sensors' thread to end everything, as only its own program may. */
  forge() {
    const thread = getWindowThreadProcessId(findWindow(sessionWindowClass, null), Buffer.alloc(4));
    return Object.values(deskCommand).map((command) => postThreadMessage(thread, command, 0, 0));
  },
  /** Ends the thread that listens for the sensors, as a fault in it would. */
  endDesk() {
    const thread = getWindowThreadProcessId(findWindow(sessionWindowClass, null), Buffer.alloc(4));
    return postThreadMessage(thread, message.quit, 0, 0);
  },
  /** Lets no other program ask which one this is. */
  protect: () => closeToOthers(),
  /** A part of another program's window, as a store app has it in the system's frame. */
  within({ window }: { window: Handle }): Handle {
    // WS_CHILD and WS_VISIBLE.
    return createWindow(0, 'STATIC', 'within', 0x5000_0000, 0, 0, 50, 50, window, 0, 0, null);
  },
  /** A window of another form than its place, of which nothing can be seen. */
  hide({ window }: { window: Handle }) {
    setWindowRegion(window, createEllipticRegion(0, 0, 20, 20), 1);
    setWindowLong(window, gwlExStyle, getWindowLong(window, gwlExStyle) | exStyle.layered);
    return setLayeredWindowAttributes(window, 0, 0, 2);
  },
  /** Changes a title as often as it can, for so long. Answers how often. */
  async flicker({ window, ms }: { window: Handle; ms: number }) {
    const until = performance.now() + ms;
    let times = 0;
    while (performance.now() < until) {
      for (let turn = 0; turn < 20; turn++) setWindowText(window, `Flicker ${++times}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return times;
  },
  /** Makes windows and closes them again, for so long. Answers how many. */
  async churn({ ms }: { ms: number }) {
    const until = performance.now() + ms;
    let times = 0;
    while (performance.now() < until) {
      const window = createWindow(0, 'STATIC', `Moth ${++times}`, styles.bare, 50, 600, 30, 30, 0, 0, 0, null);
      await new Promise((resolve) => setTimeout(resolve, 5));
      destroyWindow(window);
    }
    return times;
  },
  /** Answers before the menu is there; until it is closed nothing else is answered. */
  menu({ window, x, y }: { window: Handle; x: number; y: number }) {
    const menu = createPopupMenu();
    for (const [index, text] of ['One entry', 'Another entry'].entries()) appendMenu(menu, plain, index + 1, text);
    setTimeout(() => trackPopupMenu(menu, plain, x, y, 0, window, null), 50);
  },
});

const received = Buffer.alloc(messageBytes);
setInterval(() => {
  while (peekMessage(received, 0, 0, 0, peekRemove) !== 0) dispatchMessage(received);
}, 10);
