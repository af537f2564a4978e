import { type ForeignCallback, foreignCallback } from '../../../../ffi/callback.ts';
import { addressOf } from '../../../../ffi/memory.ts';
import { getModuleHandle } from '../api/kernel32.ts';
import type { Handle } from '../api/user32.ts';
import {
  createWindow,
  defWindowProc,
  destroyWindow,
  message,
  registerClass,
  unregisterClass,
  windowClassBytes,
  windowProc,
} from '../api/user32-messages.ts';
import { thisSession, wtsRegisterSessionNotification, wtsUnRegisterSessionNotification } from '../api/wtsapi32.ts';

export const sessionWindowClass = 'PlainsightSession';

/** PBT_APMSUSPEND, PBT_APMRESUMEAUTOMATIC and PBT_APMRESUMESUSPEND. */
const suspend = 0x04;
const resumed = [0x07, 0x12];

export interface SessionEvents {
  /** WTS_SESSION_LOCK and its like, by their number. */
  onSession(change: number): void;
  onPower(isAwake: boolean): void;
  /** The process may be ended as soon as this returns. */
  onEnding(): void;
}

/**
 * A window that is never shown and hears what the system tells every window: that the session is locked, sleeps or ends. Messages
 * of that kind do not reach windows that are for messages only. Belongs to the thread that made it.
 */
export class SessionWindow {
  readonly #procedure: ForeignCallback;
  readonly #window: Handle;

  constructor(events: SessionEvents) {
    this.#procedure = foreignCallback(
      windowProc,
      (window: Handle, kind: number, wParam: number | bigint, lParam: number | bigint) => {
        const what = Number(wParam);
        if (kind === message.queryEndSession) return 1;
        if (kind === message.endSession && what !== 0) events.onEnding();
        if (kind === message.sessionChange) events.onSession(what);
        if (kind === message.powerBroadcast && what === suspend) events.onPower(false);
        if (kind === message.powerBroadcast && resumed.includes(what)) events.onPower(true);
        return defWindowProc(window, kind, wParam, lParam);
      },
    );
    const name = Buffer.from(`${sessionWindowClass}\0`, 'utf16le');
    const windowClass = Buffer.alloc(windowClassBytes);
    windowClass.writeUInt32LE(windowClassBytes, 0);
    windowClass.writeBigUInt64LE(this.#procedure.address, 8);
    windowClass.writeBigInt64LE(BigInt(getModuleHandle(null)), 24);
    windowClass.writeBigUInt64LE(addressOf(name), 64);
    registerClass(windowClass);
    this.#window = createWindow(0, sessionWindowClass, 'Plainsight', 0, 0, 0, 0, 0, 0, 0, 0, null);
    // Where it fails, whether the screen is locked is still asked for at each reading.
    wtsRegisterSessionNotification(this.#window, thisSession);
  }

  close(): void {
    wtsUnRegisterSessionNotification(this.#window);
    destroyWindow(this.#window);
    unregisterClass(sessionWindowClass, getModuleHandle(null));
    this.#procedure.release();
  }
}
