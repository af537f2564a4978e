import { reason } from '../../../../core/reason.ts';
import type { PresenceReading, PresenceSensor, SensorState } from '../../../ports.ts';
import { getTickCount } from '../api/kernel32.ts';
import { getLastInputInfo } from '../api/user32-session.ts';
import { isCallOnWindows } from './call-watch.ts';
import { isOwnDesktopShown, isScreenSaverOn } from './input-desktop.ts';
import { askIfLocked, type SessionChanges } from './session-state.ts';

/** LASTINPUTINFO: size u32 at 0, tick u32 at 4. */
const lastInput = Buffer.alloc(8);

/** ms since the last input in this session; null: not known. */
function idleOnWindows(): number | null {
  lastInput.writeUInt32LE(lastInput.length, 0);
  if (getLastInputInfo(lastInput) === 0) return null;
  return sinceTick(lastInput.readUInt32LE(4), getTickCount());
}

/** So much later than now an input may be told to be: it was just now. */
const skewMs = 60_000;

/** ms between two ticks (u32), which begin anew after 49.7 days. */
export function sinceTick(earlier: number, later: number): number {
  const ms = (later - earlier) >>> 0;
  return ms > 0xffff_ffff - skewMs ? 0 : ms;
}

/** What the sources of the lock come to. Unlocked is only what one of them says; a desktop that is shown proves nothing. */
export function isLocked(said: {
  readonly asked: boolean | null;
  readonly told: boolean | null;
  readonly isOwnDesktopShown: boolean;
  readonly isScreenSaverOn: boolean;
}): boolean | null {
  if (said.asked === true || said.told === true || !said.isOwnDesktopShown || said.isScreenSaverOn) return true;
  return said.asked ?? said.told;
}

/** Last input, lock and calls, each asked for at every reading; what the session's messages said counts too. */
export function windowsPresence(changes: SessionChanges): PresenceSensor {
  return {
    async state(): Promise<SensorState> {
      return idleOnWindows() === null ? { ok: false, reason: reason('idle-time-untold') } : { ok: true };
    },
    async read({ calls }): Promise<PresenceReading> {
      const locked = isLocked({
        asked: askIfLocked(),
        told: changes.locked,
        isOwnDesktopShown: isOwnDesktopShown(),
        isScreenSaverOn: isScreenSaverOn(),
      });
      return { idleMs: idleOnWindows(), locked, inCall: calls ? isCallOnWindows() : null };
    },
    async stop() {},
  };
}
