import type { Day } from '../../core/ids.ts';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import { RepeatingTask, type TimedWork } from '../host/repeating-task.ts';
import type { Gate } from '../policy/gate.ts';
import { type MomentWithin, nextShotAt } from './schedule.ts';
import type { ShotOutcome, ShotTaker } from './shot-taker.ts';

export interface ShotTimerOptions {
  readonly taker: Pick<ShotTaker, 'take' | 'forgetAll'>;
  readonly gate: Pick<Gate, 'allows'>;
  readonly settings: () => Pick<RecordingSettings, 'shotIntervalMs'>;
  readonly moment: MomentWithin;
  readonly dayOf: DayKeeper['dayOf'];
  readonly isRunning: () => boolean;
  readonly now: () => Instant;
  readonly guardedNow: () => Instant;
  readonly onShot: (shot: ShotOutcome) => Promise<void>;
}

/** Has a shot taken at a moment of each interval, while shots are allowed. */
export class ShotTimer {
  readonly #options: ShotTimerOptions;
  readonly #task: RepeatingTask;
  #day: Day;

  constructor(timed: TimedWork, options: ShotTimerOptions) {
    this.#options = options;
    this.#day = options.dayOf(options.now());
    this.#task = new RepeatingTask(timed, {
      name: 'shot',
      dueInMs: () => this.#dueInMs(),
      work: () => this.#release(),
    });
  }

  /** To be called after every change of what is allowed. */
  plan(): void {
    this.#task.plan();
  }

  stop(): void {
    this.#task.stop();
  }

  /** The interval of the next shot; the exact time is secret. Null: none is to come. */
  next(): { from: Instant; to: Instant } | null {
    const { gate, settings, now: ask } = this.#options;
    const now = ask();
    if (!gate.allows('screenshots', now)) return null;
    const { shotIntervalMs } = settings();
    const from = Math.floor(this.#nextAt(now) / shotIntervalMs) * shotIntervalMs;
    return { from: Math.max(now, from), to: from + shotIntervalMs };
  }

  #dueInMs(): number | null {
    const { gate, isRunning, now: ask } = this.#options;
    const now = ask();
    return isRunning() && gate.allows('screenshots', now) ? this.#nextAt(now) - now : null;
  }

  #nextAt(now: Instant): Instant {
    const { settings, moment } = this.#options;
    return nextShotAt(now, settings().shotIntervalMs, moment);
  }

  async #release(): Promise<void> {
    const { taker, dayOf, guardedNow, onShot } = this.#options;
    const day = dayOf(guardedNow());
    if (day !== this.#day) taker.forgetAll();
    this.#day = day;
    await onShot(await taker.take());
  }
}
