import { useMemo, useState } from 'react';
import type { Language } from '../../core/language.ts';
import type { AdministratorStatus } from '../../ipc/administrator/administrator.ts';
import { LanguageChooser } from '../parts/controls/language-chooser.tsx';
import { PassphraseForm } from '../parts/controls/passphrase-form.tsx';
import { ProblemNotice } from '../parts/controls/problem-notice.tsx';
import { durationText } from '../parts/formats.ts';
import { setPageLanguage } from '../parts/language.ts';
import { EyeMark } from '../parts/timeline/marks.tsx';
import { watchedClient } from '../parts/unlock/watched-client.ts';
import { type Query, useQuery } from '../parts/use-query.ts';
import { AdministratorPages } from './frame/administrator-pages.tsx';
import type { AdministratorConnection } from './frame/page-props.ts';
import { tAdminFrame as t } from './messages.ts';
import '../parts/layout/sidebar.css';
import './administrator.css';

interface Props {
  readonly connection: AdministratorConnection;
}

/** The administrator's window: unlock, then the pages. What they hold goes with them when the keys are locked. */
export function AdministratorPage({ connection }: Props) {
  const { client: plain, onChange } = connection;
  const status = useQuery('status', () => plain.status({}), onChange);
  const [chosen, setChosen] = useState<Language | null>(null);
  const { again } = status;
  // An answer that says `locked` comes before the word of change, or instead of it.
  const watching = useMemo(() => ({ client: watchedClient(plain, again), onChange }), [plain, onChange, again]);
  // While rendering, because what is rendered next reads it.
  setPageLanguage(chosen);

  if (status.value === null) {
    return (
      <main className="alone" aria-busy={status.problem === null}>
        <h1>
          {status.problem === null
            ? 'Plainsight'
            : t(status.problem.code === 'refused-token' ? 'renewed' : 'no-answer')}
        </h1>
        {status.problem === null ? (
          <p className="quiet" role="status">
            {t(status.isSlow ? 'asking-slow' : 'one-moment')}
          </p>
        ) : (
          <ProblemNotice problem={status.problem} tone="danger" onRetry={status.again} />
        )}
      </main>
    );
  }
  if (status.value.phase === 'locked')
    return <LockedPage connection={connection} status={status} known={status.value} onLanguage={setChosen} />;
  return <AdministratorPages connection={watching} status={status} known={status.value} onLanguage={setChosen} />;
}

interface LockedProps extends Props {
  readonly status: Query<AdministratorStatus>;
  readonly known: AdministratorStatus;
  readonly onLanguage: (language: Language) => void;
}

/** Asks for the passphrase, and says why it has to be asked for again. */
function LockedPage({ connection: { client }, status, known: { folder, lock }, onLanguage }: LockedProps) {
  const unlock = async (passphrase: string) => {
    const result = await client.unlock({ passphrase });
    if (result.ok) status.again();
    return result;
  };
  return (
    <main className="alone">
      <span className="brand">
        <EyeMark look="closed" /> Plainsight
      </span>
      <div className="prose">
        <h1>{t('locked-title')}</h1>
        <p className="any-break">{t('locked-body', { folder })}</p>
        {lock.because !== null && (
          <p className="quiet" data-testid="because">
            {t(`locked-${lock.because}`, { length: durationText(lock.afterMs) })}
          </p>
        )}
      </div>
      <ProblemNotice problem={status.problem} tone="danger" onRetry={status.again} />
      <PassphraseForm isNew={false} button={t('unlock')} onUnlock={unlock} />
      <LanguageChooser onChoose={onLanguage} />
    </main>
  );
}
