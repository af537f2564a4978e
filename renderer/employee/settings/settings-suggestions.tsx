import type { SuggestionGroup } from '../../../core/consent/suggestions.ts';
import { chromiumKin } from '../../../core/consent/suggestions.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { Button } from '../../parts/controls/button.tsx';
import { tSettings as t } from '../messages.ts';
import { namedIn } from './settings-draft.ts';
import { SwitchRow } from './switch-row.tsx';

interface Props {
  readonly suggestions: readonly { readonly group: SuggestionGroup; readonly rules: readonly Rule[] }[];
  readonly without: readonly SuggestionGroup[];
  /** The organisation's own rules, which hold besides. */
  readonly organisation: readonly Rule[];
  readonly onChange: (without: SuggestionGroup[]) => void;
  /** Adds rules of the person's own that leave out these programs as a whole. */
  readonly onExclude: (apps: readonly string[]) => void;
}

/** Groups that leave out what hardly anybody wants recorded, each with what it leaves out. */
export function SettingsSuggestions({ suggestions, without, organisation, onChange, onExclude }: Props) {
  return (
    <>
      <h3 className="settings-part">{t('suggestions-title')}</h3>
      <ul className="suggestions">
        {suggestions.map(({ group, rules }) => (
          <Suggestion
            key={group}
            group={group}
            rules={rules}
            isOn={!without.includes(group)}
            onExclude={onExclude}
            onChange={(isOn) => onChange(isOn ? without.filter((each) => each !== group) : [...without, group])}
          />
        ))}
      </ul>
      {organisation.length > 0 && (
        <>
          <h3 className="settings-part">{t('organisation-rules')}</h3>
          <Patterns rules={organisation} />
        </>
      )}
    </>
  );
}

interface SuggestionProps {
  readonly group: SuggestionGroup;
  readonly rules: readonly Rule[];
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly onExclude: Props['onExclude'];
}

function Suggestion({ group, rules, isOn, onChange, onExclude }: SuggestionProps) {
  return (
    <li data-group={group}>
      <SwitchRow label={t(`group-${group}`)} isOn={isOn} onChange={onChange} />
      {group === 'private-windows' && (
        <>
          <p className="quiet small">{t('private-limit')}</p>
          <Button onClick={() => onExclude(chromiumKin)}>{t('private-exclude')}</Button>
        </>
      )}
      <details>
        <summary className="quiet small">{t('group-excludes', { count: rules.length })}</summary>
        <Patterns rules={rules} />
      </details>
    </li>
  );
}

function Patterns({ rules }: { readonly rules: readonly Rule[] }) {
  return (
    <ul className="patterns small">
      {rules.map((rule) => (
        <li key={JSON.stringify(rule)}>
          {rule.only === 'untold' && <span className="quiet">{t('pattern-untold')}</span>}
          {rule.only !== 'untold' &&
            namedIn(rule).map(([where, text]) => (
              <span key={where}>
                <span className="quiet">{t(`where-${where}`)}</span> <code>{text}</code>{' '}
              </span>
            ))}
          {rule.effect === 'hide-title' && <span className="quiet">· {t('effect-hide-title')}</span>}
        </li>
      ))}
    </ul>
  );
}
