import pMap from 'p-map';
import { isOutage } from '../../bucket/store-problems.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import type { Day, DeviceId } from '../../core/ids.ts';
import { type DirectoryPerson, mayOpen } from '../../core/organisation/access.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Month, monthOf } from '../../core/time/month.ts';
import type { OpenViewer, RecordedOn } from '../ports.ts';
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

/** From the first day to the last, both within, and days on which something is known to be in the bucket. */
interface WantedDays {
  readonly from: Day;
  readonly to: Day;
  readonly known?: readonly Day[];
  /** Which days between them are not left out; all unless given. */
  readonly isWanted?: (day: Day) => boolean;
}

type SummariesViewer = Pick<OpenViewer, 'recordedBetween' | 'monthSummaries' | 'summary'>;

const atOnce = 12;

/**
 * Every confirmed device's summary of each of the days that the viewer may open: a listing, one request a device and
 * month, and two small ones for each day that no month names. A month tells nothing of a day whose key is gone. What
 * cannot be read is `missing`, and so is what a device left that nobody confirmed; only a bucket that does not answer at
 * all fails the whole. The caller has left the receipt.
 */
export async function readSummaries(
  open: SummariesViewer,
  person: DirectoryPerson,
  { from, to, known = [], isWanted = () => true }: WantedDays,
): Promise<Result<Summaries>> {
  const listed = await open.recordedBetween(person, from, to);
  if (!listed.ok) return listed;
  const recorded = [...listed.value].filter(([day]) => mayOpen(person, day) && isWanted(day));
  const together = await readMonths(open, person, recorded);
  if (!together.ok) return together;
  const found: DaySummary[] = [];
  const missing: MissingSum[] = [];
  let outage: Problem | null = null;
  await pMap(
    recorded,
    async ([day, { devices, unconfirmed }]) => {
      for (const device of unconfirmed) missing.push({ day, device, problem: unconfirmedDevice(device) });
      for (const device of devices) {
        if (outage !== null) return;
        const summary = together.value.get(nameOf(day, device));
        const read = summary === undefined ? await open.summary(person, device, day) : ok(summary);
        if (read.ok && read.value !== null) found.push(read.value);
        else if (!read.ok && isOutage(read.problem)) outage = read.problem;
        else if (!read.ok) missing.push({ day, device: device.device, problem: read.problem });
      }
    },
    { concurrency: atOnce },
  );
  if (outage !== null) return fail(outage);
  const told = new Set([...found, ...missing].map(({ day }) => day));
  const all = new Set([...recorded.map(([day]) => day), ...known]);
  for (const day of all) if (!told.has(day)) missing.push({ day, device: null, problem: noSummary });
  return ok({ days: found.sort(inOrder), missing: missing.sort(inOrder) });
}

/** What the months of the devices say of these days, by day and device. */
async function readMonths(
  open: SummariesViewer,
  person: DirectoryPerson,
  recorded: readonly (readonly [Day, RecordedOn])[],
): Promise<Result<ReadonlyMap<string, DaySummary>>> {
  const found = new Map<string, DaySummary>();
  let outage: Problem | null = null;
  await pMap(
    monthsOf(recorded),
    async ({ device, month }) => {
      if (outage !== null) return;
      const read = await open.monthSummaries(person, device, month);
      if (!read.ok) outage = read.problem;
      else for (const summary of read.value) found.set(nameOf(summary.day, device), summary);
    },
    { concurrency: atOnce },
  );
  return outage === null ? ok(found) : fail(outage);
}

interface DeviceMonthOf {
  readonly device: ConfirmedDevice;
  readonly month: Month;
}

/** Months of which more than one day is wanted: a single one is read as fast by itself. */
function monthsOf(recorded: readonly (readonly [Day, RecordedOn])[]): DeviceMonthOf[] {
  const months = new Map<string, DeviceMonthOf & { days: number }>();
  for (const [day, { devices }] of recorded)
    for (const device of devices) {
      const month = monthOf(day);
      const known = months.get(`${month} ${device.device}`) ?? { device, month, days: 0 };
      months.set(`${month} ${device.device}`, { ...known, days: known.days + 1 });
    }
  return [...months.values()].filter(({ days }) => days > 1);
}

function nameOf(day: Day, { device }: Pick<ConfirmedDevice, 'device'>): string {
  return `${day} ${device}`;
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
