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
import { ApprovalItem } from './approval-item.tsx';
import { entryKey, type PendingList } from './use-pending.ts';

interface Props extends ManagerProps {
  readonly waiting: PendingList;
}

/** "Who waits for an answer?" What people added or corrected, over everybody, oldest first. */
export function ApprovalsPage({ connection, status, waiting }: Props) {
  const { client } = connection;
  const { value, problem, isSlow, again, answered } = waiting;
  const isNothing = value !== null && value.entries.length === 0;
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
        <section className="card entries" aria-label={t('list')}>
          <ol className="entry-list">
            {value.entries.map((entry) => (
              <ApprovalItem
                key={entryKey(entry)}
                entry={entry}
                now={status.now}
                answered={answered.get(entryKey(entry)) ?? null}
                onAnswer={async (approved, note) => {
                  const { person, request } = entry;
                  const result = await client.answer({ person, request, approved, note });
                  if (result.ok) waiting.answer(entry, approved);
                  return result;
                }}
              />
            ))}
          </ol>
        </section>
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
