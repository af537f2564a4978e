import { randomBytes } from 'node:crypto';
import type { Grant } from '../../core/consent/consent.ts';
import type { RuleSet } from '../../core/consent/redaction.ts';
import type { ShotRecord } from '../../core/day/activity.ts';
import { idFromRandom, type ShotId, shotIdSchema } from '../../core/ids.ts';
import type { ShotDetail } from '../../core/organisation/organisation.ts';
import { contains, type Instant, type Interval } from '../../core/time/interval.ts';
import type { TakenShot } from '../day/day-keeper.ts';
import type { Frame, ScreenSensor, SensorFailure, WebpEncoder } from '../ports.ts';
import { blurred } from './blur.ts';
import { type Fingerprint, fingerprint, isSameScreen } from './fingerprint.ts';
import { masksOf } from './masks.ts';
import { coverMasks } from './window-mask.ts';

export interface CameraOptions {
  readonly screen: ScreenSensor;
  /** Loaded at the first shot. */
  readonly encoder: () => Promise<WebpEncoder>;
  /** Asked anew at every step: leave may end while a picture is being made. */
  readonly leave: () => Grant<'screenshots'> | null;
  readonly rules: () => RuleSet | null;
  /** How long a picture that is taken now stays here alone. */
  readonly holdMs: () => number;
  /** How much pictures show at present. */
  readonly detail: () => ShotDetail;
  /** Makes a picture durable; false when that failed. */
  readonly keep: (shot: TakenShot & { readonly holdMs: number }) => Promise<boolean>;
  /** Removes a picture that was just kept. */
  readonly discard: (id: ShotId) => Promise<unknown>;
  readonly record: (shot: Omit<ShotRecord, 'kind'>, grant: Grant<'screenshots'>) => void;
}

/** `dropped`: leave ended while the picture was being made; nothing of it was kept. */
export type Shutter =
  | { readonly outcome: 'taken' | 'unchanged' | 'dropped' | 'not-kept' }
  | { readonly outcome: 'unavailable'; readonly failure: SensorFailure };

/** When the screen was read, and what held then. */
interface TakenUnder {
  readonly at: Instant;
  readonly covered: number;
  readonly detail: ShotDetail;
  readonly holdMs: number;
}

interface LastShot {
  readonly id: ShotId;
  readonly print: Fingerprint;
  readonly detail: ShotDetail;
}

/** Takes a shot of every monitor: pixels, mask, compare, blur, encode, keep. Pixels before covering never leave this function. */
export class Camera {
  readonly #options: CameraOptions;
  /** What each monitor last showed in a picture that was kept. In memory only. */
  readonly #last = new Map<string, LastShot>();
  #newest: { readonly id: ShotId; readonly at: Instant } | null = null;

  /** A span that was removed: a picture of it that is still being made is dropped. */
  #removed: Interval | null = null;

  constructor(options: CameraOptions) {
    this.#options = options;
  }

  /** The newest picture of this run that was kept and not deleted since. */
  get newest(): { readonly id: ShotId; readonly at: Instant } | null {
    return this.#newest;
  }

  async shoot(): Promise<Shutter> {
    const { screen, leave, rules } = this.#options;
    if (leave() === null || rules() === null) return { outcome: 'dropped' };
    const reading = await screen.capture(() => leave() !== null && rules() !== null);
    if (reading.kind === 'not-allowed') return { outcome: 'dropped' };
    if (reading.kind === 'unavailable') return { outcome: 'unavailable', failure: reading.failure };
    const judged = rules();
    if (leave() === null || judged === null) return { outcome: 'dropped' };
    const detail = this.#options.detail();
    const holdMs = this.#options.holdMs();
    const masks = masksOf(reading.screen, judged);
    const { frames, coveredWindows } = coverMasks(reading.screen, masks);
    let outcome: 'taken' | 'unchanged' = 'unchanged';
    for (const frame of frames) {
      const blur = (): Frame => blurred(frame, detail, reading.screen.windows, masks);
      const kept = await this.#keepFrame(
        frame,
        { at: reading.screen.at, covered: coveredWindows, detail, holdMs },
        blur,
      );
      if (kept === 'dropped' || kept === 'not-kept') return { outcome: kept };
      if (kept === 'taken') outcome = 'taken';
    }
    return { outcome };
  }

  /** The picture was deleted: the next shot must not be called the same as it. */
  forget(id: ShotId): void {
    for (const [monitor, last] of this.#last) if (last.id === id) this.#last.delete(monitor);
    if (this.#newest?.id === id) this.#newest = null;
  }

  /** A new day begins: its pictures refer to none of another day, whose key a viewer may not have. */
  forgetAll(): void {
    this.#last.clear();
  }

  /** The person removes `span`: nothing of it is kept that is not kept yet, and no later picture is called the same as one of it. */
  forgetSpan(span: Interval): void {
    this.#removed = span;
    this.#last.clear();
    if (this.#newest !== null && contains(span, this.#newest.at)) this.#newest = null;
  }

  async #keepFrame(
    frame: Frame,
    { at, covered, detail, holdMs }: TakenUnder,
    blur: () => Frame,
  ): Promise<'taken' | 'unchanged' | 'dropped' | 'not-kept'> {
    const { encoder, keep, discard, record } = this.#options;
    const leave = () => (this.#removed !== null && contains(this.#removed, at) ? null : this.#options.leave());
    const { width, height, monitor } = frame;
    const print = fingerprint(frame);
    const last = this.#last.get(monitor.name);
    const id = shotIdSchema.parse(idFromRandom(randomBytes(26)));
    const shot = { at, id, monitor: monitor.name, width, height, covered };
    if (last !== undefined && last.detail === detail && isSameScreen(last.print, print)) {
      const grant = leave();
      if (grant === null) return 'dropped';
      record({ ...shot, sameAs: last.id }, grant);
      return 'unchanged';
    }
    const webp = await (await encoder()).encode(blur());
    if (leave() === null) return 'dropped';
    if (!(await keep({ ...shot, sameAs: null, webp, holdMs: Math.max(holdMs, this.#options.holdMs()) })))
      return 'not-kept';
    const grant = leave();
    if (grant === null) {
      // Leave ended while the file was being written: it goes again before anyone can send it.
      await discard(id);
      return 'dropped';
    }
    record({ ...shot, sameAs: null }, grant);
    this.#last.set(monitor.name, { id, print, detail });
    this.#newest = { id, at };
    return 'taken';
  }
}
