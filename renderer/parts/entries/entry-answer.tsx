import { useId, useRef, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { ProblemNotice } from '../controls/problem-notice.tsx';
import { tEntries as t } from '../messages.ts';
import { useMutation } from '../use-mutation.ts';

interface Props {
  /** What is answered, in the person's words. */
  readonly what: string;
  readonly onAnswer: (approved: boolean, note: string) => Promise<Result<unknown>>;
  readonly onDone: () => void;
  /** Null where there is no answer yet to stay with. */
  readonly onCancel: (() => void) | null;
}

/** Yes and no, of equal weight, and a note: whoever says no says why. */
export function EntryAnswer({ what, onAnswer, onDone, onCancel }: Props) {
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const mutation = useMutation();
  const readsId = useId();
  const answer = async (approved: boolean) => {
    const isWithout = !approved && note.trim() === '';
    setMissing(isWithout);
    if (isWithout) field.current?.querySelector('input')?.focus();
    else if (await mutation.run(() => onAnswer(approved, note.trim()))) onDone();
  };
  return (
    <fieldset className="entry-answer" disabled={mutation.isBusy}>
      <legend className="only-heard">{t('answer-of', { what })}</legend>
      <div ref={field}>
        <Field
          label={t('note')}
          maxLength={500}
          value={note}
          error={isMissing && note.trim() === '' ? t('note-missing') : null}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="row wrap">
        <Button kind="even" aria-describedby={readsId} onClick={() => void answer(true)}>
          {t('approve')}
        </Button>
        <Button kind="even" aria-describedby={readsId} onClick={() => void answer(false)}>
          {t('decline')}
        </Button>
        {onCancel !== null && (
          <Button kind="bare" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
        <span id={readsId} className="quiet small">
          {t('reads')}
        </span>
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </fieldset>
  );
}
