import { formatCsv } from '../reports/csv.ts';
import type { Timesheet } from './timesheet.ts';

/** Whose week it is and how it stands, for a file that goes on without its page. */
export interface TimesheetAbout {
  readonly name: string;
  readonly organisation: string;
  readonly standing: string;
}

/** A week as a table: a line for each day and project. */
export function timesheetCsv({ week, version, zone, lines }: Timesheet, about: TimesheetAbout): string {
  const { name, organisation, standing } = about;
  const head = [
    'person',
    'organisation',
    'week',
    'version',
    'state',
    'day',
    'project',
    'project_id',
    'minutes',
    'note',
  ];
  const rows = lines.map(({ day, project, minutes, note }) => [
    ...[name, organisation, week, version, standing, day],
    ...[project.name, project.id, minutes, note],
  ]);
  return formatCsv(
    [...head, 'zone'],
    rows.map((row) => [...row, zone]),
  );
}
