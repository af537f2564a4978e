import type { CapturePlatform, Clock, SensorFailure, SessionChange } from '../../ports.ts';
import { type SettleTimes, usualSettleTimes } from '../window-history.ts';
import { withinDeadline } from './answers.ts';
import type { MacApi } from './api/mac-api.ts';
import { macActiveWindow } from './front/active-window.ts';
import { frontmost } from './front/frontmost.ts';
import { MacInputCounts } from './input/input-counts.ts';
import { ScreenRecording } from './permission/screen-recording.ts';
import { probeMs } from './platform.ts';
import { IdleClock } from './presence/idle-clock.ts';
import { presenceWithIdle } from './presence/presence.ts';
import { type MacPictures, macScreen } from './screen/screen.ts';
import { MacDesktop } from './windows/mac-desktop.ts';

export interface MacDeskOptions {
  readonly api: MacApi;
  readonly pictures: MacPictures;
  readonly clock: Clock;
  readonly ownPid: number;
  /** Monotonic, ms. */
  readonly now: () => number;
  /** Leads the person to the system's settings for Screen Recording. */
  readonly showSettings: () => Promise<void>;
  /** `usualSettleTimes` unless given. */
  readonly settle?: SettleTimes;
}

const pollMs = 1_000;
const checkMs = 10_000;

/**
 * The sensors of macOS that tell the truth only to a process with the main loop of a program, in
 * place of those of `other`: the program in front, counts, idle time, pictures and the list of
 * windows that belongs to them. What may bring a process down (drivers of cameras and sound cards
 * are loaded by whoever asks for them) stays with `other`.
 */
export function withMacDesk(
  other: CapturePlatform,
  { api, pictures, clock, ownPid, now, showSettings, settle = usualSettleTimes }: MacDeskOptions,
): CapturePlatform {
  const desktop = new MacDesktop({ api, ownPid, now });
  const { programOf } = desktop;
  const recording = new ScreenRecording(() => desktop.evidence(), now);
  const inputCounts = new MacInputCounts({ graphics: api.graphics, now, checkMs, deadlineMs: probeMs });
  return {
    // What runs beside may end and come back: what it says of itself is asked anew each time.
    get name() {
      return other.name;
    },
    get websites() {
      return other.websites;
    },
    activeWindow: macActiveWindow({
      front: () => frontmost(api.objc),
      windowsOf: (pid) => desktop.ofProcess(pid),
      programOf,
      onWatching: (isWatching) => {
        desktop.names.watchers += isWatching ? 1 : -1;
      },
      clock,
      pollMs,
    }),
    inputCounts,
    inputSeconds: null,
    presence: presenceWithIdle(other.presence, new IdleClock({ graphics: api.graphics, deadlineMs: probeMs })),
    screen: macScreen({
      pictures,
      visible: () => desktop.visible(),
      open: () => desktop.open(),
      lacking: () => recording.pictureFailure,
      isNoted: () => desktop.names.watchers > 0,
      clock,
      settle,
    }),
    openWindows: () => other.openWindows(),
    ...(other.onBack ? { onBack: (listener: () => void) => other.onBack?.(listener) ?? (() => {}) } : {}),
    ...(other.onSessionChange
      ? {
          onSessionChange: (listener: (change: SessionChange) => void) =>
            other.onSessionChange?.(listener) ?? (() => {}),
        }
      : {}),
    ...(other.onSessionEnd
      ? { onSessionEnd: (listener: () => Promise<void>) => other.onSessionEnd?.(listener) ?? (() => {}) }
      : {}),
    showSettings,
    lookAtPermissions: (mayRead) => recording.confirm(mayRead, () => hasPixels(pictures)),
    lacking: (purpose): SensorFailure | null => {
      if (purpose === 'titles') return recording.failure;
      return purpose === 'screenshots' ? recording.failure : null;
    },
    async close() {
      await inputCounts.stop();
      desktop.close();
      await other.close();
    },
  };
}

/** Whether a picture of one pixel, which is thrown away, has any; null: no display, or no answer in time. */
async function hasPixels(pictures: MacPictures): Promise<boolean | null> {
  const [display] = pictures.displays();
  if (display === undefined) return null;
  const pixel = { ...display, bounds: { ...display.bounds, width: 1, height: 1 }, scale: 1 };
  const take = async (): Promise<boolean> => (await pictures.take(pixel)).kind === 'picture';
  return withinDeadline(() => take().catch(() => false), probeMs);
}
