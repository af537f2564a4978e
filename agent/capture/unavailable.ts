import { reason } from '../../core/reason.ts';
import type { SensorName } from '../../core/sensor-name.ts';
import type {
  ActiveWindowSensor,
  CapturePlatform,
  Clock,
  InputCountSensor,
  PresenceSensor,
  ScreenSensor,
  SensorFailure,
} from '../ports.ts';

/** Sensors that answer, always and truthfully, that they see nothing and why. */
export function noActiveWindow(failure: SensorFailure, clock: Clock): ActiveWindowSensor {
  return {
    async start(onReading) {
      onReading({ kind: 'unavailable', failure }, clock.now());
      return async () => {};
    },
    heardAt: () => null,
  };
}

export function noInputCounts(failure: SensorFailure): InputCountSensor {
  return {
    start: async () => failure,
    take: () => ({ keys: 0, clicks: 0, scrolls: 0 }),
    async stop() {},
  };
}

export function noPresence(failure: SensorFailure): PresenceSensor {
  return {
    state: async () => failure,
    read: async () => ({ idleMs: null, locked: null, inCall: null }),
    async stop() {},
  };
}

export function noScreen(failure: SensorFailure): ScreenSensor {
  return {
    state: async () => failure,
    monitors: async () => [],
    capture: async () => ({ kind: 'unavailable', failure }),
    async stop() {},
  };
}

/** The system tells windows with their process and number, so that an extension can tell the page of each. */
export const websitesByExtension: SensorFailure = { ok: false, reason: reason('websites-by-extension') };

/** The system tells titles, but not which page a browser shows. */
export function noWebsites(system: string): SensorFailure {
  return { ok: false, reason: reason('no-web-addresses', { system }) };
}

/** No sensor works, for one reason: known before anybody agrees to any of them. */
export function neverAny(failure: SensorFailure): Readonly<Record<SensorName, SensorFailure>> {
  return {
    ...{ 'active-window': failure, 'input-counts': failure, 'input-seconds': failure },
    ...{ presence: failure, screen: failure },
  };
}

/** A platform on which nothing can be seen, for one reason. */
export function unavailablePlatform(name: string, failure: SensorFailure, clock: Clock): CapturePlatform {
  return {
    name,
    activeWindow: noActiveWindow(failure, clock),
    websites: failure,
    inputCounts: noInputCounts(failure),
    inputSeconds: null,
    presence: noPresence(failure),
    screen: noScreen(failure),
    never: neverAny(failure),
    openWindows: async () => ({ kind: 'unavailable', failure }),
    async close() {},
  };
}
