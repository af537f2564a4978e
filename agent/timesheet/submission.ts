import { projectOn } from '../../core/organisation/projects.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { dayBounds, dayOf } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import { daysIn } from '../../core/time/iso-week.ts';
import {
  minutesOf,
  mostVersions,
  type Timesheet,
  timesheetRef,
  timesheetSchema,
} from '../../core/timesheet/timesheet.ts';
import type { Submission, WeekRecord } from '../../core/timesheet/week-record.ts';
import { linesOf, type WeekRow } from '../../core/timesheet/week-table.ts';
import { type PrivateKey, signDocument } from '../../seal/signing.ts';
import type { WeekPort } from './week-view.ts';

export interface SigningPort extends Pick<WeekPort, 'organisation' | 'clock' | 'zone' | 'enrolled'> {
  readonly keys: { readonly privateKey: PrivateKey };
}

/** The size of what is sealed, in steps: it says next to nothing about what was handed in. */
const blockBytes = 8_192;

/**
 * The week as it is handed in now: the rows that the page shows and nothing else, signed. Problem
 * codes: `timesheet-empty`, `timesheet-future`, `timesheet-day-too-long`, `timesheet-too-often`,
 * `timesheet-too-much`, `project-unknown`.
 */
export function signWeek(
  { organisation, clock, zone, enrolled, keys }: SigningPort,
  { week, submissions }: WeekRecord,
  rows: readonly WeekRow[],
  leavesAt: Instant,
): Result<Submission> {
  const { current } = organisation;
  const at = clock.now();
  const lines = linesOf(rows);
  if (lines.length === 0) return fail(problem('timesheet-empty'));
  if (submissions.length >= mostVersions) return fail(problem('timesheet-too-often', { most: mostVersions }));
  if (lines.some(({ day }) => day > dayOf(at, zone))) return fail(problem('timesheet-future'));
  for (const day of daysIn(week)) {
    const { start, end } = dayBounds(day, zone);
    if (minutesOf(lines.filter((line) => line.day === day)) * 60_000 > end - start)
      return fail(problem('timesheet-day-too-long', { day }));
  }
  const foreign = lines.find(({ project, day }) => projectOn(current.projects, project, day) === null);
  if (foreign !== undefined) return fail(problem('project-unknown', { name: foreign.project.name }));
  const { person, device } = enrolled.enrolment;
  const sheet = timesheetSchema.safeParse({
    format: 'plainsight-timesheet/1',
    ...{ person, device, week, zone, at },
    version: submissions.length + 1,
    earlier: submissions.map(({ ref }) => ref),
    organisation: current.version,
    lines,
  } satisfies Timesheet);
  if (!sheet.success) return fail(problem('timesheet-too-much'));
  const signed = padded(signDocument(sheet.data, keys.privateKey));
  return ok({ ref: timesheetRef(signed), at, leavesAt, sentAt: null, signed: Buffer.from(signed).toString('base64') });
}

function padded(signed: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil(signed.length / blockBytes) * blockBytes, ' ');
  bytes.set(signed);
  return bytes;
}
