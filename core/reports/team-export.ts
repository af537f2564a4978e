import { z } from 'zod';
import type { Instant } from '../time/interval.ts';
import { utcText } from '../time/local-time.ts';
import { type Cell, formatCsv } from './csv.ts';
import type { ExportFile } from './export.ts';
import { type TeamReport, type TeamWeek, teamReportSchema } from './team-report.ts';

/** `team.json`: a report as it was shown. */
export const teamDocumentSchema = teamReportSchema.extend({
  format: z.literal('plainsight-team/1'),
  exportedAt: z.iso.datetime(),
});
export type TeamDocument = z.infer<typeof teamDocumentSchema>;

/** The report as a table, a line a sum; a week that is not shown is one line with the reason. */
export function teamCsv({ team, weeks }: TeamReport): ExportFile {
  const head = ['team', 'week', 'people', 'sum', 'id', 'name', 'hours', 'not_shown'];
  return {
    name: 'weeks.csv',
    text: formatCsv(
      head,
      weeks.flatMap((week) => rowsOf(week).map((row) => [team, ...row])),
    ),
  };
}

function rowsOf(week: TeamWeek): Cell[][] {
  if (!week.shown) return [[week.week, null, null, null, null, null, week.because]];
  const row = (sum: string, id: string | null, name: string | null, hours: number): Cell[] => [
    ...[week.week, week.people, sum, id, name, hours, null],
  ];
  return [
    row('recorded', null, null, week.recordedHours),
    ...(week.callHours === null ? [] : [row('call', null, null, week.callHours)]),
    ...week.apps.map(({ appId, appName, hours }) => row('app', appId, appName, hours)),
    ...week.categories.map(({ category, hours }) => row('category', category, null, hours)),
  ];
}

export function teamJson(report: TeamReport, exportedAt: Instant): ExportFile {
  const document: TeamDocument = { format: 'plainsight-team/1', exportedAt: utcText(exportedAt), ...report };
  return { name: 'team.json', text: `${JSON.stringify(document, null, 1)}\n` };
}
