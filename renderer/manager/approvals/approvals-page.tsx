import { useEffect, useMemo } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import { ListHead } from '../../parts/layout/list-head.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { UnreadPeople } from '../frame/unread-people.tsx';
import { tApprovals as t } from '../messages.ts';
import type { PendingList } from './use-pending.ts';
import { WaitingEntries } from './waiting-entries.tsx';

interface Props extends ManagerProps {
  readonly waiting: PendingList;
}

/** "Who waits for an answer?" What people added or corrected, over everybody. */
export function ApprovalsPage({ status, people, waiting }: Props) {
  const { value, isSlow, decisions } = waiting;
  const teamOf = useMemo(() => {
    const teams = new Map(people.value?.map(({ person, team }) => [person, team]));
    return (person: PersonId) => teams.get(person) ?? null;
  }, [people.value]);
  const isNothing = value !== null && value.entries.length === 0;
  // Whoever goes on to another page has decided.
  useEffect(() => () => decisions.flush(), [decisions]);
  return (
    <>
      <ListHead
        title={t('title')}
        about={waiting.count === null ? null : t('about', { count: waiting.count })}
        query={waiting}
        words={{ again: t('again'), reading: t(isSlow ? 'reading-slow' : 'reading') }}
      />
      {isNothing && (
        <div className="empty">
          <h2>{value.unread.length === 0 ? t('none') : t('some')}</h2>
          <p className="quiet">{t('none-about')}</p>
        </div>
      )}
      {value !== null && value.entries.length > 0 && (
        <WaitingEntries entries={value.entries} decisions={decisions} teamOf={teamOf} now={status.now} />
      )}
      {value !== null && (
        <UnreadPeople id="unread" title={t('unread', { count: value.unread.length })} unread={value.unread} />
      )}
    </>
  );
}
