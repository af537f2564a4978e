import { Button } from '../../../parts/controls/button.tsx';
import { ProblemNotice } from '../../../parts/controls/problem-notice.tsx';
import { tConsent as t } from '../../messages.ts';
import type { ConsentDraft } from './consent-draft.ts';

/** What the switches come to, and both ways to end: as large and as strong as each other, the safe one first. */
export function ConsentBar({ draft }: { readonly draft: ConsentDraft }) {
  const { counts, hasSome, mutation, save, keepOff } = draft;
  return (
    <div className="consent-bar" data-testid="consent-bar">
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="row wrap">
        <p role="status">{t('counts', counts)}</p>
        <div className="answers">
          <Button aria-busy={mutation.isBusy} onClick={() => void keepOff()}>
            {t(hasSome ? 'keep-rest-off' : 'keep-all-off')}
          </Button>
          <Button aria-busy={mutation.isBusy} onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      </div>
    </div>
  );
}
