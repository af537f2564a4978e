import type { Day } from '../ids.ts';
import { type Project, projectKey } from '../organisation/projects.ts';
import { daysIn, type IsoWeek } from '../time/iso-week.ts';
import { type DayByProject, toMinutes } from './project-time.ts';
import type { TimesheetLine } from './timesheet.ts';
import type { WrittenCell } from './week-record.ts';

export interface WeekCell {
  readonly day: Day;
  /** What counts: what the person wrote, else what was counted. */
  readonly minutes: number;
  /** From their choices and recorded time. */
  readonly counted: number;
  readonly note: string;
  /** Whether the person wrote the minutes themselves. */
  readonly isWritten: boolean;
}

export interface WeekRow {
  readonly project: Project;
  /** Seven, Monday first. */
  readonly cells: WeekCell[];
}

/** The table of a week: a row for each project of which anything was counted or written. */
export function weekRows(
  week: IsoWeek,
  counted: ReadonlyMap<Day, DayByProject>,
  written: readonly WrittenCell[],
): WeekRow[] {
  const projects = new Map<string, Project>();
  for (const { times } of counted.values()) for (const { project } of times) projects.set(projectKey(project), project);
  for (const { project } of written) projects.set(projectKey(project), project);
  const rows = [...projects].map(([key, project]) => ({
    project,
    cells: daysIn(week).map((day): WeekCell => {
      const ms = counted.get(day)?.times.find((each) => projectKey(each.project) === key)?.ms ?? 0;
      const own = written.find((cell) => cell.day === day && projectKey(cell.project) === key);
      const minutes = own?.minutes ?? toMinutes(ms);
      return { day, minutes, counted: toMinutes(ms), note: own?.note ?? '', isWritten: own?.minutes != null };
    }),
  }));
  return rows
    .filter(({ cells }) => cells.some(({ minutes, counted, note }) => minutes + counted > 0 || note !== ''))
    .sort((a, b) => (a.project.name < b.project.name ? -1 : a.project.name > b.project.name ? 1 : 0));
}

/** What of the table is handed in: each cell with minutes, by day and project. */
export function linesOf(rows: readonly WeekRow[]): TimesheetLine[] {
  return rows
    .flatMap(({ project, cells }) =>
      cells
        .filter(({ minutes }) => minutes > 0)
        .map(({ day, minutes, note }): TimesheetLine => ({ day, project, minutes, note })),
    )
    .sort((a, b) => (a.day === b.day ? (a.project.name < b.project.name ? -1 : 1) : a.day < b.day ? -1 : 1));
}

/** The table of what was handed in. */
export function rowsOf(week: IsoWeek, lines: readonly TimesheetLine[]): WeekRow[] {
  return weekRows(week, new Map(), lines);
}
