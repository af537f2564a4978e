import { type RefObject, useId } from 'react';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { tEntries } from '../../parts/messages.ts';
import { tApprovals as t } from '../messages.ts';

interface Props {
  readonly entries: readonly WaitingEntry[];
  readonly note: string;
  /** Declining was asked for without a note. */
  readonly isNoteMissing: boolean;
  readonly field: RefObject<HTMLDivElement | null>;
  readonly onNote: (note: string) => void;
  readonly onAnswer: (approved: boolean) => void;
  readonly onClear: () => void;
}

/** One answer to everything that is chosen: yes and no, of equal weight, and a note. */
export function AnswerBar({ entries, note, isNoteMissing, field, onNote, onAnswer, onClear }: Props) {
  const aboutId = useId();
  const people = new Map(entries.map(({ person, name }) => [person, name]));
  const [name = ''] = people.values();
  return (
    <section className="choice-bar answer-bar" aria-label={t('answer-title')} data-testid="answer-bar">
      <p>
        <strong>{t('chosen', { count: entries.length, people: people.size, name })}</strong>
      </p>
      <div ref={field}>
        <Field
          label={people.size === 1 ? t('note-one', { name }) : t('note-many', { people: people.size })}
          maxLength={500}
          value={note}
          error={isNoteMissing ? tEntries('note-missing') : null}
          onChange={(event) => onNote(event.target.value)}
        />
      </div>
      <div className="row wrap">
        <Button kind="even" aria-describedby={aboutId} onClick={() => onAnswer(true)}>
          {tEntries('approve')}
        </Button>
        <Button kind="even" aria-describedby={aboutId} onClick={() => onAnswer(false)}>
          {tEntries('decline')}
        </Button>
        <Button kind="bare" onClick={onClear}>
          {t('clear')}
        </Button>
        <span id={aboutId} className="quiet small">
          {t('reads', { people: people.size })}
        </span>
      </div>
    </section>
  );
}
