import type { ActivityRecord, SensorName } from '../../core/day/activity.ts';
import { askedFor } from '../../core/organisation/organisation.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import { reason } from '../../core/reason.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Health } from '../../ipc/employee-data.ts';
import type { RunningAgent } from './context.ts';
import { statusOf } from './employee-status.ts';
import { daysOf, recordsOf } from './known-days.ts';

/** The purposes that each sensor serves. */
const servedBy: Readonly<Record<SensorName, readonly Purpose[]>> = {
  'active-window': ['apps', 'titles', 'websites'],
  'input-counts': ['input-counts'],
  presence: ['presence'],
  screen: ['screenshots'],
};

/** How far back it is looked for what a sensor delivered last. */
const lookBackDays = 7;

const overfull = reason('titles-overfull');

/** How recording goes on this computer. Of sensors only those are there that were asked for yet. */
export async function healthOf(agent: RunningAgent): Promise<Result<Health>> {
  const { vault, platform, appVersion, enrolled, store } = agent.options;
  const asked = askedFor(agent.organisation.current);
  const { conductor } = agent;
  const { reports } = conductor;
  const latest = await latestDeliveries(
    agent,
    reports.map(({ sensor }) => sensor),
  );
  return ok({
    sensors: reports.map((report) => ({
      ...report,
      reason: report.sensor === 'active-window' && report.ok && conductor.isOverfull ? overfull : report.reason,
      needs: servedBy[report.sensor].filter((purpose) => asked.includes(purpose)),
      lastAt: latest.get(report.sensor) ?? null,
    })),
    silentSince: statusOf(agent).silentSince,
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

/** When each sensor last delivered something that was kept: from the records, so that a restart forgets nothing. */
async function latestDeliveries(
  agent: RunningAgent,
  sensors: readonly SensorName[],
): Promise<Map<SensorName, Instant>> {
  const latest = new Map<SensorName, Instant>();
  for (const { day } of (await daysOf(agent)).slice(0, lookBackDays)) {
    const records = await recordsOf(agent, day);
    // A day that cannot be opened tells nothing of sensors; its own page says why.
    for (const record of records.ok ? records.value : []) {
      const delivered = deliveryOf(record);
      if (delivered === null) continue;
      const { sensor, at } = delivered;
      latest.set(sensor, Math.max(at, latest.get(sensor) ?? at));
    }
    if (sensors.every((sensor) => latest.has(sensor))) break;
  }
  return latest;
}

function deliveryOf(record: ActivityRecord): { sensor: SensorName; at: Instant } | null {
  switch (record.kind) {
    case 'window':
      return { sensor: 'active-window', at: record.end };
    case 'counts':
      return { sensor: 'input-counts', at: record.end };
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
