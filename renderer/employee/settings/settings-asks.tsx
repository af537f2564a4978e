import { useId } from 'react';
import { languages } from '../../../core/language.ts';
import { languageNames } from '../../parts/controls/language-chooser.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { tSettings as t } from '../messages.ts';
import type { SettingsDraft } from './settings-draft.ts';
import { SwitchRow } from './switch-row.tsx';

interface Props {
  readonly draft: SettingsDraft;
  readonly onChange: (part: Partial<SettingsDraft>) => void;
}

/** What one is told of and asked, and in which language. */
export function SettingsAsks({ draft, onChange }: Props) {
  const language = useId();
  return (
    <section className="card" aria-labelledby="asks-title">
      <h2 id="asks-title">{t('asks-title')}</h2>
      <ul className="suggestions">
        <li>
          <SwitchRow
            label={t('shot-notice')}
            isOn={draft.shotNotice}
            onChange={(shotNotice) => onChange({ shotNotice })}
          />
        </li>
        <li>
          <SwitchRow
            label={t('idle-question')}
            isOn={draft.idleQuestion}
            onChange={(idleQuestion) => onChange({ idleQuestion })}
          />
        </li>
      </ul>
      <div className="field language">
        <label htmlFor={language}>{t('language-title')}</label>
        <Select
          id={language}
          value={draft.language ?? ''}
          options={[['', t('language-system')], ...languages.map((each) => [each, languageNames[each], each] as const)]}
          onChange={(chosen) => onChange({ language: chosen === '' ? null : chosen })}
        />
      </div>
    </section>
  );
}
