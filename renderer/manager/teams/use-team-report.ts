import { useEffect, useMemo, useState } from 'react';
import { problem } from '../../../core/problem.ts';
import { fail } from '../../../core/result.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { type ReportProgress, teamReportRun } from './team-report-run.ts';

/** The report for which a reason was given, and how far it is; leaving it or taking the reason back stops it. */
export function useTeamReport(client: ManagerClient, team: string, weeks: number, reason: string | null) {
  const [progress, setProgress] = useState<ReportProgress | null>(null);
  const run = useMemo(
    () => (reason === null ? null : teamReportRun(client, { team, weeks, reason }, setProgress)),
    [client, team, weeks, reason],
  );
  useEffect(() => {
    setProgress(null);
    return () => run?.stop();
  }, [run]);
  const key = reason === null ? null : `${weeks} ${reason}`;
  const report = useQuery(key, async () => (await run?.read()) ?? fail(problem('cancelled')), null);
  return { report, progress };
}
