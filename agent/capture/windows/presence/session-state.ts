import { copyOf } from '../../../../ffi/memory.ts';
import { currentSession, sessionInfoEx, wtsFreeMemory, wtsQuerySessionInformation } from '../api/wtsapi32.ts';

/** WTSINFOEXW: level u32 at 0; of level 1 the session's flags i32 at 16. */
const flagsAt = 16;
/** WTS_SESSIONSTATE_LOCK and _UNLOCK; all else is unknown. */
const lockedFlag = 0;
const unlockedFlag = 1;

const address = Buffer.alloc(8);
const bytes = Buffer.alloc(4);

/** Whether the session is locked, as the system's services say when they are asked; null: they do not. */
export function askIfLocked(): boolean | null {
  if (wtsQuerySessionInformation(0, currentSession, sessionInfoEx, address, bytes) === 0) return null;
  const at = address.readBigUInt64LE();
  if (at === 0n) return null;
  const told = copyOf(at, bytes.readUInt32LE());
  wtsFreeMemory(at);
  return told.length < flagsAt + 4 ? null : lockedByFlags(told.readUInt32LE(0), told.readInt32LE(flagsAt));
}

export function lockedByFlags(level: number, flags: number): boolean | null {
  if (level !== 1) return null;
  return flags === lockedFlag ? true : flags === unlockedFlag ? false : null;
}

/**
 * What the messages about a session come to (WM_WTSSESSION_CHANGE, learn.microsoft.com/windows/win32/termserv/wm-wtssession-change):
 * locked, unlocked, and shown nowhere because somebody else works at the computer.
 */
export class SessionChanges {
  #locked: boolean | null = null;
  #isAway = false;

  /** True: locked, or another session is shown. Null: no message has said. */
  get locked(): boolean | null {
    return this.#isAway ? true : this.#locked;
  }

  /** What was said may be over: nobody listened for a while. */
  forget(): void {
    this.#locked = null;
    this.#isAway = false;
  }

  take(change: number): void {
    if (change === consoleConnect || change === remoteConnect) this.#isAway = false;
    if (change === consoleDisconnect || change === remoteDisconnect) this.#isAway = true;
    if (change === sessionLock) this.#locked = true;
    if (change === sessionUnlock) this.#locked = false;
  }
}

const consoleConnect = 1;
const consoleDisconnect = 2;
const remoteConnect = 3;
const remoteDisconnect = 4;
const sessionLock = 7;
const sessionUnlock = 8;
