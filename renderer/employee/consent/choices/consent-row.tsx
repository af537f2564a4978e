import { Switch } from 'radix-ui';
import { useEffect, useId, useRef } from 'react';
import { textIn } from '../../../../core/language.ts';
import { canBePermitted, isImpossible } from '../../../../core/reason.ts';
import type { EmployeeStatus, PurposeStatus } from '../../../../ipc/employee.ts';
import type { PurposeConsent } from '../../../../ipc/employee-consent.ts';
import { Button } from '../../../parts/controls/button.tsx';
import { ProblemNotice } from '../../../parts/controls/problem-notice.tsx';
import { momentText } from '../../../parts/formats.ts';
import { pageLanguage } from '../../../parts/language.ts';
import { reasonText } from '../../../parts/state-words.ts';
import { tConsent as t, tAbsence, tTerms } from '../../messages.ts';
import { PermissionSteps } from '../../permission/permission-steps.tsx';
import { type ConsentActions, type DecisionMutation, useDecision } from '../consent-actions.ts';
import { TermsList } from '../terms-list.tsx';
import type { ConsentDraft } from './consent-draft.ts';

interface Props {
  readonly actions: ConsentActions;
  readonly consent: PurposeConsent;
  readonly draft: ConsentDraft;
  readonly status: PurposeStatus | null;
  readonly host: EmployeeStatus['host'];
  /** Whether the row says why what was agreed to is not recorded now: not where the window's head says so of all. */
  readonly isReasonShown: boolean;
  readonly zone: string;
}

/** One purpose: its switch where the basis is consent, else the notice with what the person can answer, and its terms. */
export function ConsentRow({ actions, consent, draft, status, host, isReasonShown, zone }: Props) {
  const decision = useDecision(actions, consent);
  const ids = { label: useId(), about: useId(), needs: useId(), obstacle: useId(), instead: useId() };
  const { purpose, terms, last, isAllowed, changes } = consent;
  const isConsent = terms.basis === 'consent';
  const waits = draft.waits(consent);
  const found = status?.obstacle ?? null;
  const needsExtension = purpose === 'websites' && !isImpossible(found);
  // That the extension is not there yet is no failure: the row says that it takes one.
  const obstacle = needsExtension && found?.code === 'websites-no-browser' ? null : found;
  const reason = isReasonShown && obstacle === null ? reasonOf(status) : null;
  const instead = status?.instead ?? null;
  const describedBy = [
    ...(obstacle === null ? [] : [ids.obstacle]),
    ...(instead === null ? [] : [ids.instead]),
    ids.about,
    ...(needsExtension ? [ids.needs] : []),
  ];
  // A no to what holds takes effect at once; a yes waits until it is saved.
  const flip = (agreed: boolean) => {
    if (isAllowed) void decision.decide(false);
    else draft.set(consent, agreed);
  };
  return (
    <li data-purpose={purpose} data-event={last?.event ?? 'none'} data-waits={waits}>
      <div className="consent-head">
        <h3 id={ids.label}>{tTerms(purpose)}</h3>
        <span className="small consent-state">
          {waits
            ? t('waits')
            : last === null
              ? stateText(consent)
              : t('since', { state: stateText(consent), moment: momentText(last.at, zone) })}
        </span>
        {obstacle !== null && (
          <p id={ids.obstacle} className="consent-obstacle small" data-obstacle={isImpossible(obstacle)}>
            {t(isImpossible(obstacle) ? 'impossible' : 'fails', { reason: reasonText(obstacle) })}
          </p>
        )}
        {instead !== null && (
          <p id={ids.instead} className="consent-obstacle small" data-instead={instead}>
            {t(`instead-${instead}`)}
          </p>
        )}
        {isConsent && (
          <Switch.Root
            className="switch"
            aria-labelledby={ids.label}
            aria-describedby={describedBy.join(' ')}
            checked={draft.isOn(consent)}
            aria-busy={decision.isBusy}
            onCheckedChange={flip}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
        )}
      </div>
      <p id={ids.about} className="quiet">
        {textIn(terms.why, pageLanguage())} {t('kept', terms.keptDays)}
      </p>
      {needsExtension && (
        <p id={ids.needs} className="quiet">
          {t('needs-extension')}
        </p>
      )}
      {!isConsent && (
        <>
          <p>
            <strong>{tTerms(terms.basis)}.</strong> {tTerms(`basis-${terms.basis}`)}
          </p>
          <NoticeAnswers consent={consent} decision={decision} describedBy={ids.label} />
        </>
      )}
      {isAllowed && changes.length > 0 && <p className="small">{t('narrowed')}</p>}
      {obstacle !== null && canBePermitted(obstacle) && (
        <PermissionSteps client={actions.client} reason={obstacle} host={host} />
      )}
      {reason !== null && <p className="consent-reason small">{t('not-now', { reason })}</p>}
      <details className="consent-terms">
        <summary>
          {t('terms')}
          <span className="only-heard">: {tTerms(purpose)}</span>
        </summary>
        <TermsList terms={terms} />
      </details>
      <ProblemNotice problem={decision.problem} tone="danger" />
    </li>
  );
}

interface AnswersProps {
  readonly consent: PurposeConsent;
  readonly decision: DecisionMutation;
  readonly describedBy: string;
}

/** Both answers of equal weight before the first one; afterwards the way to the other. The focus stays in the row. */
function NoticeAnswers({ consent, decision, describedBy }: AnswersProps) {
  const row = useRef<HTMLDivElement>(null);
  const hasAnswered = useRef(false);
  const event = consent.last?.event ?? null;
  // A new answer puts another button in the place of the pressed one.
  useEffect(() => {
    if (hasAnswered.current) row.current?.querySelector('button')?.focus();
  }, [event]);
  const answer = (agreed: boolean) => () => {
    hasAnswered.current = true;
    void decision.decide(agreed);
  };
  return (
    <div className="answers" ref={row}>
      {consent.isAllowed || event === null ? (
        <Button aria-describedby={describedBy} onClick={answer(false)}>
          {t(event === null ? 'i-object' : 'object')}
        </Button>
      ) : null}
      {!consent.isAllowed && (
        <Button aria-describedby={describedBy} onClick={answer(true)}>
          {t(event === 'objected' ? 'take-back' : 'i-read')}
        </Button>
      )}
    </div>
  );
}

function stateText({ terms, last, isAllowed }: PurposeConsent): string {
  if (terms.basis === 'consent')
    return t(isAllowed ? 'agreed' : last?.event === 'withdrawn' ? 'withdrawn' : 'not-agreed');
  return t(isAllowed ? 'read' : last?.event === 'objected' ? 'objected' : 'unread');
}

/** Why what was agreed to is not being recorded; null while it is, or while the person's own answer is the reason. */
function reasonOf(status: PurposeStatus | null): string | null {
  if (status === null || (status.state !== 'stopped' && status.state !== 'unavailable')) return null;
  return status.sensorReason === null ? tAbsence(status.because ?? 'sensor') : reasonText(status.sensorReason);
}
