import { useState } from 'react';
import type { Language } from '../../../core/language.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { LanguageChooser } from '../../parts/controls/language-chooser.tsx';
import { PassphraseForm } from '../../parts/controls/passphrase-form.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { durationText } from '../../parts/formats.ts';
import { EyeMark } from '../../parts/timeline/marks.tsx';
import type { Query } from '../../parts/use-query.ts';
import { ExplainedSwitch } from '../frame/explained-switch.tsx';
import type { ManagerClient } from '../frame/page-props.ts';
import { tFrame as t } from '../messages.ts';

interface Props {
  readonly client: ManagerClient;
  readonly status: Query<ManagerStatus>;
  readonly lock: ManagerStatus['lock'];
  readonly onLanguage: (language: Language) => void;
}

/** Asks for the passphrase, and says why it has to be asked for again. */
export function UnlockPage({ client, status, lock, onLanguage }: Props) {
  const [stay, setStay] = useState(false);
  const unlock = async (passphrase: string) => {
    const result = await client.unlock({ passphrase, stay });
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
        <p>{t('locked-body')}</p>
        {lock.because !== null && (
          <p className="quiet" data-testid="because">
            {t(`locked-${lock.because}`, { length: durationText(lock.afterMs) })}
          </p>
        )}
      </div>
      <ProblemNotice problem={status.problem} tone="danger" onRetry={status.again} />
      <PassphraseForm isNew={false} button={t('unlock')} onUnlock={unlock}>
        <StayBox isOn={stay} where={lock.where} onChange={setStay} />
      </PassphraseForm>
      <LanguageChooser onChoose={onLanguage} />
    </main>
  );
}

interface StayProps {
  readonly isOn: boolean;
  readonly where: ManagerStatus['lock']['where'];
  readonly onChange: (stay: boolean) => void;
}

/** A choice that starts off, with where the key would be kept. */
export function StayBox({ isOn, where, onChange }: StayProps) {
  return <ExplainedSwitch isOn={isOn} label={t('stay')} about={t(`stay-${where}`)} onChange={onChange} />;
}
