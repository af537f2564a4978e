import { useRef, useState } from 'react';
import type { Answer } from '../../../core/organisation/answer.ts';
import type { OpenTimesheet } from '../../../ipc/manager-timesheets.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { whenText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { tTimesheets as t } from '../messages.ts';

interface Props {
  readonly client: ManagerClient;
  readonly shown: OpenTimesheet;
  /** Answers to this version, newest first. */
  readonly given: readonly Answer[];
  readonly now: number;
  readonly onAnswered: (answer: Answer) => void;
}

/** Yes, or back with a note that says why; and what was answered before. A later answer takes the place of an earlier one. */
export function TimesheetAnswer({ client, shown, given, now, onAnswered }: Props) {
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLFieldSetElement>(null);
  const mutation = useMutation();
  const { ref, name, earlierAnswers, sheet } = shown;
  const answer = async (approved: boolean) => {
    const said = note.trim();
    if (!approved && said === '') {
      setMissing(true);
      field.current?.querySelector('input')?.focus();
      return;
    }
    await mutation.run(async () => {
      const answered = await client.answerTimesheet({ ref, approved, note: said });
      if (answered.ok) {
        setNote('');
        onAnswered(answered.value);
      }
      return answered;
    });
  };
  return (
    <Card id="answer" className="sheet-answer" title={t('answer')}>
      <div role="status">
        {given.map((each) => (
          <AnswerLine key={`${each.at} ${each.viewer}`} answer={each} now={now} zone={sheet.zone} />
        ))}
      </div>
      <fieldset className="entry-answer" disabled={mutation.isBusy} ref={field}>
        <legend className="only-heard">{t('answer')}</legend>
        <Field
          label={t('note-label', { name })}
          maxLength={500}
          value={note}
          error={isMissing && note.trim() === '' ? t('note-missing') : null}
          onChange={(event) => setNote(event.target.value)}
        />
        <div className="row wrap">
          <Button kind="even" onClick={() => void answer(true)}>
            {t('approve')}
          </Button>
          <Button kind="even" onClick={() => void answer(false)}>
            {t('send-back')}
          </Button>
        </div>
      </fieldset>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      {earlierAnswers.length > 0 && (
        <>
          <h3>{t('earlier-title')}</h3>
          {earlierAnswers.map((each) => (
            <AnswerLine key={`${each.at} ${each.viewer}`} answer={each} now={now} zone={sheet.zone} />
          ))}
        </>
      )}
    </Card>
  );
}

function AnswerLine({ answer, now, zone }: { readonly answer: Answer; readonly now: number; readonly zone: string }) {
  const { approved, viewer, at, note } = answer;
  return (
    <p className="small">
      {t(approved ? 'said-approved' : 'said-sent-back', { viewer, when: whenText(at, now, zone) })}
      {note !== '' && ` · ${note}`}
    </p>
  );
}
