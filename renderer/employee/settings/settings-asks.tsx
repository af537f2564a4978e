import { useId } from 'react';
import { languages } from '../../../core/language.ts';
import { TimeField } from '../../parts/calendar/typed-field.tsx';
import { languageNames } from '../../parts/controls/language-chooser.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { tSettings as t } from '../messages.ts';
import { minuteOf, type SettingsDraft, timeOf } from './settings-draft.ts';
import { SwitchRow } from './switch-row.tsx';

/** Six in the evening, until the person names another time. */
const usualMinute = 18 * 60;

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
        <li>
          <SwitchRow
            label={t('needs-reminder')}
            isOn={draft.needsReminder}
            onChange={(needsReminder) => onChange({ needsReminder })}
          />
        </li>
        <li>
          <SwitchRow
            label={t('pause-reminder')}
            isOn={draft.pauseReminder}
            onChange={(pauseReminder) => onChange({ pauseReminder })}
          />
        </li>
        <li className="evening-summary">
          <SwitchRow
            label={t('evening-summary')}
            isOn={draft.eveningSummary !== null}
            onChange={(isOn) => onChange({ eveningSummary: isOn ? usualMinute : null })}
          />
          {draft.eveningSummary !== null && (
            <TimeField
              label={t('evening-time')}
              value={timeOf(draft.eveningSummary)}
              onValue={(time) => {
                const minute = minuteOf(time);
                // What is no time yet leaves the one before.
                if (minute !== null) onChange({ eveningSummary: minute });
              }}
            />
          )}
        </li>
      </ul>
      <p className="quiet small">{t('reminders-about')}</p>
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
