import { useState } from 'react';
import { Card } from '../../parts/layout/card.tsx';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tConsent as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly organisation: string;
  readonly onDone: () => void;
}

/** The way out: what ends, what stays, and whether the person's own copy goes too. */
export function Unenrol({ client, organisation, onDone }: Props) {
  const [removeHistory, setRemoveHistory] = useState(false);
  return (
    <Card id="leave" title={t('leave-title')}>
      <p>{t('leave-body', { organisation })}</p>
      <ConfirmAction
        ask={t('leave-ask')}
        question={t('leave-question', { organisation })}
        no={t('stay')}
        yes={t('leave')}
        onYes={() => client.leave({ removeHistory })}
        onDone={onDone}
      >
        <ul className="rights">
          <li>{t('leave-stops')}</li>
          <li>{t('leave-stays')}</li>
          <li>{t('leave-open')}</li>
          <li>{t('leave-offline')}</li>
        </ul>
        <label className="choice">
          <input type="checkbox" checked={removeHistory} onChange={(event) => setRemoveHistory(event.target.checked)} />
          <span>{t('leave-history')}</span>
        </label>
      </ConfirmAction>
    </Card>
  );
}
