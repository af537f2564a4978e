import { describe, expect, it } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { fail, ok, unwrap } from '../../../../core/result.ts';
import type { ManagerClient } from '../../../../renderer/manager/frame/page-props.ts';
import { type ReportProgress, teamReportRun } from '../../../../renderer/manager/teams/team-report-run.ts';

type Calls = Pick<ManagerClient, 'startTeamReport' | 'readTeamReport'>;

const query = { team: 'Support', weeks: 4, reason: 'planning' };
const report = { team: 'Support', weeks: [], receiptAt: 1 };
const away = problem('cancelled');

/** A report of five people, read two at a time. */
function scene(change: Partial<Calls> = {}) {
  const calls: string[] = [];
  const told: ReportProgress[] = [];
  let done = 0;
  const client: Calls = {
    startTeamReport: async () => {
      calls.push('start');
      return ok({ report: `report ${calls.length}`, people: 5 });
    },
    readTeamReport: async ({ report: id }) => {
      calls.push(`read ${id}`);
      done = Math.min(5, done + 2);
      return ok({ done, people: 5, report: done === 5 ? report : null });
    },
    ...change,
  };
  return { calls, told, client, run: teamReportRun(client, query, (progress) => told.push(progress)) };
}

describe('a team’s report on its page', () => {
  it('is asked for until it is there, and how far it is is told on the way', async () => {
    const { run, calls, told } = scene();
    expect(unwrap(await run.read())).toEqual(report);
    expect(calls).toEqual(['start', 'read report 1', 'read report 1', 'read report 1']);
    expect(told).toEqual([0, 2, 4].map((done) => ({ done, all: 5 })));
  });

  it('that is stopped reads nobody else, and tells nothing more', async () => {
    const { client, calls, told } = scene();
    const run = teamReportRun(client, query, (progress) => {
      told.push(progress);
      if (progress.done === 2) run.stop();
    });
    expect(await run.read()).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(calls).toEqual(['start', 'read report 1']);
    expect(told.at(-1)).toEqual({ done: 2, all: 5 });
  });

  it('goes on after a problem with what was begun, so that nobody gets a second receipt', async () => {
    const { client, calls } = scene();
    let isAway = true;
    const read = client.readTeamReport;
    const run = teamReportRun(
      { ...client, readTeamReport: async (args) => (isAway ? fail(away) : read(args)) },
      query,
      () => {},
    );
    expect((await run.read()).ok).toBe(false);
    isAway = false;
    expect((await run.read()).ok).toBe(true);
    expect(calls.filter((call) => call === 'start')).toHaveLength(1);
  });

  it('is begun anew where the service does not know it any more', async () => {
    const { client, calls } = scene({ readTeamReport: async () => fail(problem('report-unknown')) });
    const run = teamReportRun(client, query, () => {});
    expect((await run.read()).ok).toBe(false);
    expect((await run.read()).ok).toBe(false);
    expect(calls).toEqual(['start', 'start']);
  });

  it('that cannot be begun is begun by the next asking', async () => {
    const { run, calls } = scene({ startTeamReport: async () => fail(problem('team-unknown')) });
    expect(await run.read()).toMatchObject({ ok: false, problem: { code: 'team-unknown' } });
    expect(calls).toEqual([]);
  });
});
