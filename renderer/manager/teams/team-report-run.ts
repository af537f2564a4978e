import { problem } from '../../../core/problem.ts';
import type { TeamReport } from '../../../core/reports/team-report.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { ManagerClient } from '../frame/page-props.ts';

type Client = Pick<ManagerClient, 'startTeamReport' | 'readTeamReport'>;
type ReportQuery = Parameters<Client['startTeamReport']>[0];
type ReadReport = TeamReport & { readonly receiptAt: number };

/** How many members were read, of how many. */
export interface ReportProgress {
  readonly done: number;
  readonly all: number;
}

interface TeamReportRun {
  /** Asked again after a problem, it goes on with the report that was begun: nobody gets a second receipt. */
  read(): Promise<Result<ReadReport>>;
  /** From now on nobody else is read. */
  stop(): void;
}

/** One report, read a few members at a time; `onProgress` is told after each time. */
export function teamReportRun(
  client: Client,
  query: ReportQuery,
  onProgress: (progress: ReportProgress) => void,
): TeamReportRun {
  let begun: string | null = null;
  let isStopped = false;

  async function begin(): Promise<Result<string>> {
    if (begun !== null) return ok(begun);
    const started = await client.startTeamReport(query);
    if (!started.ok) return started;
    begun = started.value.report;
    if (!isStopped) onProgress({ done: 0, all: started.value.people });
    return ok(begun);
  }

  return {
    async read() {
      const report = await begin();
      if (!report.ok) return report;
      while (!isStopped) {
        const step = await client.readTeamReport({ report: report.value });
        if (!step.ok) {
          if (step.problem.code === 'report-unknown') begun = null;
          return step;
        }
        if (step.value.report !== null) return ok(step.value.report);
        if (!isStopped) onProgress({ done: step.value.done, all: step.value.people });
      }
      return fail(problem('cancelled'));
    },
    stop: () => {
      isStopped = true;
    },
  };
}
