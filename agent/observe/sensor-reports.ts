import type { SensorReport } from '../../core/day/activity.ts';
import { isSameReason, type Reason } from '../../core/reason.ts';
import type { SensorName } from '../../core/sensor-name.ts';
import type { SensorState } from '../ports.ts';

/** What each sensor last said of itself. */
export class SensorReports {
  readonly #reports = new Map<SensorName, SensorReport>();
  readonly #lacks = new Map<SensorName, Reason>();
  readonly #onChange: (report: SensorReport) => void;

  /** `onChange` hears when a sensor reports something new; its first report is no change. */
  constructor(onChange: (report: SensorReport) => void) {
    this.#onChange = onChange;
  }

  get all(): readonly SensorReport[] {
    return [...this.#reports.values()];
  }

  get(sensor: SensorName): SensorReport | undefined {
    return this.#reports.get(sensor);
  }

  /** What a sensor that works does not give all the same; null: nothing. */
  lack(sensor: SensorName, reason: Reason | null): void {
    if (reason === null) this.#lacks.delete(sensor);
    else this.#lacks.set(sensor, reason);
    if (this.#reports.get(sensor)?.ok === true) this.take(sensor, { ok: true });
  }

  take(sensor: SensorName, state: SensorState): void {
    const report: SensorReport = {
      sensor,
      ok: state.ok,
      reason: state.ok ? (this.#lacks.get(sensor) ?? null) : state.reason,
    };
    const before = this.#reports.get(sensor);
    if (before !== undefined && before.ok === report.ok && isSameReason(before.reason, report.reason)) return;
    this.#reports.set(sensor, report);
    if (before !== undefined) this.#onChange(report);
  }
}
