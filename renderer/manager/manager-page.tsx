import { useState } from 'react';
import type { Language } from '../../core/language.ts';
import { managerWords } from '../../core/words/manager.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import { setPageLanguage, wordsOf } from '../parts/language.ts';
import { LanguageChooser } from '../parts/language-chooser.tsx';
import { EyeMark } from '../parts/marks.tsx';
import { Notice } from '../parts/notice.tsx';
import { PassphraseForm } from '../parts/passphrase-form.tsx';
import { useCall } from '../parts/use-call.ts';
import type { Connection } from '../transport.ts';
import './manager.css';
import './entries.css';
import { ViewingPage } from './viewing-page.tsx';

const say = wordsOf(managerWords);

interface Props {
  readonly connection: Connection<ManagerContract>;
}

/** The manager's window: unlock, then choose a person and a day. */
export function ManagerPage({ connection }: Props) {
  const { client, onChange } = connection;
  const status = useCall('status', () => client.status({}), onChange);
  const [chosen, setChosen] = useState<Language | null>(null);
  // While rendering, because what is rendered next reads it. A day that is open stays open: to open it again would leave another receipt.
  setPageLanguage(chosen);
  document.title = say('title');

  if (status.value === null) {
    return (
      <main className="alone" aria-busy={status.problem === null}>
        <h1>{status.problem === null ? 'Plainsight' : say('no-answer')}</h1>
        {status.problem === null ? (
          <p className="quiet" role="status">
            {say(status.isSlow ? 'asking-slow' : 'one-moment')}
          </p>
        ) : (
          <Notice problem={status.problem} tone="danger" onRetry={status.again} />
        )}
      </main>
    );
  }
  if (status.value.phase === 'locked') {
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
          <h1>{say('locked-title')}</h1>
          <p>{say('locked-body')}</p>
        </div>
        {status.problem !== null && <Notice problem={status.problem} tone="danger" onRetry={status.again} />}
        <PassphraseForm isNew={false} button={say('unlock')} onUnlock={unlock} />
        <LanguageChooser onChoose={setChosen} />
      </main>
    );
  }
  return <ViewingPage connection={connection} status={status} known={status.value} onLanguage={setChosen} />;
}
