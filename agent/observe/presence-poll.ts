import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { CapturePlatform } from '../ports.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { SensorReports } from './sensor-reports.ts';

export interface PresencePollOptions {
  readonly sensor: CapturePlatform['presence'];
  readonly gate: Pick<Gate, 'allows' | 'locked'>;
  readonly watch: Pick<PresenceWatch, 'isLocked' | 'take'>;
  readonly reports: Pick<SensorReports, 'get' | 'take'>;
  readonly idleAfterMs: () => number;
  readonly isRunning: () => boolean;
  readonly now: () => Instant;
  readonly guardedNow: () => Instant;
  /** Puts in force that the screen was locked or unlocked. */
  readonly setLocked: (locked: boolean) => Promise<void>;
  /** A reading is about to be written down. */
  readonly onCaptured: (at: Instant) => void;
}

/** A sensor that has not answered by then is not waited for. */
const patienceMs = 5_000;

/** Reads the presence sensor. A locked screen is always read: else unlocking goes unseen. */
export class PresencePoll {
  readonly #options: PresencePollOptions;

  constructor(options: PresencePollOptions) {
    this.#options = options;
  }

  async read(): Promise<void> {
    const { sensor, gate, watch, reports, idleAfterMs, isRunning, now, guardedNow, setLocked, onCaptured } =
      this.#options;
    const isAllowed = gate.allows('presence', now());
    if (!isAllowed && !gate.locked) return;
    const reading = await inTime(sensor.read({ calls: isAllowed }));
    if (reading === null) return;
    const locked = watch.isLocked(reading);
    if (locked !== gate.locked) await setLocked(locked);
    reports.take('presence', reading.idleMs === null ? await sensor.state() : { ok: true });
    const at = guardedNow();
    if (!isRunning() || !gate.allows('presence', at)) return;
    onCaptured(at);
    watch.take(at, reading, idleAfterMs(), reports.get('presence'));
  }
}

/** What `answer` answers, or null when it takes so long that nothing else may wait for it. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
