import { reason } from '../../../core/reason.ts';
import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { callOnThisComputer } from '../linux/call-watch.ts';
import { ownSession } from '../linux/session/own-session.ts';
import type { SettleTimes } from '../window-history.ts';
import { compositorSocket, keptCompositor } from './compositor.ts';
import type { OpenWaylandDesktop } from './desktop.ts';
import { openGnomePlatform } from './gnome/platform.ts';
import { InputRests } from './input-rests.ts';
import { openKwinPlatform } from './kwin/platform.ts';
import { openSwayPlatform } from './sway/platform.ts';
import { openTitlesPlatform } from './titles/platform.ts';

export interface WaylandPlatformOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly settle?: SettleTimes;
  readonly retryMs?: readonly number[];
}

/** In the order in which they are tried. */
const desktops: readonly OpenWaylandDesktop[] = [
  openSwayPlatform,
  openKwinPlatform,
  openGnomePlatform,
  openTitlesPlatform,
];

const unknownDesktop: SensorFailure = { ok: false, reason: reason('wayland') };

/** The sensors of the Wayland desktop that answers, or why there are none. DISPLAY is not looked at. */
export async function openWaylandPlatform(options: WaylandPlatformOptions): Promise<CapturePlatform | SensorFailure> {
  const { env, retryMs } = options;
  const socketPath = compositorSocket(env);
  if (socketPath === null) return unknownDesktop;
  const compositor = keptCompositor(socketPath, retryMs);
  const session = ownSession(env);
  await Promise.all([compositor.open(), session.open()]);
  const idle = new InputRests(compositor, () => performance.now());
  const close = (): void => {
    idle.close();
    session.close();
    compositor.close();
  };
  for (const open of desktops) {
    const desktop = await open({ ...options, compositor, session, idle, inCall: callOnThisComputer });
    if (desktop === null) continue;
    return {
      ...desktop,
      async close() {
        await desktop.close();
        close();
      },
    };
  }
  const current = compositor.current();
  close();
  return current.ok || current.reason.code !== 'ffi-unavailable' ? unknownDesktop : current;
}
