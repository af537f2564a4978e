import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerProps } from '../frame/page-props.ts';
import { hrefOf, teamKey } from '../frame/route.ts';
import { tTeams as t } from '../messages.ts';
import './teams.css';

/** "Which teams are there?", and which of them are large enough to be summed up. */
export function TeamsPage({ connection: { client, onChange } }: ManagerProps) {
  const teams = useQuery('teams', () => client.teams({}), onChange, 60_000);
  const { value, problem } = teams;
  return (
    <>
      <PageHead title={t('title')} />
      <ProblemNotice problem={problem} onRetry={teams.again} />
      <PageLoading query={teams} words={t(teams.isSlow ? 'reading-slow' : 'reading')} rows={3} />
      {value !== null && value.teams.length === 0 && (
        <div className="empty">
          <h2>{t('none')}</h2>
          <p className="quiet">{t('none-about')}</p>
        </div>
      )}
      {value !== null && value.teams.length > 0 && (
        <>
          <p className="quiet prose-line">
            {t('about', { smallest: value.smallest })} {t('members')}
          </p>
          <ul className="card teams" aria-label={t('list')}>
            {value.teams.map(({ team, people, isShown }) => (
              <li key={team} data-team={teamKey(team)}>
                {isShown ? (
                  <a className="person-name" href={hrefOf({ page: 'team', team: teamKey(team) })}>
                    {team}
                  </a>
                ) : (
                  <span className="team-name">{team}</span>
                )}
                <span className="quiet">
                  {isShown ? t('people', { count: people }) : t('too-small', { smallest: value.smallest })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
