import type { About } from '../../core/consent/about.ts';
import type { Refusal } from '../../core/consent/consent.ts';
import { viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import type { Answer, Answers } from '../../core/organisation/answer.ts';
import { type Project, projectKey } from '../../core/organisation/projects.ts';
import { ok, type Result } from '../../core/result.ts';
import { dayBounds, dayOf, type Zone } from '../../core/time/calendar.ts';
import { daysIn, type IsoWeek, weekOf } from '../../core/time/iso-week.ts';
import {
  byProject,
  choiceSpans,
  type DayByProject,
  toMinutes,
  workedIn,
  workingOn,
} from '../../core/timesheet/project-time.ts';
import { answerTo, timesheetStanding } from '../../core/timesheet/standing.ts';
import type { Submission, WeekRecord } from '../../core/timesheet/week-record.ts';
import { linesOf, weekRows } from '../../core/timesheet/week-table.ts';
import type { HandedIn, TimesheetWeek } from '../../ipc/employee-timesheet.ts';
import type { PrivateKey } from '../../seal/signing.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { Clock } from '../ports.ts';
import { mayRead, sheetOf } from './timesheet-sender.ts';
import type { WeekKeeper } from './week-keeper.ts';

export interface WeekPort {
  readonly organisation: Pick<OrganisationKeeper, 'current' | 'terms'>;
  readonly keeper: Pick<DayKeeper, 'records'>;
  readonly conductor: Pick<Conductor, 'journalNow'>;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly enrolled: { readonly enrolment: Pick<Enrolled['enrolment'], 'person' | 'device'> };
  readonly keys: { readonly privateKey: PrivateKey };
  /** Who may open which days, with their names. */
  readonly news: { readonly about: Pick<About, 'viewers'> };
  /** Managers' answers to the person. */
  readonly answers: () => Promise<Result<Answers>>;
  readonly timesheets: { readonly weeks: WeekKeeper };
}

/** Names that the person wrote are offered again for so many weeks. */
const weeksOfNames = 5;

/** A week as its page shows it: counted from choices and records, with what was written over it. */
export async function weekView(
  port: WeekPort,
  week: IsoWeek,
  refusal: Refusal['refused'] | null,
): Promise<Result<TimesheetWeek>> {
  const record = await port.timesheets.weeks.week(week);
  if (!record.ok) return record;
  const counted = await countedDays(port, record.value);
  if (!counted.ok) return counted;
  const shown = await offered(port, week);
  if (!shown.ok) return shown;
  const answers = record.value.submissions.length === 0 ? ok({ answers: [] }) : await port.answers();
  const rows = weekRows(week, counted.value, record.value.cells);
  const lines = linesOf(rows);
  const handedIn = record.value.submissions.flatMap((each) =>
    handedInOf(each, answers.ok ? answers.value.answers : []),
  );
  return ok({
    week,
    zone: port.zone,
    refusal,
    isAlone: port.organisation.current.timesheetsAlone,
    ...shown.value,
    rows,
    unassigned: daysIn(week).map((day) => {
      const ms = counted.value.get(day)?.unassignedMs ?? null;
      return ms === null ? null : toMinutes(ms);
    }),
    readers: readersNamed(port, [...new Set(lines.map(({ day }) => day))]),
    handedIn: handedIn.reverse(),
    isChanged: JSON.stringify(lines) !== JSON.stringify(handedIn[0]?.sheet.lines ?? []),
    areAnswersKnown: answers.ok,
  });
}

/** Which projects can be chosen now, and what is worked on. */
export async function offered(
  { timesheets, organisation, clock, zone }: WeekPort,
  week: IsoWeek,
): Promise<Result<Pick<TimesheetWeek, 'projects' | 'working' | 'isListed'>>> {
  const now = clock.now();
  const today = dayOf(now, zone);
  const current = await timesheets.weeks.week(weekOf(today));
  if (!current.ok) return current;
  const working = workingOn(current.value.choices, zone, now);
  const { projects: listed } = organisation.current;
  if (listed.length > 0) {
    const [first] = daysIn(week);
    const open = listed.filter(({ ended }) => ended === null || ended >= first);
    return ok({ projects: open.map(({ id, name }) => ({ id, name })), working, isListed: true });
  }
  const names = new Map<string, Project>();
  for (let each = week, count = 0; count < weeksOfNames; count += 1, each = weekBefore(each)) {
    const record = each === current.value.week ? current : await timesheets.weeks.week(each);
    if (!record.ok) return record;
    for (const project of projectsIn(record.value)) if (project.id === null) names.set(projectKey(project), project);
  }
  for (const project of projectsIn(current.value)) if (project.id === null) names.set(projectKey(project), project);
  return ok({ projects: [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), working, isListed: false });
}

function projectsIn({ choices, cells }: WeekRecord): Project[] {
  return [...choices.flatMap(({ project }) => project ?? []), ...cells.map(({ project }) => project)];
}

/** Each day of the week that has begun, by project; a span over midnight counts in both its days. */
async function countedDays(port: WeekPort, record: WeekRecord): Promise<Result<ReadonlyMap<Day, DayByProject>>> {
  const { timesheets, keeper, conductor, clock, zone } = port;
  const before = await timesheets.weeks.week(weekBefore(record.week));
  if (!before.ok) return before;
  const now = clock.now();
  const spans = choiceSpans([...before.value.choices, ...record.choices], zone, now);
  const days = new Map<Day, DayByProject>();
  await conductor.journalNow();
  for (const day of daysIn(record.week)) {
    const bounds = dayBounds(day, zone);
    if (bounds.start > now) break;
    const records = await keeper.records(day);
    if (!records.ok) return records;
    days.set(day, byProject(spans, bounds, workedIn(viewOfDay(day, zone, records.value))));
  }
  return ok(days);
}

function weekBefore(week: IsoWeek): IsoWeek {
  const [monday] = daysIn(week);
  const sunday = new Date(Date.parse(`${monday}T00:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10);
  return weekOf(sunday as Day);
}

function handedInOf(submission: Submission, answers: readonly Answer[]): HandedIn[] {
  const sheet = sheetOf(submission);
  if (sheet === null) return [];
  const { ref, leavesAt, sentAt } = submission;
  const answer = answerTo(answers, sheet.week, ref);
  const said = answer === null ? null : { at: answer.at, viewer: answer.viewer, note: answer.note };
  return [{ ref, sheet, leavesAt, sentAt, standing: timesheetStanding(answer), answer: said }];
}

function readersNamed({ news }: WeekPort, days: readonly Day[]): TimesheetWeek['readers'] {
  const readers = mayRead(news.about.viewers, days);
  const names = readers.flatMap(({ name }) => name ?? []);
  return { names: [...new Set(names)].sort(), others: readers.length - names.length };
}
