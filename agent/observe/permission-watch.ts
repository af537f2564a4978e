import { canBePermitted } from '../../core/reason.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { CapturePlatform } from '../ports.ts';
import type { SensorReports } from './sensor-reports.ts';

export interface PermissionWatchOptions {
  readonly platform: Pick<CapturePlatform, 'lacking' | 'lookAtPermissions' | 'screen'>;
  readonly gate: Pick<Gate, 'allows'>;
  readonly reports: Pick<SensorReports, 'get' | 'take' | 'lack'>;
  readonly now: () => Instant;
}

/**
 * What the system does not permit, or not any more, told of the sensor that it concerns. Looked at
 * with each beat: a permission is given and taken away in another program, and nobody says so. Also
 * of what nobody agreed to yet, since a page says it before they do.
 */
export class PermissionWatch {
  readonly #options: PermissionWatchOptions;
  #said = '';

  constructor(options: PermissionWatchOptions) {
    this.#options = options;
  }

  /** Answers whether anything is different. */
  async look(): Promise<boolean> {
    const { platform, gate, reports, now } = this.#options;
    if (platform.lacking === undefined) return false;
    await platform.lookAtPermissions?.(() => gate.allows('screenshots', now()));
    const before = [reports.get('active-window'), reports.get('screen')];
    const titles = platform.lacking('titles');
    const pixels = platform.lacking('screenshots');
    const said = JSON.stringify([titles, pixels]);
    const isNew = said !== this.#said;
    this.#said = said;
    reports.lack('active-window', gate.allows('titles', now()) ? (titles?.reason ?? null) : null);
    if (gate.allows('screenshots', now())) {
      // Whatever else a picture failed by is for the next picture to take back.
      if (pixels !== null) reports.take('screen', pixels);
      else if (canBePermitted(before[1]?.reason ?? null)) reports.take('screen', await platform.screen.state());
    }
    return isNew || before[0] !== reports.get('active-window') || before[1] !== reports.get('screen');
  }
}
