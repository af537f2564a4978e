import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isShotName } from '../../bucket/layout.ts';
import { type ActivityRecord, formatRecords } from '../../core/day/activity.ts';
import type { ChainReport } from '../../core/day/chain-report.ts';
import type { Day } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { printableJson } from '../../core/shown-text.ts';
import { knownZone } from '../../core/time/calendar.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import type { Recovery } from '../../viewer/day/recovery.ts';
import type { DeviceDay } from '../../viewer/ports.ts';
import type { RecordedPerson } from './day-finder.ts';

/** Makes `folder`, or takes it when it is empty: what is recovered must not mix with anything. */
export async function takeFolder(folder: string): Promise<Result<void>> {
  try {
    const own = takePrivateFolder(folder, { whole: false });
    if (!own.ok) return own;
    if ((await readdir(folder)).length === 0) return ok(undefined);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
  return fail(problem('folder-in-use', { folder }));
}

/**
 * Writes one device's day in the clear: `activity.ndjson`, `shots/<local time> <monitor> <id>.webp`, `chain.json`. What is
 * altered or missing is left out and named in the report.
 */
export async function writeDeviceDay(
  from: Recovery,
  person: RecordedPerson,
  day: Day,
  device: ConfirmedDevice,
  folder: string,
): Promise<Result<DeviceDay>> {
  const own = { mode: 0o600 } as const;
  try {
    await mkdir(join(folder, 'shots'), { recursive: true, mode: 0o700 });
    const shots = new Set<string>();
    const opened = await from.open(person, day, device, async ({ name }, plain) => {
      if (!isShotName(name)) return;
      const id = shotIdOf(name);
      shots.add(id);
      await writeFile(join(folder, 'shots', `${id}.webp`), plain, own);
    });
    if (!opened.ok) return opened;
    const records = opened.value.records ?? [];
    await writeFile(join(folder, 'activity.ndjson'), formatRecords(records), own);
    for (const [id, name] of readableNames(records, person.zone))
      if (shots.has(id)) await rename(join(folder, 'shots', `${id}.webp`), join(folder, 'shots', `${name} ${id}.webp`));
    await writeFile(join(folder, 'chain.json'), `${printableJson(reportOf(opened.value, day), 2)}\n`, own);
    return opened;
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}

function reportOf({ device, report, problem: why }: DeviceDay, day: Day): ChainReport & Record<string, unknown> {
  return { day, device, ...report, problem: why };
}

function shotIdOf(name: string): string {
  return name.slice(name.indexOf('/') + 1).split('.')[0] ?? '';
}

/** `09-41-07 eDP-1`, in the zone of the day, from the record that a picture belongs to. */
function readableNames(records: readonly ActivityRecord[], cardZone: string | null): Map<string, string> {
  const zone = knownZone(records.find((record) => record.kind === 'header')?.zone, cardZone);
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' });
  return new Map(
    records.flatMap((record) => {
      if (record.kind !== 'shot' || record.sameAs !== null) return [];
      const monitor = record.monitor.replaceAll(/[^\w-]/g, '_').slice(0, 40);
      return [[record.id, `${format.format(record.at).replaceAll(':', '-')} ${monitor}`] as const];
    }),
  );
}
