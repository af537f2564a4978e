import { isOverdue } from '../../../core/rights/right-standing.ts';
import type { OwnRight } from '../../../ipc/rights/employee-rights.ts';
import { dayRangeText, dayText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tRights as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly requests: readonly OwnRight[];
  readonly onDone: () => void;
}

/** Every request: how it stands, until when it is to be answered, and what was answered. */
export function RequestList({ client, requests, onDone }: Props) {
  return (
    <Card id="requests" title={t('requests')}>
      {requests.length === 0 && <p className="quiet">{t('none')}</p>}
      <ul className="right-list">
        {requests.map((each) => (
          <Request key={each.id} client={client} request={each} onDone={onDone} />
        ))}
      </ul>
    </Card>
  );
}

function Request({ client, request, onDone }: Omit<Props, 'requests'> & { readonly request: OwnRight }) {
  const { id, asked, on, state, due, left, words, complainTo, identityBy, isThere, order } = request;
  const late = isOverdue(request);
  const day = dayText(on);
  return (
    <li className="right" data-testid="right" data-state={late ? 'overdue' : state}>
      <div className="right-head">
        <h3>{t(asked.kind)}</h3>
        <span className={`right-state ${late ? 'late' : state}`}>{t(`state-${state}`)}</span>
      </div>
      <p className="quiet small">
        {identityBy === null ? t('asked', { day }) : t('letter', { day, how: identityBy })}
        {asked.erasure !== null && ` · ${wantedText(asked.erasure)}`}
      </p>
      {asked.text !== '' && <blockquote>{asked.text}</blockquote>}
      {!isThere && <p className="warned small">{t('unsent')}</p>}
      {due !== null && left !== null && (
        <p className={late ? 'field-error' : undefined}>
          {late ? t('overdue', { day: dayText(due) }) : t('due', { day: dayText(due), left })}
        </p>
      )}
      <Said request={request} />
      {complainTo !== null && <p>{t('complain', { where: complainTo })}</p>}
      {words !== null && words !== '' && state === 'refused' && <p>{t('reason', { words })}</p>}
      {order !== null && <p className="quiet small">{t('order', { order })}</p>}
      {due !== null && (
        <ConfirmAction
          ask={t('take-back')}
          label={t('take-back-of', { what: t(asked.kind), day })}
          question={t('take-back-question')}
          no={t('take-back-no')}
          yes={t('take-back-yes')}
          onYes={() => client.withdrawRight({ id })}
          onDone={onDone}
        >
          <p>{t('take-back-means')}</p>
        </ConfirmAction>
      )}
    </li>
  );
}

/** Who answered, when, and what. */
function Said({ request: { state, by, answeredOn, words } }: { readonly request: OwnRight }) {
  if (by === null || answeredOn === null) return null;
  const about = { by, day: dayText(answeredOn) };
  if (state === 'extended') return <p>{t('extended', { ...about, words: words ?? '' })}</p>;
  if (state === 'begun') return <p>{t('begun', about)}</p>;
  return (
    <p>
      {t('answered', about)}
      {state === 'fulfilled' && words !== null && words !== '' && ` ${words}`}
    </p>
  );
}

function wantedText({ from, to, classes }: NonNullable<OwnRight['asked']['erasure']>): string {
  if (classes.includes('weeks')) return t('what-everything');
  const what = classes.includes('days') ? t('what-span') : t('what-pictures');
  return from === null || to === null ? what : `${what} ${dayRangeText(from, to)}`;
}
