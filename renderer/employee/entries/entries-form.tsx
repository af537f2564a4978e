import { useEffect, useId, useRef, useState } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import { TimeField } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tOwnEntries as t } from '../messages.ts';
import { type DraftErrors, type EntryDraft, entryDraftOf, filledOf, type Subject } from './entries-draft.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly day: DayView;
  readonly now: number;
  readonly subject: Subject;
  /** Categories that were used before, to choose from. */
  readonly categories: readonly string[];
  readonly onClose: (isDone: boolean) => void;
}

/** Adds time or corrects it. An error stands beside its field, and the first of them takes the focus. */
export function EntriesForm({ client, day, now, subject, categories, onClose }: Props) {
  const [draft, setDraft] = useState(() => entryDraftOf(subject, day.zone));
  const [errors, setErrors] = useState<DraftErrors>({});
  const mutation = useMutation();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const set = (change: Partial<EntryDraft>) => setDraft({ ...draft, ...change });

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (mutation.isBusy) return;
    const checked = filledOf(subject, draft, day.day, day.zone, now);
    setErrors('errors' in checked ? checked.errors : {});
    if ('errors' in checked) {
      const first = (['start', 'end', 'label'] as const).find((field) => checked.errors[field] !== undefined);
      document.getElementById(`${id}-${first}`)?.focus();
      return;
    }
    const { label, ...rest } = checked.filled;
    const isDone = await mutation.run(() =>
      subject.kind === 'add'
        ? client.addTime({ ...rest, label: label ?? '' })
        : client.correct({
            ...rest,
            label,
            of: subject.kind === 'entry' ? subject.entry.id : null,
            isTakenBack: false,
          }),
    );
    if (isDone) onClose(true);
  };

  const errorOf = (field: keyof DraftErrors) => {
    const error = errors[field];
    return error === undefined ? null : t(`entry-${error}`);
  };
  const time = (field: 'start' | 'end') => (
    <TimeField
      id={`${id}-${field}`}
      label={t(`entry-${field}`)}
      required
      value={draft[field]}
      error={errorOf(field)}
      onValue={(value) => set({ [field]: value })}
    />
  );
  const isAdding = subject.kind === 'add';

  return (
    <form
      ref={form}
      className="entry-form"
      noValidate
      aria-label={t(isAdding ? 'entry-add-title' : 'entry-correct-title')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose(false)}
    >
      <h3>{t(isAdding ? 'entry-add-title' : 'entry-correct-title')}</h3>
      <p className="quiet small">{t(isAdding ? 'entry-add-note' : 'entry-correct-note')}</p>
      <div className="entry-times">
        {time('start')}
        {time('end')}
      </div>
      <Field
        id={`${id}-label`}
        label={t('entry-label')}
        maxLength={200}
        required={isAdding}
        value={draft.label}
        error={errorOf('label')}
        onChange={(event) => set({ label: event.target.value })}
      />
      <Field
        label={t('entry-category')}
        list={`${id}-categories`}
        maxLength={100}
        value={draft.category}
        onChange={(event) => set({ category: event.target.value })}
      >
        <datalist id={`${id}-categories`}>
          {categories.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
      </Field>
      <div className="field">
        <label htmlFor={`${id}-note`}>{t('entry-note')}</label>
        <textarea
          id={`${id}-note`}
          className="input"
          rows={2}
          maxLength={500}
          value={draft.note}
          onChange={(event) => set({ note: event.target.value })}
        />
      </div>
      <label className="choice">
        <input type="checkbox" checked={draft.isCall} onChange={(event) => set({ isCall: event.target.checked })} />
        <span>{t('entry-call')}</span>
      </label>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="row">
        <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
        <Button type="submit" aria-disabled={mutation.isBusy}>
          {t(isAdding ? 'entry-add' : 'entry-save')}
        </Button>
      </div>
    </form>
  );
}
