import { useEffect, useMemo } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { AgainMark } from '../../parts/timeline/marks.tsx';
import { PageLoading } from '../frame/page-loading.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { tApprovals as t } from '../messages.ts';
import type { PendingList } from './use-pending.ts';
import { WaitingEntries } from './waiting-entries.tsx';

interface Props extends ManagerProps {
  readonly waiting: PendingList;
}

/** "Who waits for an answer?" What people added or corrected, over everybody. */
export function ApprovalsPage({ status, people, waiting }: Props) {
  const { value, problem, isSlow, again, decisions } = waiting;
  const teamOf = useMemo(() => {
    const teams = new Map(people.value?.map(({ person, team }) => [person, team]));
    return (person: PersonId) => teams.get(person) ?? null;
  }, [people.value]);
  const isNothing = value !== null && value.entries.length === 0;
  // Whoever goes on to another page has decided.
  useEffect(() => () => decisions.flush(), [decisions]);
  return (
    <>
      <PageHead title={t('title')} about={waiting.count === null ? null : t('about', { count: waiting.count })}>
        {(value !== null || problem !== null) && (
          <Button className="page-act" onClick={again}>
            <AgainMark /> {t('again')}
          </Button>
        )}
      </PageHead>
      <ProblemNotice problem={problem} onRetry={again} />
      <PageLoading query={waiting} words={t(isSlow ? 'reading-slow' : 'reading')} />
      {isNothing && (
        <div className="empty">
          <h2>{value.unread.length === 0 ? t('none') : t('some')}</h2>
          <p className="quiet">{t('none-about')}</p>
        </div>
      )}
      {value !== null && value.entries.length > 0 && (
        <WaitingEntries entries={value.entries} decisions={decisions} teamOf={teamOf} now={status.now} />
      )}
      {value !== null && value.unread.length > 0 && (
        <Card id="unread" title={t('unread', { count: value.unread.length })}>
          <ul className="unread">
            {value.unread.map((each) => (
              <li key={each.person} data-unread={each.person}>
                <strong>{each.name}</strong>{' '}
                <span className="quiet">{problemText(pageLanguage(), each.problem).what}</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
