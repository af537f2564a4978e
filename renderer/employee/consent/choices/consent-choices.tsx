import type { EmployeeStatus } from '../../../../ipc/employee.ts';
import type { ConsentState } from '../../../../ipc/employee-consent.ts';
import { Button } from '../../../parts/controls/button.tsx';
import { EnrolSteps } from '../../enrolment/enrol-steps.tsx';
import { ConfirmAction } from '../../frame/confirm-action.tsx';
import { tConsent as t } from '../../messages.ts';
import { type ConsentActions, isOutgrown } from '../consent-actions.ts';
import { ConsentBar } from './consent-bar.tsx';
import { useConsentDraft } from './consent-draft.ts';
import { ConsentRow } from './consent-row.tsx';

interface Props {
  readonly actions: ConsentActions;
  readonly state: ConsentState;
  readonly status: EmployeeStatus;
  /** While the person chooses for the first time: the list then explains itself, and can be closed. */
  readonly isFirst: boolean;
  /** The choices are written, or the list was closed. */
  readonly onChosen: () => void;
}

/** What may be recorded, one purpose at a time. Each is off until it is decided, and each works without the others. */
export function ConsentChoices({ actions, state, status, isFirst, onChosen }: Props) {
  const draft = useConsentDraft(actions, state, onChosen);
  const hasSwitches = draft.counts.yes + draft.counts.no > 0;
  // While paused or off hours the window's head has said so already.
  const isReasonShown = status.recording === 'on' || status.recording === 'partly';
  const given = status.consentGiven;
  return (
    <section className="card" aria-labelledby="choices-title">
      {isFirst && <EnrolSteps current={3} />}
      <div className="card-head">
        <h2 id="choices-title">{t(isFirst ? 'first-title' : 'choices-title')}</h2>
      </div>
      {isFirst && <p className="consent-intro">{t('first-intro', { organisation: state.organisation })}</p>}
      {given === 'terminal' && <p className="quiet">{t('given-terminal')}</p>}
      <ul className="consent-list">
        {state.purposes.map(
          (each) =>
            !isOutgrown(each) && (
              <ConsentRow
                key={each.purpose}
                actions={actions}
                consent={each}
                draft={draft}
                status={status.purposes.find(({ purpose }) => purpose === each.purpose) ?? null}
                host={status.host}
                isReasonShown={isReasonShown}
                zone={status.zone}
              />
            ),
        )}
      </ul>
      {hasSwitches && (isFirst || draft.isOpen) && <ConsentBar draft={draft} />}
      {isFirst && !hasSwitches && (
        <Button kind="main" onClick={onChosen}>
          {t('done')}
        </Button>
      )}
      {!isFirst && state.purposes.some(({ isAllowed }) => isAllowed) && (
        <ConfirmAction
          ask={t('withdraw-all')}
          question={t('withdraw-all-title')}
          no={t('keep')}
          yes={t('withdraw-all-do')}
          onYes={() => actions.client.withdrawAll({})}
          onDone={actions.onDone}
        >
          <p>{t('withdraw-all-body')}</p>
        </ConfirmAction>
      )}
    </section>
  );
}
