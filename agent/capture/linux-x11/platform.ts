import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { FormerNames } from '../former-names.ts';
import { callOnThisComputer } from '../linux/call-watch.ts';
import { ownSession } from '../linux/session/own-session.ts';
import { websitesByExtension } from '../unavailable.ts';
import { type SettleTimes, usualSettleTimes } from '../window-history.ts';
import { x11InputCounts } from './input/input-counts.ts';
import { x11Presence } from './presence.ts';
import { x11Screen } from './screen/screen.ts';
import { x11ActiveWindow } from './windows/active-window.ts';
import { openWindows } from './windows/open-windows.ts';
import { Connection } from './wire/connection.ts';
import { displayAddress, type Environment } from './wire/display-address.ts';
import type { WindowFacts } from './wire/properties.ts';
import { cookieFor } from './wire/xauthority.ts';

export interface X11PlatformOptions {
  readonly env: Environment;
  readonly clock: Clock;
  /** Waits between attempts to connect again, in ms. */
  readonly retryMs?: readonly number[];
  /** How long windows are looked at around a picture; `usualSettleTimes` unless given. */
  readonly settle?: SettleTimes;
  /** Whether a microphone or a camera is in use; else this computer is asked. */
  readonly inCall?: () => boolean | null;
}

/**
 * The sensors of an X11 desktop over one shared connection, or why this session has none (Wayland,
 * no DISPLAY). A server that is not there yet is no failure: the sensors say `unavailable` until it
 * answers.
 */
export async function openX11Platform(options: X11PlatformOptions): Promise<CapturePlatform | SensorFailure> {
  const { env, clock, retryMs } = options;
  const address = displayAddress(env);
  if (!address.ok) return address;
  const connection = new Connection({
    address,
    cookie: () => cookieFor(address.displayNumber, env),
    ...(retryMs ? { retryMs } : {}),
  });
  const session = ownSession(env);
  await Promise.all([connection.open(), session.open()]);
  const inputCounts = x11InputCounts(connection);
  const names = new FormerNames<WindowFacts>();
  const activeWindow = x11ActiveWindow(connection, clock, names);
  return {
    name: 'Linux (X11)',
    activeWindow,
    websites: websitesByExtension,
    inputCounts,
    inputSeconds: null,
    presence: x11Presence(connection, session, options.inCall ?? callOnThisComputer),
    screen: x11Screen(connection, clock, options.settle ?? usualSettleTimes, { names, activeWindow }),
    openWindows: () => openWindows(connection),
    onSessionChange: (listener) => session.onChange(listener),
    async close() {
      await inputCounts.stop();
      session.close();
      connection.close();
    },
  };
}
