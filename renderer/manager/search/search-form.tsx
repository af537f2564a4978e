import { type FormEvent, useId, useState } from 'react';
import { type Day, daySchema, type PersonId } from '../../../core/ids.ts';
import type { Person } from '../../../ipc/manager.ts';
import { addDays } from '../../parts/calendar/calendar-month.ts';
import { DayField } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { countText } from '../../parts/formats.ts';
import { tSearch as t } from '../messages.ts';
import { PeoplePicker } from '../people/people-picker.tsx';
import { ReasonFields, ReasonHint, useReason } from '../reason/reason-fields.tsx';
import type { SearchQuery } from './search-run.ts';

const defaultDays = 30;
const mostDays = 366;

interface Props {
  readonly people: readonly Person[];
  readonly now: number;
  /** The search that was last begun: what is offered again. */
  readonly query: SearchQuery | null;
  readonly before: string | null;
  readonly isRunning: boolean;
  readonly onSearch: (query: SearchQuery) => void;
}

type Missing = 'missing-text' | 'missing-people' | 'missing-span' | 'span-order' | 'span-long';

/** What is searched for, in whose days, and why. */
export function SearchForm({ people, now, query, before, isRunning, onSearch }: Props) {
  const today = daySchema.parse(new Date(now).toISOString().slice(0, 10));
  const [text, setText] = useState(query?.text ?? '');
  const [whom, setWhom] = useState<'some' | 'all'>('some');
  const [chosen, setChosen] = useState<ReadonlySet<PersonId>>(new Set(query?.people ?? []));
  const [from, setFrom] = useState<string>(query?.from ?? addDays(today, 1 - defaultDays));
  const [to, setTo] = useState<string>(query?.to ?? today);
  const [missing, setMissing] = useState<Missing | null>(null);
  const draft = useReason(before);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = whom === 'all' ? people.map(({ person }) => person) : [...chosen];
    const span = spanOf(from, to);
    const wrong = text.trim() === '' ? 'missing-text' : wanted.length === 0 ? 'missing-people' : span.wrong;
    setMissing(wrong);
    if (wrong !== null || span.days === null || draft.reason === '') return;
    onSearch({ people: wanted, ...span.days, text: text.trim(), reason: draft.reason });
  };
  const dayField = (name: 'from' | 'to', value: string, set: (day: string) => void) => (
    <DayField label={t(name)} value={value} onValue={set} />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element of that name is younger than what pages run in
    <form role="search" className="card search-form" noValidate onSubmit={submit}>
      <Field
        label={t('text')}
        type="search"
        maxLength={200}
        value={text}
        aria-invalid={missing === 'missing-text'}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
      >
        <p id={`${id}-hint`} className="quiet small">
          {t('text-hint')}
        </p>
      </Field>
      <fieldset className="reasons">
        <legend>{t('whom')}</legend>
        {(['some', 'all'] as const).map((each) => (
          <label key={each} className="radio">
            <input
              type="radio"
              name={`${id}-whom`}
              value={each}
              checked={whom === each}
              onChange={() => setWhom(each)}
            />
            {each === 'some' ? t('some') : t('all', { count: countText(people.length) })}
          </label>
        ))}
        {whom === 'some' && <PeoplePicker people={people} chosen={chosen} onChange={setChosen} />}
      </fieldset>
      <fieldset className="search-span">
        <legend>{t('span')}</legend>
        {dayField('from', from, setFrom)}
        {dayField('to', to, setTo)}
      </fieldset>
      <div>
        <h2 className="search-why">{t('why')}</h2>
        <ReasonFields draft={draft} />
      </div>
      <div className="row wrap">
        <Button type="submit" kind="main" disabled={draft.reason === '' || isRunning}>
          {t('go')}
        </Button>
        <ReasonHint draft={draft} />
      </div>
      <p className="field-error" role="alert">
        {missing !== null && t(missing)}
      </p>
    </form>
  );
}

function spanOf(from: string, to: string): { days: { from: Day; to: Day } | null; wrong: Missing | null } {
  const [first, last] = [daySchema.safeParse(from), daySchema.safeParse(to)];
  if (!first.success || !last.success) return { days: null, wrong: 'missing-span' };
  if (first.data > last.data) return { days: null, wrong: 'span-order' };
  if (addDays(first.data, mostDays - 1) < last.data) return { days: null, wrong: 'span-long' };
  return { days: { from: first.data, to: last.data }, wrong: null };
}
