import { useEffect, useId, useRef } from 'react';
import { Button } from '../../parts/controls/button.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { CrossMark } from '../../parts/timeline/marks.tsx';
import { tSettings as t } from '../messages.ts';
import { type DraftRule, type Mistakes, namedIn, newKey } from './settings-draft.ts';

interface Props {
  readonly rules: readonly DraftRule[];
  readonly mistakes: Mistakes['rules'];
  readonly onChange: (rules: DraftRule[]) => void;
}

/** The person's own rules, one line each. */
export function SettingsRules({ rules, mistakes, onChange }: Props) {
  const added = useRef<number | null>(null);
  const add = () => {
    const key = newKey();
    added.current = key;
    onChange([...rules, { key, where: 'app', pattern: '', effect: 'exclude', besides: {} }]);
  };
  return (
    <>
      {rules.length === 0 && <p className="rules-none">{t('rules-none')}</p>}
      <ul className="rules">
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.key}
            rule={rule}
            number={index + 1}
            mistake={mistakes.get(rule.key) ?? null}
            isNew={added.current === rule.key}
            onChange={(next) => onChange(rules.map((each) => (each.key === rule.key ? next : each)))}
            onRemove={() => onChange(rules.filter(({ key }) => key !== rule.key))}
          />
        ))}
      </ul>
      <Button className="rule-add" onClick={add}>
        {t('rule-add')}
      </Button>
    </>
  );
}

const places = ['app', 'title', 'site'] as const;
const effects = ['exclude', 'hide-title'] as const;

interface RowProps {
  readonly rule: DraftRule;
  readonly number: number;
  readonly mistake: NonNullable<ReturnType<Mistakes['rules']['get']>> | null;
  readonly isNew: boolean;
  readonly onChange: (rule: DraftRule) => void;
  readonly onRemove: () => void;
}

function RuleRow({ rule, number, mistake, isNew, onChange, onRemove }: RowProps) {
  const error = useId();
  const pattern = useRef<HTMLInputElement>(null);
  // Once, when the row comes.
  useEffect(() => {
    if (isNew) pattern.current?.focus();
  }, []);
  return (
    <li>
      <fieldset className="rule-row">
        <legend className="only-heard">{t('rule', { number })}</legend>
        <Select
          aria-label={t('where')}
          value={rule.where}
          options={places
            .filter((where) => rule.besides[where] === undefined)
            .map((where) => [where, t(`where-${where}`)] as const)}
          onChange={(where) => onChange({ ...rule, where })}
        />
        <input
          ref={pattern}
          className="input"
          aria-label={t('pattern')}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : error}
          value={rule.pattern}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...rule, pattern: target.value })}
        />
        <Select
          aria-label={t('effect')}
          value={rule.effect}
          options={effects.map((effect) => [effect, t(`effect-${effect}`)] as const)}
          onChange={(effect) => onChange({ ...rule, effect })}
        />
        <Button kind="bare" aria-label={t('rule-remove', { number })} onClick={onRemove}>
          <CrossMark />
        </Button>
        {namedIn(rule.besides).map(([where, text]) => (
          <p key={where} className="quiet small rule-besides">
            {t(`where-${where}`)}: <code>{text}</code>
          </p>
        ))}
        {mistake !== null && (
          <p id={error} className="field-error small">
            {t(mistake)}
          </p>
        )}
      </fieldset>
    </li>
  );
}
