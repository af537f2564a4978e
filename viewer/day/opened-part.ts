import type { DeviceId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import type { Result } from '../../core/result.ts';
import type { ReadPart } from '../ports.ts';
import type { NamedObject } from './day-folder.ts';
import type { DayPart } from './device-day.ts';

/** A device that recorded on a day, with what lies of it in the bucket. */
export interface DayDevice {
  readonly device: DeviceId;
  readonly card: ConfirmedDevice;
  readonly objects: readonly NamedObject[];
}

export interface DayDevices {
  readonly devices: readonly DayDevice[];
  /** Others of which something lies in the day's folder: nobody confirmed them, and nothing of theirs is fetched. */
  readonly unconfirmed: readonly DeviceId[];
}

/** A device's part of a day that was opened. `relist` lists its folder again. */
export interface OpenedPart {
  readonly device: DeviceId;
  readonly card: ConfirmedDevice;
  readonly part: DayPart;
  readonly relist: () => Promise<Result<readonly NamedObject[]>>;
}

export function readPartOf({ device, part }: OpenedPart): ReadPart {
  const { report, records, view, problem } = part;
  return { device, report, records, view, problem };
}
