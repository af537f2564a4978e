import type { ActivityRecord } from '../../core/day/activity.ts';
import { requestedPurposes } from '../../core/organisation/organisation.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import { type Reason, reason } from '../../core/reason.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SensorName } from '../../core/sensor-name.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Health } from '../../ipc/employee-data.ts';
import type { Browsers } from '../browsers/browsers.ts';
import type { ExtensionSetup } from '../capture/wayland/gnome/extension-setup.ts';
import type { DeviceStore } from '../enrolment/device-store.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { CapturePlatform } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import { daysOf, type RecordsPort, recordsOf } from './known-days.ts';

export interface HealthPort extends RecordsPort {
  readonly conductor: RecordsPort['conductor'] & Pick<Conductor, 'reports' | 'isOverfull' | 'silentSince'>;
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
  readonly vault: Pick<Vault, 'days' | 'folder' | 'size'>;
  readonly platform: Pick<CapturePlatform, 'name' | 'websites'>;
  readonly browsers: Pick<Browsers, 'extension' | 'known'> | null;
  readonly shellExtension: Pick<ExtensionSetup, 'known'> | null;
  readonly store: Pick<DeviceStore, 'credential'>;
  readonly enrolled: Pick<Enrolled, 'bucket'>;
  readonly appVersion: string;
}

/** The purposes that each sensor serves. */
const servedBy: Readonly<Record<SensorName, readonly Purpose[]>> = {
  'active-window': ['apps', 'titles', 'websites'],
  'input-counts': ['input-counts'],
  'input-seconds': ['input-counts'],
  presence: ['presence'],
  screen: ['screenshots'],
};

/** How far back it is looked for what a sensor delivered last. */
const lookBackDays = 7;

const overfull = reason('titles-overfull');

/** How recording goes on this computer. Of sensors only those are there that were asked for yet. */
export async function healthOf(port: HealthPort): Promise<Result<Health>> {
  const { vault, platform, appVersion, enrolled, store, conductor, organisation } = port;
  const purposes = requestedPurposes(organisation.current);
  const { reports } = conductor;
  const sensors = reports.map(({ sensor }) => sensor);
  const lastAt = await lastDeliveries(port, sensors);
  const shellExtension = (await port.shellExtension?.known(reports.map(({ reason: why }) => why))) ?? null;
  return ok({
    sensors: reports.map((report) => ({
      ...report,
      reason:
        report.sensor === 'active-window' && report.ok && conductor.isOverfull
          ? overfull
          : reasonNow(report.reason, shellExtension),
      needs: servedBy[report.sensor].filter((purpose) => purposes.includes(purpose)),
      lastAt: lastAt.get(report.sensor) ?? null,
    })),
    silentSince: conductor.silentSince,
    browsers: browsersOf(port),
    shellExtension,
    platform: platform.name,
    appVersion,
    vault: { folder: vault.folder, ...vault.size() },
    storage: {
      host: new URL(enrolled.bucket.endpoint).host,
      bucket: enrolled.bucket.bucket,
      credential: store.credential,
    },
  });
}

/** What a sensor was told of the extension when it last asked; what is so now is known meanwhile. */
function reasonNow(told: Reason | null, shellExtension: Health['shellExtension']): Reason | null {
  const isOfExtension = told !== null && told.code.startsWith('gnome-extension-');
  return isOfExtension && shellExtension?.state === 'login' ? reason('gnome-extension-login') : told;
}

/** Where no page can be joined with a window, there is nothing to set up. */
function browsersOf({ browsers, platform }: HealthPort): Health['browsers'] {
  const { websites } = platform;
  if (browsers === null || !(websites.ok || websites.reason.code === 'websites-no-browser')) return null;
  return { extension: browsers.extension, known: browsers.known() };
}

/** When each sensor last delivered something: from the records, so that it survives restarts. */
async function lastDeliveries(port: HealthPort, sensors: readonly SensorName[]): Promise<Map<SensorName, Instant>> {
  const lastAt = new Map<SensorName, Instant>();
  for (const { day } of (await daysOf(port)).slice(0, lookBackDays)) {
    const records = await recordsOf(port, day);
    // A day that cannot be opened tells nothing of sensors; its own page says why.
    for (const record of records.ok ? records.value : []) {
      const delivered = deliveryOf(record);
      if (delivered === null) continue;
      const { sensor, at } = delivered;
      lastAt.set(sensor, Math.max(at, lastAt.get(sensor) ?? at));
    }
    if (sensors.every((sensor) => lastAt.has(sensor))) break;
  }
  return lastAt;
}

function deliveryOf(record: ActivityRecord): { sensor: SensorName; at: Instant } | null {
  switch (record.kind) {
    case 'window':
      return { sensor: 'active-window', at: record.end };
    case 'counts':
      return { sensor: 'input-counts', at: record.end };
    case 'input-seconds':
      return { sensor: 'input-seconds', at: record.end };
    case 'state':
      // A pause and a sleep are known without the sensor.
      return ['active', 'idle', 'call', 'locked'].includes(record.state)
        ? { sensor: 'presence', at: record.end }
        : null;
    case 'shot':
      return { sensor: 'screen', at: record.at };
    default:
      return null;
  }
}
