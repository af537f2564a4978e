import type { Invitation } from '../../../ipc/employee-enrolment.ts';
import { enrolWords } from '../../../messages/employee/enrolment.ts';
import { termsWords } from '../../../messages/employee/terms.ts';
import { termsFields } from '../../../messages/terms-text.ts';
import { momentText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import { ControllerList } from '../consent/controller-list.tsx';
import { RightsList } from '../consent/rights-list.tsx';
import { CommonTerms, commonFields, TermsList } from '../consent/terms-list.tsx';

const say = wordsOf(enrolWords);
const sayTerms = wordsOf(termsWords);

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
        <h1 tabIndex={-1}>{say('title', { organisation })}</h1>
        <p>{say('intro')}</p>
      </div>
      <article className="card enrol-document">
        <h2>{say('for-whom')}</h2>
        <div className="row wrap enrol-name">
          <p>{say('for-name', { name })}</p>
          <button type="button" className="button" onClick={onNotMe}>
            {say('not-me')}
          </button>
        </div>
        <h2>{say('who')}</h2>
        <ControllerList {...invitation} />
        <p className="quiet">{say('compare')}</p>
        <h2>{say('what')}</h2>
        <p>{say('what-intro', { count: terms.length })}</p>
        {/* First what weighs most and holds for every one: on which basis, and who sees it. */}
        {first !== undefined && common.length > 0 && (
          <section>
            <h3>{say('for-all')}</h3>
            <CommonTerms terms={first} fields={common} />
          </section>
        )}
        {terms.map((each) => (
          <section key={each.purpose} data-purpose={each.purpose}>
            <h3>{sayTerms(each.purpose)}</h3>
            <TermsList terms={each} fields={own} />
          </section>
        ))}
        <h2>{say('where')}</h2>
        <p>{say('where-body', { ...storage })}</p>
        <h2>{sayTerms('rights-title')}</h2>
        <RightsList />
        <p className="quiet">{say('expiry', { moment: momentText(expiresAt) })}</p>
      </article>
      <div className="enrol-foot">
        <div className="answers">
          <button type="button" className="button" onClick={onDecline}>
            {say('do-not-enrol')}
          </button>
          <button type="button" className="button" onClick={onContinue}>
            {say('continue')}
          </button>
        </div>
        <button type="button" className="button bare" onClick={() => window.print()}>
          {say('print-notice')}
        </button>
      </div>
    </>
  );
}
