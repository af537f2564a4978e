import { useState } from 'react';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { countText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { teamKey } from '../frame/route.ts';
import { tTeams as t } from '../messages.ts';
import { ReadingSums } from '../reason/reading-sums.tsx';
import { ReasonForm } from '../reason/reason-form.tsx';
import { TeamReportView } from './team-report.tsx';
import type { ReportProgress } from './team-report-run.ts';
import { useTeamReport } from './use-team-report.ts';
import './teams.css';
import { ownZone } from '../../parts/own-zone.ts';

const weekCounts = [4, 12, 26] as const;

interface Props extends ManagerProps {
  /** What the address names it by. */
  readonly team: string;
}

/** "What did this team's weeks hold?", with nobody to be seen in it. */
export function TeamPage(props: Props) {
  const { client, onChange } = props.connection;
  const teams = useQuery('teams', () => client.teams({}), onChange, 60_000);
  if (teams.value === null) {
    if (teams.problem !== null) return <ProblemNotice problem={teams.problem} onRetry={teams.again} />;
    return <PageLoading query={teams} words={t(teams.isSlow ? 'reading-slow' : 'reading')} rows={3} />;
  }
  const known = teams.value.teams.find(({ team }) => teamKey(team) === props.team);
  if (known === undefined) {
    return (
      <div className="empty">
        <h1>{t('unknown-team')}</h1>
        <p>
          <a className="link" href="#teams">
            {t('all-teams')}
          </a>
        </p>
      </div>
    );
  }
  return <KnownTeam {...props} team={known.team} people={known.people} smallest={teams.value.smallest} />;
}

interface KnownProps extends Omit<Props, 'people'> {
  readonly people: number;
  readonly smallest: number;
}

function KnownTeam({ connection: { client }, status, reasons, team, people, smallest }: KnownProps) {
  const [weeks, setWeeks] = useState<(typeof weekCounts)[number]>(12);
  const [reason, setReason] = useState<string | null>(null);
  const subject = `team ${team}`;
  const { report, progress } = useTeamReport(client, team, weeks, reason);
  const { value } = report;
  return (
    <>
      <PageHead title={team} about={t('people', { count: people })} />
      <p>
        <a className="link" href="#teams">
          {t('all-teams')}
        </a>
      </p>
      <div className="row wrap">
        <Toggles
          legend={t('weeks')}
          values={weekCounts}
          chosen={weeks}
          textOf={(count) => t('weeks-count', { count })}
          onChoose={setWeeks}
        />
        {value !== null && (
          <ExportMenu
            client={client}
            what={{ kind: 'team', team }}
            subject={{
              name: team,
              shortId: null,
              organisation: status.organisation,
              viewer: status.viewer,
              span: t('weeks-count', { count: weeks }),
              zone: ownZone,
            }}
            viewedAt={value.receiptAt}
          />
        )}
      </div>
      {reason === null && (
        <ReasonForm
          level={2}
          title={t('why', { team })}
          about={t('why-about')}
          button={t('show')}
          before={reasons.of(subject)}
          onOpen={(said) => {
            reasons.keep(subject, said);
            setReason(said);
          }}
        />
      )}
      {reason !== null && value === null && (
        <ReadingSums
          query={report}
          words={progress === null ? t('reading-report') : readText(progress)}
          bar={progress === null ? null : { label: t('members-read'), ...progress }}
          slowWords={progress === null ? t('reading-report-slow') : readText(progress)}
          rows={5}
          onStop={() => setReason(null)}
        />
      )}
      {value !== null && (
        <TeamReportView report={value} smallest={smallest} categories={status.categories} zone={ownZone} />
      )}
      <p className="quiet small prose-line">
        {t('about', { smallest })} {t('members')}
      </p>
    </>
  );
}

function readText({ done, all }: ReportProgress): string {
  return t('members-so-far', { done: countText(done), all: countText(all) });
}
