import { useId } from 'react';
import { shotDetails } from '../../../core/organisation/organisation.ts';
import { purposes } from '../../../core/organisation/purpose.ts';
import { Field } from '../../parts/controls/field.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { tAdminSettings as t, tAdminTerms } from '../messages.ts';
import type { Draft, draftNumbers } from './notice-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

/** Everything that can be changed here. */
export function NoticeFields({ draft, onChange }: Props) {
  const id = useId();
  const number = (name: (typeof draftNumbers)[number], label: string) => (
    <Field
      label={label}
      inputMode="decimal"
      value={draft[name]}
      onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
    />
  );
  const toggle = (isOn: boolean, purpose: (typeof purposes)[number]) => {
    const next = new Set(draft.purposes);
    if (isOn) next.add(purpose);
    else next.delete(purpose);
    onChange({ ...draft, purposes: next });
  };
  const [day, shots] = [t('kept-day'), t('kept-shots')];
  return (
    <>
      <fieldset className="card stack">
        <legend className="only-heard">{t('purposes')}</legend>
        <h2>{t('purposes')}</h2>
        <div>
          {purposes.map((purpose) => (
            <label key={purpose} className="admin-choice">
              <input
                type="checkbox"
                checked={draft.purposes.has(purpose)}
                onChange={({ target }) => toggle(target.checked, purpose)}
              />
              <span>{tAdminTerms(purpose)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="card stack">
        <legend className="only-heard">{t('kept')}</legend>
        <h2>{t('kept')}</h2>
        <div className="row wrap admin-days">
          {number('least', t('least', { what: day }))}
          {number('most', t('most', { what: day }))}
          {number('shotLeast', t('least', { what: shots }))}
          {number('shotMost', t('most', { what: shots }))}
        </div>
      </fieldset>
      <fieldset className="card stack">
        <legend className="only-heard">{t('how')}</legend>
        <h2>{t('how')}</h2>
        <div className="row wrap admin-days">
          {number('interval', t('interval'))}
          {number('hold', t('hold'))}
          {number('idle', t('idle'))}
          <div className="field">
            <label htmlFor={id}>{t('detail')}</label>
            <Select
              id={id}
              value={draft.shotDetail}
              options={shotDetails.map((each) => [each, t(each)] as const)}
              onChange={(shotDetail) => onChange({ ...draft, shotDetail })}
            />
          </div>
        </div>
        <label className="admin-choice">
          <input
            type="checkbox"
            checked={draft.sitePaths}
            onChange={({ target }) => onChange({ ...draft, sitePaths: target.checked })}
          />
          <span>{t('paths')}</span>
        </label>
      </fieldset>
    </>
  );
}
