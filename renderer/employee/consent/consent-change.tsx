import { useId } from 'react';
import type { Terms } from '../../../core/consent/terms.ts';
import type { PurposeConsent } from '../../../ipc/employee-consent.ts';
import { termsFields } from '../../../messages/terms-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { tConsent as t, tTerms } from '../messages.ts';
import { ChangeTable } from './change-table.tsx';
import { type ConsentActions, useDecision } from './consent-actions.ts';
import { fieldLines, TermsList } from './terms-list.tsx';

interface Props {
  readonly actions: ConsentActions;
  readonly consent: PurposeConsent;
  readonly read: Terms;
}

/** One purpose whose notice goes beyond what was read: what differs side by side, each said as wider or narrower, and the choice. */
export function ConsentChange({ actions, consent, read }: Props) {
  const decision = useDecision(actions, consent);
  const title = useId();
  const { purpose, terms, changes } = consent;
  const isConsent = terms.basis === 'consent';
  const effects = new Map(changes.map(({ field, effect }) => [field, effect]));
  const differing = termsFields.filter((field) => effects.has(field));
  return (
    <section className="card change" aria-labelledby={title} data-changed={purpose}>
      <h2 id={title}>
        {tTerms(purpose)}: {t('changed-title')}
      </h2>
      <p>{t('changed-body', { purpose: tTerms(purpose) })}</p>
      <ChangeTable
        before={t('you-read')}
        now={t('asked-now')}
        rows={differing.map((field) => ({
          field,
          name: tTerms(`field-${field}`),
          before: fieldLines(read, field),
          now: fieldLines(terms, field),
          effect: <Effect effect={effects.get(field) ?? 'widens'} />,
        }))}
      />
      <details className="consent-terms">
        <summary>{t('same')}</summary>
        <TermsList terms={terms} />
      </details>
      <ProblemNotice problem={decision.problem} tone="danger" />
      <div className="answers">
        <Button aria-describedby={title} onClick={() => void decision.decide(false)}>
          {t(isConsent ? 'disagree' : 'i-object')}
        </Button>
        <Button aria-describedby={title} onClick={() => void decision.decide(true)}>
          {t(isConsent ? 'agree' : 'i-read')}
        </Button>
      </div>
    </section>
  );
}

/** Arrows apart or together, and the word that says the same. */
function Effect({ effect }: { readonly effect: 'widens' | 'narrows' }) {
  return (
    <span className={`effect ${effect}`}>
      <svg aria-hidden="true" viewBox="0 0 16 16" width={14} height={14}>
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth={1.6}
          strokeLinecap="round"
          strokeLinejoin="round"
          d={effect === 'widens' ? 'M6 4 2 8l4 4M10 4l4 4-4 4M2 8h12' : 'M1 8h5M3 5l3 3-3 3M15 8h-5M13 5l-3 3 3 3'}
        />
      </svg>{' '}
      {t(effect)}
    </span>
  );
}
