import { type Refusal, unagreed } from '../../core/consent/consent.ts';
import { timesheetUndoMs } from '../../core/consent/terms.ts';
import { type Project, projectOn } from '../../core/organisation/projects.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { dayOf } from '../../core/time/calendar.ts';
import { type IsoWeek, weekOf } from '../../core/time/iso-week.ts';
import { endedAt, withCell, withChoice } from '../../core/timesheet/week-record.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { timesheetCalls } from '../../ipc/employee-timesheet.ts';
import type { ConsentLedger } from '../consent/consent-ledger.ts';
import { isSubmitted } from './handed-in.ts';
import { signWeek } from './submission.ts';
import type { TimesheetSender } from './timesheet-sender.ts';
import { offered, type WeekPort, weekView } from './week-view.ts';

type TimesheetCalls = Pick<Service<EmployeeContract>, keyof typeof timesheetCalls>;

export interface TimesheetPort extends WeekPort {
  readonly ledger: Pick<ConsentLedger, 'records'>;
  readonly timesheets: WeekPort['timesheets'] & { readonly sender: Pick<TimesheetSender, 'plan' | 'isHeld'> };
  readonly uploader: { kick(): void };
}

/** How long a span may be for which a project is chosen at once. */
const longestSpanMs = 7 * 24 * 3_600_000;

/** Why no week can be handed in, by what the person decided about timesheets; null: it can. */
export function timesheetRefusal({
  ledger,
  organisation,
  clock,
}: Pick<TimesheetPort, 'ledger' | 'organisation' | 'clock'>): Refusal['refused'] | null {
  return unagreed('timesheets', clock.now(), { ledger: ledger.records, terms: organisation.terms('timesheets') });
}

/**
 * Weeks by project. What is chosen and written stays on this computer, sealed to the person, and
 * needs no consent; to hand a week in takes the consent to `timesheets`, and then that week alone
 * leaves.
 */
export function timesheetService(port: TimesheetPort): TimesheetCalls {
  const { organisation, clock, zone, timesheets, uploader } = port;
  const { weeks, sender } = timesheets;
  const known = (project: Project, at: number): Result<Project> => {
    const found = projectOn(organisation.current.projects, project, dayOf(at, zone));
    return found === null ? fail(unknownProject(project)) : ok(found);
  };
  const choose = async (project: Project | null, start: number, end: number | null): Promise<Result<null>> => {
    const found = project === null ? ok(null) : known(project, start);
    if (!found.ok) return found;
    const kept = await weeks.change(weekOf(dayOf(start, zone)), (record) => {
      const isOpenNone = found.value === null && end === null;
      // To stop is no choice of its own: what went on ends.
      if (isOpenNone) return ok({ ...record, choices: endedAt(record.choices, start) });
      return ok(withChoice(record, { project: found.value, start, end }));
    });
    return kept.ok ? ok(null) : kept;
  };

  return {
    timesheet: ({ week }) => weekView(port, week, timesheetRefusal(port)),
    work: async () => {
      if (organisation.terms('timesheets') === null) return ok(null);
      const week = weekOf(dayOf(clock.now(), zone));
      const shown = await offered(port, week);
      return shown.ok ? ok({ week, ...shown.value }) : shown;
    },
    chooseProject: async ({ project, start, end }) => {
      if (end <= start || end - start > longestSpanMs) return fail(problem('entry-empty'));
      if (end > clock.now()) return fail(problem('entry-future'));
      return choose(project, start, end);
    },
    workOn: ({ project }) => choose(project, clock.now(), null),
    writeTimesheet: async ({ week, day, project, minutes, note }) => {
      if (weekOf(day) !== week) return fail(problem('bad-argument'));
      const found = projectOn(organisation.current.projects, project, day);
      if (found === null) return fail(unknownProject(project));
      const cell = { day, project: found, minutes, note: note.trim() };
      const kept = await weeks.change(week, (record) => ok(withCell(record, cell)));
      return kept.ok ? ok(null) : kept;
    },
    submitTimesheet: async ({ week }) => submit(port, week),
    undoTimesheet: async ({ week }) => {
      const kept = await weeks.change(week, (record) => {
        const last = record.submissions.at(-1);
        if (last === undefined || isSubmitted(last)) return fail(hasLeft);
        if (!sender.isHeld(week, last.leavesAt)) return fail(isLeaving);
        return ok({ ...record, submissions: record.submissions.slice(0, -1) });
      });
      uploader.kick();
      return kept.ok ? ok(null) : kept;
    },
  };
}

async function submit(port: TimesheetPort, week: IsoWeek): Promise<Result<{ leavesAt: number }>> {
  const { timesheets, clock, uploader } = port;
  const { weeks, sender } = timesheets;
  const refusal = timesheetRefusal(port);
  if (refusal !== null) return fail(problem('timesheet-refused'));
  const view = await weekView(port, week, null);
  if (!view.ok) return view;
  const leavesAt = clock.now() + timesheetUndoMs;
  const kept = await weeks.change(week, (record) => {
    const last = record.submissions.at(-1);
    if (last !== undefined && !isSubmitted(last) && sender.isHeld(week, last.leavesAt)) return fail(isHeld);
    const signed = signWeek(port, record, view.value.rows, leavesAt);
    if (!signed.ok) return signed;
    // Before it is kept: a week that waits and was not kept is forgotten again by who sends.
    const planned = sender.plan(week, leavesAt);
    return planned.ok ? ok({ ...record, submissions: [...record.submissions, signed.value] }) : planned;
  });
  if (!kept.ok) return kept;
  uploader.kick();
  return ok({ leavesAt });
}

function unknownProject({ name }: Project) {
  return problem('project-unknown', { name });
}

const hasLeft = problem('timesheet-left');
/** Whether the store has it is not known: it may have taken it, and its answer was lost. */
const isLeaving = problem('timesheet-leaving');
const isHeld = problem('timesheet-held');
