import { readFile } from 'node:fs/promises';
import { release, type } from 'node:os';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import type { Zone } from '../../core/time/calendar.ts';
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

/** The operating system and its version, as people name it. */
async function describeSystem(): Promise<{ name: string; version: string }> {
  if (process.platform === 'linux') {
    try {
      const fields = new Map(
        (await readFile('/etc/os-release', 'utf8')).split('\n').map((line) => {
          const at = line.indexOf('=');
          return [line.slice(0, at), line.slice(at + 1).replaceAll('"', '')] as const;
        }),
      );
      const name = fields.get('NAME');
      if (name !== undefined) return { name, version: fields.get('VERSION_ID') ?? release() };
    } catch {
      // Not every Linux has the file; the kernel's own name is always there.
    }
  }
  return { name: type() === 'Darwin' ? 'macOS' : type(), version: release() };
}
