import pMap from 'p-map';
import { isOutage } from '../../bucket/store-problems.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import type { Day, DeviceId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { OpenViewer } from '../ports.ts';
import { unconfirmedDevice } from '../session/problems.ts';

/** A day whose sums cannot be told; `device` null: no device has any. */
interface MissingSum {
  readonly day: Day;
  readonly device: DeviceId | null;
  readonly problem: Problem;
}

interface Summaries {
  /** By day, then by device. */
  readonly days: readonly DaySummary[];
  readonly missing: readonly MissingSum[];
}

const atOnce = 12;

/**
 * Every confirmed device's summary of each of `days`, on which something is in the bucket: a
 * listing a day, and two small requests a device of it. What cannot be read is `missing`, and so is
 * what a device left that nobody confirmed; only a bucket that does not answer at all fails the
 * whole. The caller has left the receipt.
 */
export async function readSummaries(
  open: Pick<OpenViewer, 'recordedOn' | 'summary'>,
  person: DirectoryPerson,
  days: readonly Day[],
): Promise<Result<Summaries>> {
  const found: DaySummary[] = [];
  const missing: MissingSum[] = [];
  let outage: Problem | null = null;
  const unread = (day: Day, device: DeviceId | null, why: Problem): void => {
    if (isOutage(why)) outage = why;
    else missing.push({ day, device, problem: why });
  };
  await pMap(
    days,
    async (day) => {
      if (outage !== null) return;
      const recorded = await open.recordedOn(person, day);
      if (!recorded.ok) return unread(day, null, recorded.problem);
      for (const device of recorded.value.unconfirmed) unread(day, device, unconfirmedDevice(device));
      for (const device of recorded.value.devices) {
        const read = await open.summary(person, device, day);
        if (!read.ok) unread(day, device.device, read.problem);
        else if (read.value !== null) found.push(read.value);
      }
    },
    { concurrency: atOnce },
  );
  if (outage !== null) return fail(outage);
  const told = new Set([...found, ...missing].map(({ day }) => day));
  for (const day of days) if (!told.has(day)) missing.push({ day, device: null, problem: noSummary });
  return ok({ days: found.sort(inOrder), missing: missing.sort(inOrder) });
}

/** What a device left that nobody confirmed: it is told, and it is no part of the day. */
export function isUnconfirmed({ problem: { code } }: MissingSum): boolean {
  return code === 'device-unconfirmed';
}

type Placed = Pick<MissingSum, 'day' | 'device'>;

function inOrder(a: Placed, b: Placed): number {
  const [x, y] = [a, b].map(({ day, device }) => `${day} ${device ?? ''}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}

const noSummary = problem('day-without-summary');
