import { useId, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tEntries as t } from '../messages.ts';

interface Props {
  /** What is answered, in the person's words. */
  readonly what: string;
  readonly onAnswer: (approved: boolean, note: string) => Promise<Result<unknown>>;
  readonly onDone: () => void;
  /** Null where there is no answer yet to stay with. */
  readonly onCancel: (() => void) | null;
}

/** Yes and no, of equal weight, and a note that may stay empty. */
export function EntryAnswer({ what, onAnswer, onDone, onCancel }: Props) {
  const [note, setNote] = useState('');
  const mutation = useMutation();
  const noteId = useId();
  const readsId = useId();
  const answer = async (approved: boolean) => {
    if (await mutation.run(() => onAnswer(approved, note.trim()))) onDone();
  };
  return (
    <fieldset className="entry-answer" disabled={mutation.isBusy}>
      <legend className="only-heard">{t('answer-of', { what })}</legend>
      <div className="field">
        <label htmlFor={noteId}>{t('note')}</label>
        <input
          id={noteId}
          className="input"
          maxLength={500}
          value={note}
          aria-describedby={readsId}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="row wrap">
        <button type="button" className="button even" onClick={() => void answer(true)}>
          {t('approve')}
        </button>
        <button type="button" className="button even" onClick={() => void answer(false)}>
          {t('decline')}
        </button>
        {onCancel !== null && (
          <button type="button" className="button bare" onClick={onCancel}>
            {t('cancel')}
          </button>
        )}
        <span id={readsId} className="quiet small">
          {t('reads')}
        </span>
      </div>
      {mutation.problem !== null && <ProblemNotice problem={mutation.problem} tone="danger" />}
    </fieldset>
  );
}
