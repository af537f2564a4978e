import { isWayland } from '../../agent/capture/linux-x11/wire/display-address.ts';
import type { PresenceReading, PresenceSensor, SensorState } from '../../agent/ports.ts';
import { reason } from '../../core/reason.ts';
import type { PowerEvents } from './power.ts';

interface IdleOptions {
  /** `powerMonitor`: whole seconds since the last input of any kind. */
  readonly idle: { getSystemIdleTime(): number };
  readonly power: Pick<PowerEvents, 'onLock' | 'onUnlock'>;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Idle and locked from Electron. Under Wayland Electron sees only input to its own windows, so it would call a busy
 * person idle: there the sensor is unavailable and every reading is unknown.
 */
export function createIdleSensor({ idle, power, platform, env }: IdleOptions): PresenceSensor {
  const state: SensorState = isOnWayland(platform, env) ? { ok: false, reason: reason('wayland-idle') } : { ok: true };
  // Unknown until the first event: the screen was unlocked when somebody started us, but not when the session did.
  let locked: boolean | null = null;
  const stops = [
    power.onLock(() => {
      locked = true;
    }),
    power.onUnlock(() => {
      locked = false;
    }),
  ];
  return {
    state: async () => state,
    read: async (): Promise<PresenceReading> => ({
      idleMs: state.ok ? idleMsOf(idle.getSystemIdleTime()) : null,
      locked,
      inCall: null,
    }),
    stop: async () => {
      for (const stop of stops.splice(0)) stop();
    },
  };
}

/** Chromium answers a negative or senseless number where it cannot tell. */
function idleMsOf(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

export function isOnWayland(platform: NodeJS.Platform, env: IdleOptions['env']): boolean {
  return platform === 'linux' && isWayland(env);
}
