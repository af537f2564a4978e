import { useEffect, useId, useRef, useState } from 'react';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { tLooks as t } from '../messages.ts';
import { lookTime } from './look-sentence.ts';
import { QuestionWords } from './question-words.tsx';
import { askedKey, lookKey, type Questions } from './use-questions.ts';

interface Props {
  readonly look: AccessLogEntry;
  readonly questions: Questions;
  readonly now: number;
  readonly zone: string;
}

type Step = 'closed' | 'open';

/** Asks about one look: the question in words, ten seconds to take it back, then what was asked and replied. */
export function AskWhy({ look, questions, now, zone }: Props) {
  const [step, setStep] = useState<Step>('closed');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const id = useId();
  const asked = questions.asked.find((question) => askedKey(question) === lookKey(look));
  const leaving = questions.leaving.get(lookKey(look));
  const shown = asked !== undefined ? 'asked' : leaving !== undefined && leaving.problem === null ? 'leaving' : step;
  useEffect(() => {
    // What was in focus is gone: it goes to what took its place.
    if (shown === 'open') field.current?.focus();
    if (wasOpen.current && shown === 'closed') opener.current?.focus();
    if (wasOpen.current && shown === 'leaving') undo.current?.focus();
    wasOpen.current = shown === 'open' || shown === 'leaving';
  }, [shown]);

  if (asked !== undefined) return <QuestionWords question={asked} questions={questions} now={now} zone={zone} />;
  if (shown === 'leaving')
    return (
      <div className="ask-why row wrap" data-testid="question-leaving">
        <p role="status">{t(leaving?.isGone === true ? 'gone' : 'sending')}</p>
        <Button ref={undo} aria-disabled={leaving?.isGone === true} onClick={() => questions.undo(look)}>
          {t('undo')}
        </Button>
      </div>
    );
  if (shown === 'closed')
    return (
      <Button
        ref={opener}
        className="ask-open"
        aria-label={`${t('ask')}: ${look.viewer}, ${lookTime(look, now, zone)}`}
        onClick={() => setStep('open')}
      >
        {t('ask')}
      </Button>
    );
  const said = text.trim();
  return (
    <form
      className="ask-why"
      data-testid="ask-why"
      onSubmit={(event) => {
        event.preventDefault();
        if (said !== '') questions.ask(look, said);
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('ask-label', { who: look.viewer })}</label>
        <textarea
          ref={field}
          id={id}
          className="input"
          rows={3}
          maxLength={500}
          aria-describedby={`${id}-reads`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p id={`${id}-reads`} className="quiet small">
          {t('ask-reads')}
        </p>
      </div>
      <ProblemNotice problem={leaving?.problem ?? null} tone="danger" />
      <div className="row">
        <Button
          onClick={() => {
            questions.undo(look);
            setStep('closed');
          }}
        >
          {t('cancel')}
        </Button>
        <Button type="submit" aria-disabled={said === ''}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
