import { reason } from '../../../core/reason.ts';
import { ffiState } from '../../../ffi/koffi.ts';
import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { FormerNames } from '../former-names.ts';
import { websitesByExtension } from '../unavailable.ts';
import { type SettleTimes, usualSettleTimes } from '../window-history.ts';
import { perMonitorAwareV2, setThreadDpiAwarenessContext } from './api/user32.ts';
import { Desk } from './desk/desk.ts';
import { windowsInputCounts } from './input-counts.ts';
import { windowsPresence } from './presence/presence.ts';
import { SessionChanges } from './presence/session-state.ts';
import { windowsScreen } from './screen/screen.ts';
import { windowsActiveWindow } from './windows/active-window.ts';
import { openWindowList } from './windows/window-list.ts';

/** Until the system has told that a title changed, the window in front is read so often, ms. */
const usualTitlePollMs = 2_000;

export interface WindowsPlatformOptions {
  readonly clock: Clock;
  /** How long windows are looked at around a picture; `usualSettleTimes` unless given. */
  readonly settle?: SettleTimes;
  readonly titlePollMs?: number;
}

/**
 * The sensors of Windows 10 1903 and later, or why there are none. They may run in any process and thread: all that has to wait for
 * the system waits in a thread of its own, which `close` ends.
 */
export async function openWindowsPlatform(options: WindowsPlatformOptions): Promise<CapturePlatform | SensorFailure> {
  const { clock, settle = usualSettleTimes, titlePollMs = usualTitlePollMs } = options;
  const ffi = ffiState();
  if (!ffi.ok) return ffi;
  setThreadDpiAwarenessContext(perMonitorAwareV2);
  const changes = new SessionChanges();
  const names = new FormerNames();
  const desk = new Desk({
    titlePollMs,
    onSession: (change) => changes.take(change),
    onLost: () => changes.forget(),
  });
  return {
    name: 'Windows',
    activeWindow: windowsActiveWindow(desk, clock, names),
    websites: websitesByExtension,
    inputCounts: windowsInputCounts(desk),
    inputSeconds: null,
    presence: windowsPresence(changes),
    screen: windowsScreen({ desk, clock, times: settle, names }),
    async openWindows() {
      try {
        return { kind: 'windows', windows: openWindowList() };
      } catch {
        return { kind: 'unavailable', failure: { ok: false, reason: reason('windows-unreadable') } };
      }
    },
    // The process ends as soon as it is answered, or after four seconds. Nothing else tells a program without a window: no signal does.
    onSessionEnd: (listener) => desk.onSessionEnd(listener),
    close: () => desk.close(),
  };
}
