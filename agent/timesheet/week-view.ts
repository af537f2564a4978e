import type { About } from '../../core/consent/about.ts';
import type { Refusal } from '../../core/consent/consent.ts';
import { viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import type { Answer, Answers } from '../../core/organisation/answer.ts';
import { type Project, projectKey } from '../../core/organisation/projects.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { dayBounds, dayOf, type Zone } from '../../core/time/calendar.ts';
import { shared } from '../../core/time/interval.ts';
import { daysIn, type IsoWeek, weekBefore, weekOf } from '../../core/time/iso-week.ts';
import { type ProjectRuleText, textOfRule } from '../../core/timesheet/project-rules.ts';
import {
  byProject,
  type ChoiceSpan,
  choiceSpans,
  type DayByProject,
  toMinutes,
  undecided,
  workedIn,
  workingOn,
} from '../../core/timesheet/project-time.ts';
import { type Proposal, proposalsOf } from '../../core/timesheet/proposals.ts';
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
import { sheetOf } from './handed-in.ts';
import type { ProjectRuleKeeper } from './project-rule-keeper.ts';
import { ruleMatcher } from './rule-matches.ts';
import { mayRead } from './timesheet-readers.ts';
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
  readonly timesheets: { readonly weeks: WeekKeeper; readonly rules: Pick<ProjectRuleKeeper, 'rules'> };
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
  const days = await weekDays(port, record.value);
  if (!days.ok) return days;
  const { counted, proposals, until, problem } = days.value;
  const shown = await offered(port, week);
  if (!shown.ok) return shown;
  const answers = record.value.submissions.length === 0 ? ok({ answers: [] }) : await port.answers();
  const rows = weekRows(week, counted, record.value.cells);
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
      const ms = counted.get(day)?.unassignedMs ?? null;
      return ms === null ? null : toMinutes(ms);
    }),
    proposals: proposals.map(({ spans: _, ...shown }) => shown),
    proposedAt: until,
    rulesProblem: problem,
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
  for (let count = 0; count < weeksOfNames; count += 1) {
    const each = weekBefore(daysIn(week)[0], count);
    const record = each === current.value.week ? current : await timesheets.weeks.week(each);
    if (!record.ok) return record;
    for (const project of projectsIn(record.value)) if (project.id === null) names.set(projectKey(project), project);
  }
  for (const project of projectsIn(current.value)) if (project.id === null) names.set(projectKey(project), project);
  return ok({ projects: [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), working, isListed: false });
}

function projectsIn({ choices, decided, cells }: WeekRecord): Project[] {
  return [...[...choices, ...decided].flatMap(({ project }) => project ?? []), ...cells.map(({ project }) => project)];
}

/** What a rule proposes of a day of the week. */
export interface DayProposal extends Proposal {
  readonly day: Day;
  readonly named: ProjectRuleText;
}

export interface WeekDays {
  readonly counted: ReadonlyMap<Day, DayByProject>;
  readonly proposals: readonly DayProposal[];
  /** Nothing later is in `proposals` (UTC ms). */
  readonly until: number;
  /** Why the rules could not be read, so that nothing is proposed. */
  readonly problem: Problem | null;
}

/**
 * Each day of the week that has begun, by project, and what is proposed of it; a span over midnight
 * counts in both its days. Nothing is proposed of what is later than `until`.
 */
export async function weekDays(
  port: WeekPort,
  record: WeekRecord,
  until = port.clock.now(),
): Promise<Result<WeekDays>> {
  const { timesheets, keeper, conductor, clock, zone, organisation } = port;
  const before = await timesheets.weeks.week(weekBefore(daysIn(record.week)[0], 1));
  if (!before.ok) return before;
  // A list that cannot be read keeps nobody from their week.
  const rules = await timesheets.rules.rules();
  const named = new Map(rules.ok ? rules.value.map((rule) => [rule.id, rule]) : []);
  const now = clock.now();
  const matched = ruleMatcher([...named.values()], organisation.current.projects, dayOf(now, zone));
  const spans = [...decidedSpans(record), ...choiceSpans([...before.value.choices, ...record.choices], zone, now)];
  const counted = new Map<Day, DayByProject>();
  const proposals: DayProposal[] = [];
  await conductor.journalNow();
  for (const day of daysIn(record.week)) {
    const bounds = dayBounds(day, zone);
    if (bounds.start > now) break;
    const records = await keeper.records(day);
    if (!records.ok) return records;
    const view = viewOfDay(day, zone, records.value);
    const worked = workedIn(view);
    counted.set(day, byProject(spans, bounds, worked));
    const free = shared(undecided(spans, bounds, worked), [{ start: bounds.start, end: until }]);
    if (free.length === 0) continue;
    const written = new Set(
      record.cells.flatMap((cell) => (cell.day === day && cell.minutes !== null ? projectKey(cell.project) : [])),
    );
    const proposed = proposalsOf(free, await matched(view.windows), [...named.keys()], (project) =>
      written.has(projectKey(project)),
    );
    for (const each of proposed) {
      const rule = named.get(each.rule);
      if (rule !== undefined) proposals.push({ day, named: textOfRule(rule), ...each });
    }
  }
  return ok({ counted, proposals, until, problem: rules.ok ? null : rules.problem });
}

/** What was taken of proposals, and what was left. */
function decidedSpans({ decided }: WeekRecord): ChoiceSpan[] {
  return decided.flatMap(({ project, spans }) => spans.map(([start, end]) => ({ project, start, end })));
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
