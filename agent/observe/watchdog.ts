import type { Purpose } from '../../core/organisation/purpose.ts';
import { minuteMs } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { SensorReports } from './sensor-reports.ts';

export interface WatchdogOptions {
  readonly allows: (purpose: Purpose, at: Instant) => boolean;
  readonly reports: Pick<SensorReports, 'get'>;
  readonly shotIntervalMs: () => number;
}

/**
 * Which purposes tell, by themselves, that their sensor is alive: the active window and presence
 * are read again and again even where nothing changes, a shot is due in every interval. Counts are
 * silent whenever nobody types, so they prove nothing.
 */
const sources = [
  { purpose: 'apps', sensor: 'active-window' },
  { purpose: 'presence', sensor: 'presence' },
  { purpose: 'screenshots', sensor: 'screen' },
] as const;

/** Three beats without a reading of presence. */
const presenceMs = minuteMs / 2;
/** Three times the slowest poll of the active window (X11). */
const windowMs = 1.5 * minuteMs;

/** Notices that nothing comes although it should, and the sensor says that it works. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #expected = '';
  /** Since when exactly these are expected. */
  #since: Instant = 0;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /** Nothing could be heard before `at`: the computer slept. */
  beginAnew(at: Instant): void {
    this.#since = at;
  }

  /** Since when nothing came; null while all is well. `heardAt`: when anything last came. */
  silentSince(now: Instant, heardAt: Instant | null): Instant | null {
    const { allows, reports, shotIntervalMs } = this.#options;
    const due = sources.filter(({ purpose, sensor }) => allows(purpose, now) && reports.get(sensor)?.ok === true);
    const expected = due.map(({ purpose }) => purpose).join();
    if (expected !== this.#expected) {
      this.#expected = expected;
      this.#since = now;
    }
    if (due.length === 0) return null;
    // Two moments of neighbouring intervals lie up to two intervals apart.
    const patience = { apps: windowMs, presence: presenceMs, screenshots: 2 * shotIntervalMs() + minuteMs };
    const limit = Math.min(...due.map(({ purpose }) => patience[purpose]));
    const since = Math.max(this.#since, heardAt ?? 0);
    return now - since > limit ? since : null;
  }
}
