import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { ConsentState } from '../../../ipc/employee-consent.ts';
import { consentWords } from '../../../messages/employee/consent.ts';
import { wordsOf } from '../../parts/language.ts';
import { EnrolSteps } from '../enrolment/enrol-steps.tsx';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { type ConsentActions, isOutgrown } from './consent-actions.ts';
import { ConsentRow } from './consent-row.tsx';

const say = wordsOf(consentWords);

interface Props {
  readonly actions: ConsentActions;
  readonly state: ConsentState;
  readonly status: EmployeeStatus;
  /** Given while the person chooses for the first time: the list then explains itself and can be closed. */
  readonly onClose: (() => void) | null;
}

/** What may be recorded, one purpose at a time. Each is off until it is decided, and each works without the others. */
export function ConsentChoices({ actions, state, status, onClose }: Props) {
  const isFirst = onClose !== null;
  // While paused or off hours the window's head has said so already.
  const isReasonShown = status.recording === 'on' || status.recording === 'partly';
  const given = status.consentGiven;
  return (
    <section className="card" aria-labelledby="choices-title">
      {isFirst && <EnrolSteps current={3} />}
      <div className="card-head">
        <h2 id="choices-title">{say(isFirst ? 'first-title' : 'choices-title')}</h2>
      </div>
      {isFirst && <p className="consent-intro">{say('first-intro', { organisation: state.organisation })}</p>}
      {given === 'terminal' && <p className="quiet">{say('given-terminal')}</p>}
      <ul className="consent-list">
        {state.purposes.map(
          (each) =>
            !isOutgrown(each) && (
              <ConsentRow
                key={each.purpose}
                actions={actions}
                consent={each}
                status={
                  isReasonShown ? (status.purposes.find(({ purpose }) => purpose === each.purpose) ?? null) : null
                }
                zone={status.zone}
              />
            ),
        )}
      </ul>
      {isFirst ? (
        <button type="button" className="button main" onClick={onClose}>
          {say('done')}
        </button>
      ) : (
        state.purposes.some(({ isAllowed }) => isAllowed) && (
          <ConfirmAction
            ask={say('withdraw-all')}
            question={say('withdraw-all-title')}
            no={say('keep')}
            yes={say('withdraw-all-do')}
            onYes={() => actions.client.withdrawAll({})}
            onDone={actions.onDone}
          >
            <p>{say('withdraw-all-body')}</p>
          </ConfirmAction>
        )
      )}
    </section>
  );
}
