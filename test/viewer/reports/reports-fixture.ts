import { ok } from '../../../core/result.ts';
import { type ReportsService, reportsService } from '../../../viewer/reports/reports.ts';
import type { ViewedDay } from '../../../viewer/session/session-results.ts';
import { FakeViewer } from '../../fixtures/organisation/fake-viewers.ts';

/** The services beyond one day over a fake viewer. */
export interface Opened {
  readonly viewer: FakeViewer;
  readonly reports: ReportsService;
  /** The services as they are after the key was locked and opened again. */
  again(): ReportsService;
  /** Days that are open in the session, by person and day. */
  readonly days: Map<string, ViewedDay>;
}

export function openReports(): Opened {
  const viewer = new FakeViewer();
  const days = new Map<string, ViewedDay>();
  const again = () => reportsService(viewer, { get: (person, day) => days.get(`${person} ${day}`) ?? null });
  return { viewer, reports: again(), again, days };
}

/** A team's report as a page asks for it: begun, and read on until it is there. */
export async function teamReportOf(
  calls: Pick<ReportsService['calls'], 'startTeamReport' | 'readTeamReport'>,
  args: Parameters<ReportsService['calls']['startTeamReport']>[0],
) {
  const begun = await calls.startTeamReport(args);
  if (!begun.ok) return begun;
  for (;;) {
    const step = await calls.readTeamReport({ report: begun.value.report });
    if (!step.ok) return step;
    if (step.value.report !== null) return ok(step.value.report);
  }
}

export function codeOf(result: { ok: true } | { ok: false; problem: { code: string } }): string {
  return result.ok ? 'ok' : result.problem.code;
}
