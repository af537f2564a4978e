import type { Problem } from '../../../core/problem.ts';
import { PassphraseForm } from '../../parts/controls/passphrase-form.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { EyeMark } from '../../parts/timeline/marks.tsx';
import { tShell as t } from '../messages.ts';
import type { PageProps } from './page-props.ts';

interface Props extends PageProps {
  readonly problem: Problem | null;
}

/** Chooses the passphrase in phase `new`, asks for it in phase `locked`. */
export function LockedPage({ connection, status, refresh, problem }: Props) {
  const isNew = status.phase === 'new';
  const unlock = async (passphrase: string) => {
    const result = await connection.client.unlock({ passphrase });
    if (result.ok) refresh();
    return result;
  };
  return (
    <main className="alone" data-recording="off">
      <span className="brand">
        <EyeMark look="closed" /> Plainsight
      </span>
      <div className="prose">
        <h1>{t(isNew ? 'new-title' : 'locked-title')}</h1>
        <p>{t(isNew ? 'new-body' : 'locked-body')}</p>
        {isNew && (
          <p>
            <strong>{t('new-nobody')}</strong>
            {t('new-because')}
          </p>
        )}
      </div>
      <ProblemNotice problem={problem} tone="danger" onRetry={refresh} />
      <PassphraseForm
        key={status.phase}
        isNew={isNew}
        button={t(isNew ? 'new-button' : 'locked-button')}
        onUnlock={unlock}
      />
    </main>
  );
}
