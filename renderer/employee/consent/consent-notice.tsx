import { useState } from 'react';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { ConsentState } from '../../../ipc/employee-consent.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { tConsent as t, tTerms } from '../messages.ts';
import { Paper } from '../receipt/paper.tsx';
import { ControllerList } from './controller-list.tsx';
import { RightsList } from './rights-list.tsx';
import { TermsList } from './terms-list.tsx';

/** Who is responsible, and the whole notice in the page's language, to read or print. */
interface Props {
  readonly state: ConsentState;
  readonly status: Pick<EmployeeStatus, 'purposes'>;
}

export function ConsentNotice({ state, status }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { organisation, purposes } = state;
  const insteadOf = (purpose: Purpose) =>
    status.purposes.flatMap((each) => (each.purpose === purpose ? (each.instead ?? []) : []));
  return (
    <Card id="who" title={t('who-title')}>
      <ControllerList {...state} />
      <Button onClick={() => setOpen(true)}>{t('notice-open')}</Button>
      {isOpen && (
        <Paper title={t('notice-title', { organisation })} onClose={() => setOpen(false)}>
          {purposes.map(({ purpose, terms }) => (
            <div key={purpose}>
              <h3>{tTerms(purpose)}</h3>
              <TermsList terms={terms} />
              {insteadOf(purpose).map((each) => (
                <p key={each}>{t(`instead-${each}`)}</p>
              ))}
            </div>
          ))}
          <h3>{t('who-title')}</h3>
          <ControllerList {...state} />
          <h3>{tTerms('rights-title')}</h3>
          <RightsList />
        </Paper>
      )}
    </Card>
  );
}
