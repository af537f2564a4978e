import { useId, useState } from 'react';
import type { Client } from '../../../ipc/contract.ts';
import type { EmployeeContract } from '../../../ipc/employee.ts';
import { consentWords } from '../../../messages/employee/consent.ts';
import { wordsOf } from '../../parts/language.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';

const say = wordsOf(consentWords);

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly organisation: string;
  readonly onDone: () => void;
}

/** The way out: what ends, what stays, and whether the person's own copy goes too. */
export function Unenrol({ client, organisation, onDone }: Props) {
  const [removeHistory, setRemoveHistory] = useState(false);
  const box = useId();
  return (
    <section className="card" aria-labelledby="leave-title">
      <div className="card-head">
        <h2 id="leave-title">{say('leave-title')}</h2>
      </div>
      <p>{say('leave-body', { organisation })}</p>
      <ConfirmAction
        ask={say('leave-ask')}
        question={say('leave-question', { organisation })}
        no={say('stay')}
        yes={say('leave')}
        onYes={() => client.leave({ removeHistory })}
        onDone={onDone}
      >
        <ul className="rights">
          <li>{say('leave-stops')}</li>
          <li>{say('leave-stays')}</li>
          <li>{say('leave-offline')}</li>
        </ul>
        <p className="consent-box">
          <input
            type="checkbox"
            id={box}
            checked={removeHistory}
            onChange={(event) => setRemoveHistory(event.target.checked)}
          />
          <label htmlFor={box}>{say('leave-history')}</label>
        </p>
      </ConfirmAction>
    </section>
  );
}
