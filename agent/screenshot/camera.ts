import { mustMask } from '../../core/consent/redaction.ts';
import type { ShotRecord } from '../../core/day/activity.ts';
import { type ShotId, shotIdSchema } from '../../core/ids.ts';
import type { ShotDetail } from '../../core/organisation/organisation.ts';
import { reason } from '../../core/reason.ts';
import { randomId } from '../../seal/random-id.ts';
import type { ScreenSensor, SensorFailure, WebpEncoder } from '../ports.ts';
import { blurred } from './blur.ts';
import { type Fingerprint, fingerprint, isSameScreen } from './fingerprint.ts';
import { masksOf } from './masks.ts';
import type { AskShotPermission } from './shot-permission.ts';
import { applyMasks } from './window-mask.ts';

export interface CameraOptions {
  readonly screen: Pick<ScreenSensor, 'capture'>;
  /** Loaded at the first shot. */
  readonly encoder: () => Promise<WebpEncoder>;
  readonly permission: AskShotPermission;
}

/** What a monitor showed in a picture that was kept. */
export interface LastShot {
  readonly id: ShotId;
  readonly print: Fingerprint;
  readonly detail: ShotDetail;
}

/** What one monitor shows, as far as it may be kept. Nothing of it is kept yet. */
export interface Shot {
  readonly record: Omit<ShotRecord, 'kind'>;
  /** Null where it shows what the last picture of its monitor does, which the record names. */
  readonly webp: Uint8Array | null;
  /** How long it stays on this computer alone by what held when the screen was read, in ms. */
  readonly holdMs: number;
  /** For comparing the next one with it. */
  readonly shown: LastShot;
}

/** Why there is no shot. `dropped`: permission ended. */
export type NoShot =
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'unavailable'; readonly failure: SensorFailure };

const hiddenInFront: SensorFailure = { ok: false, reason: reason('hidden-window-in-front') };

/** Takes a shot of every monitor. Pixels before masking and blurring never leave it. */
export class Camera {
  /** Whether a picture may be taken now. */
  readonly permission: AskShotPermission;
  readonly #options: CameraOptions;

  constructor(options: CameraOptions) {
    this.permission = options.permission;
    this.#options = options;
  }

  /** One shot a monitor, made when asked for. `last`: what was last kept, by monitor. */
  async *shoot(last: ReadonlyMap<string, LastShot>): AsyncGenerator<Shot | NoShot, void> {
    const { permission } = this;
    const { screen: sensor, encoder } = this.#options;
    if (permission() === null) return yield { outcome: 'dropped' };
    const reading = await sensor.capture(() => permission() !== null);
    if (reading.kind === 'unavailable') return yield { outcome: 'unavailable', failure: reading.failure };
    const permitted = permission();
    if (reading.kind === 'not-allowed' || permitted === null) return yield { outcome: 'dropped' };
    const { rules, detail, holdMs } = permitted;
    const { screen } = reading;
    // No list tells where its menus are, so that they cannot be masked.
    if (screen.windows.some((window) => window.mayHangOut === true && mustMask(window, rules)))
      return yield { outcome: 'unavailable', failure: hiddenInFront };
    const masks = masksOf(screen, rules);
    const { frames, coveredWindows: covered } = applyMasks(screen, masks);
    for (const frame of frames) {
      const { width, height, monitor } = frame;
      const id = randomId(shotIdSchema);
      const print = fingerprint(frame);
      const before = last.get(monitor.name);
      const isSame = before !== undefined && before.detail === detail && isSameScreen(before.print, print);
      const sameAs = isSame ? before.id : null;
      const webp = isSame ? null : await (await encoder()).encode(blurred(frame, detail, screen.windows, masks));
      const record = { at: screen.at, id, monitor: monitor.name, width, height, covered, sameAs };
      yield { record, webp, holdMs, shown: { id, print, detail } };
    }
  }
}
