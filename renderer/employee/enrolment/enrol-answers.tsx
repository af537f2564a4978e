import type { Result } from '../../../core/result.ts';
import type { Invitation } from '../../../ipc/employee-enrolment.ts';
import { Button } from '../../parts/controls/button.tsx';
import { PassphraseForm } from '../../parts/controls/passphrase-form.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tEnrolment as t } from '../messages.ts';

interface AgeProps {
  readonly invitation: Invitation;
  readonly onYounger: () => void;
  readonly onOfAge: () => void;
  readonly onBack: () => void;
}

/** The age, stated: two answers, neither of them given beforehand. */
export function EnrolAge({ invitation: { organisation, minimumAge: age }, onYounger, onOfAge, onBack }: AgeProps) {
  return (
    <>
      <div className="prose">
        <h1 tabIndex={-1}>{t('age-title')}</h1>
        <p>{t('age-body', { organisation, age })}</p>
      </div>
      <div className="answers">
        <Button onClick={onYounger}>{t('younger')}</Button>
        <Button onClick={onOfAge}>{t('of-age', { age })}</Button>
      </div>
      <BackButton onBack={onBack} />
    </>
  );
}

interface KeysProps {
  readonly needsPassphrase: boolean;
  readonly onAccept: (passphrase: string | null) => Promise<Result<unknown>>;
  readonly onBack: () => void;
}

/** The last step before the keys are made: a passphrase, or none where a keychain keeps them. */
export function EnrolKeys({ needsPassphrase, onAccept, onBack }: KeysProps) {
  const mutation = useMutation();
  return (
    <>
      <div className="prose">
        <h1 tabIndex={-1}>{t(needsPassphrase ? 'keys-title' : 'ready-title')}</h1>
        <p>{t(needsPassphrase ? 'keys-body' : 'ready-body')}</p>
      </div>
      {needsPassphrase ? (
        <PassphraseForm isNew button={t('keys-button')} onUnlock={onAccept} />
      ) : (
        <>
          <ProblemNotice problem={mutation.problem} tone="danger" />
          <Button kind="big" disabled={mutation.isBusy} onClick={() => void mutation.run(() => onAccept(null))}>
            {t(mutation.isBusy ? 'busy' : 'ready-button')}
          </Button>
        </>
      )}
      <BackButton onBack={onBack} />
    </>
  );
}

function BackButton({ onBack }: { readonly onBack: () => void }) {
  return (
    <Button className="bare enrol-back" onClick={onBack}>
      {t('back')}
    </Button>
  );
}
