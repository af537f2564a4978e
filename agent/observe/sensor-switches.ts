import type { Purpose } from '../../core/organisation/purpose.ts';
import { reason } from '../../core/reason.ts';
import type { SensorName } from '../../core/sensor-name.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { ActiveWindowReading, CapturePlatform, InputSecondsSensor, SensorState, Stop } from '../ports.ts';

export interface SwitchesOptions {
  readonly platform: Pick<CapturePlatform, 'activeWindow' | 'inputCounts' | 'inputSeconds' | 'never'>;
  /** Whether a purpose may be recorded now: asked anew before every step. */
  readonly wants: (purpose: Purpose) => boolean;
  /** `told`: since when it holds, as the sensor says. */
  readonly onReading: (reading: ActiveWindowReading, told: Instant) => void;
  /** Called when counting begins, or telling seconds with input. */
  readonly onCounting: () => void;
  readonly report: (sensor: SensorName, state: SensorState) => void;
  readonly onError: (where: string, error: unknown) => void;
}

/** Starts sensors that may run and stops the others, one change of a sensor at a time. */
export class SensorSwitches {
  readonly #options: SwitchesOptions;
  #reading: ActiveWindowReading | null = null;
  #stopWindow: Stop | null = null;
  /** What was read before a break says nothing about after it: the sensor begins anew. */
  #isStale = false;
  #counting = false;
  /** Counting broke: take what was counted before, and start the sensor anew. */
  #isLost = false;
  #window: Promise<void> = Promise.resolve();
  #counts: Promise<void> = Promise.resolve();
  #telling: Promise<void> = Promise.resolve();
  /** What tells seconds with input now. */
  #seconds: InputSecondsSensor | null = null;

  constructor(options: SwitchesOptions) {
    this.#options = options;
  }

  /** What has the focus, as far as it is known and may be. */
  get reading(): ActiveWindowReading | null {
    return this.#reading;
  }

  get counting(): boolean {
    return this.#counting;
  }

  /** What tells seconds with input at present; null: nothing does. */
  get seconds(): InputSecondsSensor | null {
    return this.#seconds;
  }

  /** Forgets at once what may not be known any more; `sync` then stops its sensor. */
  applyPermissions(): void {
    if (this.#options.wants('apps')) return;
    this.#reading = null;
    this.#isStale = true;
  }

  /** Answers when each sensor runs as it should, or has failed. None holds up another. */
  async sync(): Promise<void> {
    const { onError } = this.#options;
    this.#window = this.#window
      .then(() => this.#syncWindow())
      .catch((error) => {
        this.#options.report('active-window', broken);
        onError('active window', error);
      });
    this.#counts = this.#counts
      .then(() => this.#syncCounts())
      .catch((error) => {
        this.#options.report('input-counts', broken);
        onError('input counts', error);
      });
    this.#telling = this.#telling
      .then(() => this.#syncSeconds())
      .catch((error) => {
        this.#options.report('input-seconds', broken);
        onError('seconds with input', error);
      });
    await Promise.all([this.#window, this.#counts, this.#telling]);
  }

  async #syncWindow(): Promise<void> {
    const { platform, wants } = this.#options;
    if (this.#stopWindow !== null && (this.#isStale || !wants('apps'))) {
      const stop = this.#stopWindow;
      this.#stopWindow = null;
      this.#reading = null;
      await stop();
    }
    if (this.#stopWindow !== null || !wants('apps')) return;
    this.#isStale = false;
    this.#stopWindow = await platform.activeWindow.start((reading, at) => this.#onReading(reading, at));
  }

  #onReading(reading: ActiveWindowReading, told: Instant): void {
    // A sensor on its way to being stopped may still say something.
    if (this.#isStale || !this.#options.wants('apps')) return;
    this.#reading = reading;
    this.#options.onReading(reading, told);
  }

  async #syncCounts(): Promise<void> {
    const { platform, wants, report, onCounting } = this.#options;
    const wanted = wants('input-counts');
    const never = platform.never?.['input-counts'];
    if (wanted && never !== undefined && !this.#counting) {
      report('input-counts', never);
    } else if (wanted && (!this.#counting || this.#isLost)) {
      this.#isLost = false;
      const state = await platform.inputCounts.start((failure) => {
        this.#isLost = true;
        report('input-counts', failure);
      });
      report('input-counts', state);
      // What was counted while the sensor started belongs to no one.
      platform.inputCounts.take();
      this.#counting = state.ok;
      onCounting();
    } else if (!wanted && this.#counting) {
      this.#counting = false;
      await platform.inputCounts.stop();
      platform.inputCounts.take();
    }
  }

  async #syncSeconds(): Promise<void> {
    const { platform, wants, report, onCounting } = this.#options;
    const sensor = wants('input-counts') ? platform.inputSeconds : null;
    if (this.#seconds !== null && this.#seconds !== sensor) {
      const stopped = this.#seconds;
      this.#seconds = null;
      await stopped.stop();
    }
    if (sensor === null || this.#seconds !== null) return;
    const state = await sensor.start((failure) => {
      this.#seconds = null;
      report('input-seconds', failure);
    });
    report('input-seconds', state);
    onCounting();
    if (state.ok) this.#seconds = sensor;
  }
}

const broken: SensorState = { ok: false, reason: reason('sensor-broken') };
