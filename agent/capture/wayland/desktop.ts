import type { CapturePlatform, Clock } from '../../ports.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import type { LogindSession } from '../linux/session/logind.ts';
import type { SettleTimes } from '../window-history.ts';
import type { InputRests } from './input-rests.ts';
import type { WaylandLink } from './wire/wayland-link.ts';

/** What every Wayland desktop is given: what none of them has of its own. */
export interface WaylandDesktopOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly compositor: KeptConnection<WaylandLink>;
  readonly idle: InputRests;
  readonly session: LogindSession;
  readonly inCall: () => boolean | null;
  /** How long windows are looked at around a picture; `usualSettleTimes` unless given. */
  readonly settle?: SettleTimes;
  /** Waits between attempts to connect again, ms. */
  readonly retryMs?: readonly number[];
}

/**
 * One kind of desktop. It is told by what answers, and by nothing that the environment merely says:
 * null where it does not run here. It closes what it opened itself.
 */
export type OpenWaylandDesktop = (options: WaylandDesktopOptions) => Promise<CapturePlatform | null>;
