import { Switch } from 'radix-ui';
import { useEffect, useId, useRef } from 'react';
import { textIn } from '../../core/language.ts';
import { absenceWords } from '../../core/words/absences.ts';
import { say } from '../../core/words/define.ts';
import type { Client } from '../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus, PurposeStatus } from '../../ipc/employee.ts';
import { countOf } from '../parts/formats.ts';
import { Notice } from '../parts/notice.tsx';
import { purposeWords } from '../parts/state-words.ts';
import { useAct } from '../parts/use-act.ts';
import { consentGivenWords, organisationText } from './answer.ts';

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly status: EmployeeStatus;
  readonly onDone: () => void;
  /** Given where the person chooses for the first time: the list then stands alone, explains itself and can be closed. */
  readonly onClose?: () => void;
  /** Whether the title takes the focus when the list appears, for the person who just closed the first one. */
  readonly hasFocus?: boolean;
}

/** What may be recorded, one switch each. Every one is off until it is switched on, and each works without the others. */
export function Purposes({ client, status, onDone, onClose, hasFocus = false }: Props) {
  const isFirst = onClose !== undefined;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasFocus) title.current?.focus();
  }, [hasFocus]);
  return (
    <section className="card" aria-labelledby="purposes-title">
      <div className="card-head">
        <h2 id="purposes-title" ref={title} tabIndex={-1}>
          {isFirst ? 'What may be recorded?' : 'What you agreed to'}
        </h2>
      </div>
      {!isFirst && <p className="quiet small purposes-by">{consentGivenWords[status.consentGiven]}</p>}
      {isFirst && (
        <p className="purposes-intro">
          {organisationText(status)} asks for the following. Agree to what is all right with you; everything works with
          any of it off, and you can change your mind at any time.
        </p>
      )}
      <ul className={isFirst ? 'purposes wide' : 'purposes narrow'}>
        {status.purposes.map((purpose) => (
          <PurposeRow
            key={purpose.purpose}
            client={client}
            purpose={purpose}
            // While paused, the page's answer has said so already.
            isReasonShown={
              status.recording !== 'paused' && purpose.state !== 'refused' && purpose.state !== 'recording'
            }
            onDone={onDone}
          />
        ))}
      </ul>
      {isFirst && (
        <button type="button" className="button main purposes-done" onClick={onClose}>
          Done
        </button>
      )}
    </section>
  );
}

interface RowProps {
  readonly client: Client<EmployeeContract>;
  readonly purpose: PurposeStatus;
  readonly isReasonShown: boolean;
  readonly onDone: () => void;
}

function PurposeRow({ client, purpose, isReasonShown, onDone }: RowProps) {
  const act = useAct();
  const label = useId();
  const about = useId();
  const isAgreed = purpose.state !== 'refused';
  const change = async (agreed: boolean) => {
    // Not `disabled` meanwhile: a switch that is loses the focus.
    if (act.isBusy) return;
    await act.run(() => client.setConsent({ purpose: purpose.purpose, agreed, notice: purpose.notice }));
    onDone();
  };
  return (
    <li data-purpose={purpose.purpose} data-state={purpose.state}>
      <div className="purpose-head">
        <h3 id={label}>{purposeWords[purpose.purpose].long}</h3>
        <span className="small purpose-state">{isAgreed ? 'Agreed' : 'Not agreed'}</span>
        <Switch.Root
          className="switch"
          aria-labelledby={label}
          aria-describedby={about}
          checked={isAgreed}
          aria-busy={act.isBusy}
          onCheckedChange={(agreed) => void change(agreed)}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </div>
      <p id={about} className="quiet small">
        {textIn(purpose.why, 'en')} Kept {countOf(purpose.keptDays, 'day')}.
      </p>
      {isReasonShown && (
        <p className="purpose-reason small">
          {purpose.state === 'stopped' ? 'Not now: ' : 'Cannot be recorded: '}
          {purpose.sensorReason ?? say(absenceWords, 'en', purpose.because ?? 'sensor')}
        </p>
      )}
      {act.problem !== null && <Notice problem={act.problem} tone="danger" />}
    </li>
  );
}
