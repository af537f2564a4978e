import type { DirectoryPerson } from '../core/access.ts';
import type { DaySummary } from '../core/day-summary.ts';
import type { Day, DeviceId } from '../core/ids.ts';
import { deviceIdSchema } from '../core/ids.ts';
import type { DeviceCard } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { inLanes } from './lanes.ts';
import type { OpenViewer } from './ports.ts';

/** A day whose sums cannot be told; `device` null: no device has any. */
export interface MissingSum {
  readonly day: Day;
  readonly device: DeviceId | null;
  readonly problem: Problem;
}

export interface Summaries {
  /** By day, then by device. */
  readonly days: readonly DaySummary[];
  readonly missing: readonly MissingSum[];
}

const atOnce = 12;

/**
 * Every device's summary of each of `days`, on which something is in the bucket: two small requests a day and device. What cannot be read is
 * `missing`; only a bucket that does not answer at all fails the whole. The caller has left the receipt.
 */
export async function readSummaries(
  open: Pick<OpenViewer, 'summary'>,
  person: DirectoryPerson,
  devices: readonly DeviceCard[],
  days: readonly Day[],
): Promise<Result<Summaries>> {
  const found: DaySummary[] = [];
  const missing: MissingSum[] = [];
  const places = days.flatMap((day) => devices.map((device) => ({ day, device })));
  let outage: Problem | null = null;
  await inLanes(places, atOnce, async ({ day, device }) => {
    if (outage !== null) return;
    const read = await open.summary(person, device, day);
    if (!read.ok && isOutage(read.problem)) outage = read.problem;
    else if (!read.ok) missing.push({ day, device: deviceIdSchema.parse(device.device), problem: read.problem });
    else if (read.value !== null) found.push(read.value);
  });
  if (outage !== null) return fail(outage);
  const told = new Set([...found, ...missing].map(({ day }) => day));
  for (const day of days) if (!told.has(day)) missing.push({ day, device: null, problem: noSummary });
  return ok({ days: found.sort(inOrder), missing: missing.sort(inOrder) });
}

/** The bucket answers nobody: then there is no part of the truth to be had. */
export function isOutage({ code }: Problem): boolean {
  return outages.has(code);
}

const outages = new Set([
  'store-unreachable',
  'store-certificate',
  'store-credential',
  'store-clock',
  'store-no-bucket',
  'cancelled',
]);

type Placed = Pick<MissingSum, 'day' | 'device'>;

function inOrder(a: Placed, b: Placed): number {
  const [x, y] = [a, b].map(({ day, device }) => `${day} ${device ?? ''}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}

const noSummary = problem(
  'summary-missing',
  'Something of this day is in the bucket, but no sums of it.',
  'Open the day itself: its device may have closed it before it wrote sums, or somebody took them away.',
);
