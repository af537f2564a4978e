import { Switch } from 'radix-ui';
import { useId } from 'react';
import { languageSchema, languages } from '../../../core/language.ts';
import { languageNames } from '../../parts/controls/language-chooser.tsx';
import { tSettings as t } from '../messages.ts';
import type { SettingsDraft } from './settings-draft.ts';

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
        <Choice label={t('shot-notice')} isOn={draft.shotNotice} onChange={(shotNotice) => onChange({ shotNotice })} />
        <Choice
          label={t('idle-question')}
          isOn={draft.idleQuestion}
          onChange={(idleQuestion) => onChange({ idleQuestion })}
        />
      </ul>
      <div className="field language">
        <label htmlFor={language}>{t('language-title')}</label>
        <select
          id={language}
          className="input"
          value={draft.language ?? ''}
          onChange={({ target }) => onChange({ language: languageSchema.safeParse(target.value).data ?? null })}
        >
          <option value="">{t('language-system')}</option>
          {languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </select>
      </div>
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Choice({ label, isOn, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <li>
      <div className="suggestion-head">
        <span id={id}>{label}</span>
        <Switch.Root className="switch" aria-labelledby={id} checked={isOn} onCheckedChange={onChange}>
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </div>
    </li>
  );
}
