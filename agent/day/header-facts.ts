import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import type { Zone } from '../../core/time/calendar.ts';
import { describeSystem } from '../host/system.ts';
import type { CapturePlatform } from '../ports.ts';
import type { DayHeaderOptions } from './day-header.ts';

type Facts = Awaited<ReturnType<DayHeaderOptions['facts']>>;

export interface HeaderHost {
  readonly appVersion: string;
  readonly host: 'electron' | 'node';
  readonly zone: Zone;
  readonly platform: CapturePlatform;
}

export interface HeaderTerms extends Pick<Facts, 'consentGiven' | 'hours'> {
  readonly settings: Pick<RecordingSettings, 'shotIntervalMs' | 'idleAfterMs'>;
}

/** What the header of a day says of this computer and of how it records. */
export async function headerFacts(
  { appVersion, host, zone, platform }: HeaderHost,
  { settings: { shotIntervalMs, idleAfterMs }, consentGiven, hours }: HeaderTerms,
): Promise<Facts> {
  const monitors = await platform.screen.monitors();
  return {
    format: 1,
    appVersion,
    host,
    os: await describeSystem(),
    zone,
    monitors: monitors.map(({ name, x, y, width, height, primary }) => ({ name, x, y, width, height, primary })),
    shotIntervalMs,
    idleAfterMs,
    consentGiven,
    hours,
  };
}
