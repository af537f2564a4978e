import type { ComponentProps, ReactNode } from 'react';
import { LanguageChooser } from '../controls/language-chooser.tsx';
import { PassphraseForm } from '../controls/passphrase-form.tsx';
import { ProblemNotice } from '../controls/problem-notice.tsx';
import { EyeMark } from '../timeline/marks.tsx';
import type { Query } from '../use-query.ts';

interface Props {
  readonly status: Pick<Query<unknown>, 'problem' | 'again'>;
  readonly title: string;
  /** What is locked. */
  readonly about: ReactNode;
  /** Why it has to be unlocked again; null: for the first time. */
  readonly because: string | null;
  readonly button: string;
  readonly unlock: ComponentProps<typeof PassphraseForm>['onUnlock'];
  readonly onLanguage: ComponentProps<typeof LanguageChooser>['onChoose'];
  /** Further choices of the form. */
  readonly children?: ReactNode;
}

/** The whole window while its keys are locked: asks for the passphrase, and asks for the status once it was right. */
export function LockedWindow({ status, title, about, because, button, unlock, onLanguage, children }: Props) {
  const onUnlock: Props['unlock'] = async (passphrase) => {
    const result = await unlock(passphrase);
    if (result.ok) status.again();
    return result;
  };
  return (
    <main className="alone">
      <span className="brand">
        <EyeMark look="closed" /> Plainsight
      </span>
      <div className="prose">
        <h1>{title}</h1>
        {about}
        {because !== null && (
          <p className="quiet" data-testid="because">
            {because}
          </p>
        )}
      </div>
      <ProblemNotice problem={status.problem} tone="danger" onRetry={status.again} />
      <PassphraseForm isNew={false} button={button} onUnlock={onUnlock}>
        {children}
      </PassphraseForm>
      <LanguageChooser onChoose={onLanguage} />
    </main>
  );
}
