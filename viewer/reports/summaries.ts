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
import { orderedAway } from '../session/erased-day.ts';
import { keyMissing, revokedDevice, unconfirmedDevice } from '../session/problems.ts';

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
  /** Of which days nothing need be there any more; none unless given. */
  readonly isOver?: (day: Day) => boolean;
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
  { from, to, known = [], isWanted = () => true, isOver = () => false }: WantedDays,
): Promise<Result<Summaries>> {
  const listed = await open.recordedBetween(person, from, to);
  if (!listed.ok) return listed;
  const isAsked = (day: Day) => from <= day && day <= to && mayOpen(person, day) && isWanted(day);
  const recorded = [...listed.value].filter(([day]) => isAsked(day));
  const together = await readMonths(open, person, recorded);
  if (!together.ok) return together;
  const found: DaySummary[] = [];
  // A day that its device laid into a month has a key, as long as the notice keeps it.
  const hasKey = ({ day, device }: Placed) =>
    listed.value.get(day)?.devices.some((each) => each.device === device) ?? false;
  // Of one that has a key the day itself says it.
  const missing = together.value.notErased.filter((each) => isAsked(each.day) && !hasKey(each));
  for (const each of together.value.days.values())
    if (isAsked(each.day) && !isOver(each.day) && !hasKey(each))
      missing.push({ day: each.day, device: each.device, problem: keyMissing });
  let outage: Problem | null = null;
  await pMap(
    recorded,
    async ([day, { devices, revoked, unconfirmed }]) => {
      for (const device of revoked) missing.push({ day, device, problem: revokedDevice(device) });
      for (const device of unconfirmed) missing.push({ day, device, problem: unconfirmedDevice(device) });
      for (const device of devices) {
        if (outage !== null) return;
        const summary = together.value.days.get(nameOf(day, device));
        const read = summary === undefined ? await open.summary(person, device, day) : ok(summary);
        if (read.ok && read.value !== null) found.push(read.value);
        else if (!read.ok && isOutage(read.problem)) outage = read.problem;
        else if (!read.ok && !(isOver(day) && read.problem.code === 'summary-missing'))
          missing.push({ day, device: device.device, problem: read.problem });
      }
    },
    { concurrency: atOnce },
  );
  if (outage !== null) return fail(outage);
  const told = new Set([...found, ...missing].map(({ day }) => day));
  const all = new Set([...recorded.map(([day]) => day), ...known]);
  for (const day of all) {
    const ordered = orderedAway(person, day);
    if (!told.has(day) && (ordered !== null || !isOver(day)))
      missing.push({ day, device: null, problem: ordered ?? noSummary });
  }
  return ok({ days: found.sort(inOrder), missing: missing.sort(inOrder) });
}

/** What the months of the devices say. */
interface ReadMonths {
  /** By day and device. */
  readonly days: ReadonlyMap<string, DaySummary>;
  /** Days that are in one although they are erased. */
  readonly notErased: readonly MissingSum[];
}

async function readMonths(
  open: SummariesViewer,
  person: DirectoryPerson,
  recorded: readonly (readonly [Day, RecordedOn])[],
): Promise<Result<ReadMonths>> {
  const found = new Map<string, DaySummary>();
  const notErased: MissingSum[] = [];
  let outage: Problem | null = null;
  await pMap(
    monthsOf(recorded),
    async ({ device, month }) => {
      if (outage !== null) return;
      const read = await open.monthSummaries(person, device, month);
      if (!read.ok) {
        outage = read.problem;
        return;
      }
      for (const summary of read.value.days) found.set(nameOf(summary.day, device), summary);
      for (const day of read.value.notErased) {
        const why = orderedAway(person, day);
        if (why !== null) notErased.push({ day, device: device.device, problem: why });
      }
    },
    { concurrency: atOnce },
  );
  return outage === null ? ok({ days: found, notErased }) : fail(outage);
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

/** What a device left that nobody confirmed, or after its last day: it is told, and it is no part of the day. */
export function isUnconfirmed({ problem: { code } }: MissingSum): boolean {
  return code === 'device-unconfirmed' || code === 'device-revoked';
}

type Placed = Pick<MissingSum, 'day' | 'device'>;

function inOrder(a: Placed, b: Placed): number {
  const [x, y] = [a, b].map(({ day, device }) => `${day} ${device ?? ''}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}

const noSummary = problem('day-without-summary');
