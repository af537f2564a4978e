import type { PersonId } from '../../../core/ids.ts';
import type { EnrolledPerson, PersonStanding, StandingComputer } from '../../../ipc/administrator/administrator.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { agoText, momentText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { CrossMark, DashMark, TickMark, WarningMark } from '../../parts/timeline/marks.tsx';
import { tAdminPeople as t } from '../messages.ts';
import { lastHeardOf } from './enrolled-filter.ts';

interface Props {
  readonly people: readonly EnrolledPerson[];
  readonly standingOf: (person: PersonId) => PersonStanding | undefined;
  readonly now: number;
  readonly onConfirm: (person: EnrolledPerson) => void;
}

/** One row a person, in the order that they come in. */
export function EnrolledTable({ people, standingOf, now, onConfirm }: Props) {
  return (
    <ul className="card admin-people" aria-label={t('list')}>
      <li className="admin-person admin-head quiet small" aria-hidden="true">
        <span>{t('name')}</span>
        <span>{t('state')}</span>
        <span>{t('heard')}</span>
      </li>
      {people.map((each) => (
        <EnrolledRow
          key={each.person}
          person={each}
          standing={standingOf(each.person)}
          now={now}
          onConfirm={() => onConfirm(each)}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly person: EnrolledPerson;
  readonly standing: PersonStanding | undefined;
  readonly now: number;
  readonly onConfirm: () => void;
}

function EnrolledRow({ person: { person, name, team }, standing, now, onConfirm }: RowProps) {
  const isAsking = standing?.computers.some(({ state }) => state === 'asking') === true;
  return (
    <li className="admin-person" data-person={person}>
      <div className="admin-who">
        <strong>{name}</strong>
        {team !== null && <span className="quiet small">{team}</span>}
      </div>
      <div className="admin-computers">
        {standing === undefined && <span className="quiet">{t('not-read')}</span>}
        {standing?.problem != null && (
          <span className="quiet">{problemText(pageLanguage(), standing.problem).what}</span>
        )}
        {standing?.problem === null && standing.computers.length === 0 && (
          <span className="quiet">{t('no-computer')}</span>
        )}
        {standing?.computers.map((computer) => (
          <Computer key={computer.device} {...computer} />
        ))}
        {(standing?.foreign ?? 0) > 0 && (
          <span className="admin-state">
            <WarningMark /> {t('state-foreign', { count: standing?.foreign ?? 0 })}
          </span>
        )}
        {isAsking && (
          <Button aria-label={t('confirm-of', { name })} onClick={onConfirm}>
            {t('confirm')}
          </Button>
        )}
      </div>
      <div className="admin-heard">
        <span className="admin-label quiet small">{t('heard')}: </span>
        <Heard standing={standing} now={now} />
      </div>
    </li>
  );
}

function Computer({ state, enrolledAt }: StandingComputer) {
  return (
    <span className="admin-state" data-state={state}>
      {state === 'confirmed' && <TickMark />}
      {state === 'unused' && <DashMark />}
      {state === 'asking' && <WarningMark />}
      {(state === 'confirmed-other' || state === 'strange') && <CrossMark />}
      <span>
        {t(`state-${state}`)}{' '}
        {state === 'unused' && (
          <span className="quiet small">{t('enrolled-at', { when: momentText(enrolledAt, undefined, 'medium') })}</span>
        )}
      </span>
    </span>
  );
}

function Heard({ standing, now }: Pick<RowProps, 'standing' | 'now'>) {
  if (standing === undefined || standing.problem !== null) return <span className="quiet">–</span>;
  const at = lastHeardOf(standing);
  if (at === null) return <span className="quiet">{t('never')}</span>;
  return <time title={momentText(at)}>{agoText(now - at)}</time>;
}
