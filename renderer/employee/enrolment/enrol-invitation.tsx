import type { Invitation } from '../../../ipc/employee-enrolment.ts';
import { termsFields } from '../../../messages/terms-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { momentText } from '../../parts/formats.ts';
import { ControllerList } from '../consent/controller-list.tsx';
import { RightsList } from '../consent/rights-list.tsx';
import { CommonTerms, commonFields, TermsList } from '../consent/terms-list.tsx';
import { tEnrolment as t, tTerms } from '../messages.ts';

interface Props {
  readonly invitation: Invitation;
  readonly onNotMe: () => void;
  readonly onDecline: () => void;
  readonly onContinue: () => void;
}

/** The invitation as one document, before anything runs: GDPR Art. 13, and whether it is for this person at all. */
export function EnrolInvitation({ invitation, onNotMe, onDecline, onContinue }: Props) {
  const { organisation, name, terms, storage, expiresAt } = invitation;
  const common = commonFields(terms);
  const own = termsFields.filter((field) => !common.includes(field));
  const [first] = terms;
  return (
    <>
      <div className="prose">
        <h1 tabIndex={-1}>{t('title', { organisation })}</h1>
        <p>{t('intro')}</p>
      </div>
      <article className="card enrol-document">
        <h2>{t('for-whom')}</h2>
        <div className="row wrap enrol-name">
          <p>{t('for-name', { name })}</p>
          <Button onClick={onNotMe}>{t('not-me')}</Button>
        </div>
        <h2>{t('who')}</h2>
        <ControllerList {...invitation} />
        <p className="quiet">{t('compare')}</p>
        <h2>{t('what')}</h2>
        <p>{t('what-intro', { count: terms.length })}</p>
        {/* First what weighs most and holds for every one: on which basis, and who sees it. */}
        {first !== undefined && common.length > 0 && (
          <section>
            <h3>{t('for-all')}</h3>
            <CommonTerms terms={first} fields={common} />
          </section>
        )}
        {terms.map((each) => (
          <section key={each.purpose} data-purpose={each.purpose}>
            <h3>{tTerms(each.purpose)}</h3>
            <TermsList terms={each} fields={own} />
          </section>
        ))}
        <h2>{t('where')}</h2>
        <p>{t('where-body', { ...storage })}</p>
        <h2>{tTerms('rights-title')}</h2>
        <RightsList />
        <p className="quiet">{t('expiry', { moment: momentText(expiresAt) })}</p>
      </article>
      <div className="enrol-foot">
        <div className="answers">
          <Button onClick={onDecline}>{t('do-not-enrol')}</Button>
          <Button onClick={onContinue}>{t('continue')}</Button>
        </div>
        <Button kind="bare" onClick={() => window.print()}>
          {t('print-notice')}
        </Button>
      </div>
    </>
  );
}
