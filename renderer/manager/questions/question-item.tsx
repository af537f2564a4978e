import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { LookQuestion } from '../../../core/day/questions.ts';
import type { Reply } from '../../../core/organisation/answer.ts';
import type { Result } from '../../../core/result.ts';
import { viewReasonIn } from '../../../messages/manager/frame.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayRangeText, shortDayText, whenText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import { tQuestions as t } from '../messages.ts';
import './questions.css';

interface Props {
  readonly question: LookQuestion;
  /** Whose question it is. */
  readonly name: string;
  readonly now: number;
  readonly zone: string;
  /** Oldest first. */
  readonly replies: readonly Reply[];
  readonly onReply: (text: string) => Promise<Result<unknown>>;
  /** What stands before the look: whose it is, the way to the day. */
  readonly children?: ReactNode;
}

/** One question: about which look, in which words, what was replied, and a reply. */
export function QuestionItem({ question, name, now, zone, replies, onReply, children }: Props) {
  const { day, to, look, viewerName, lookedAt, reason, at, text } = question;
  const days = day === to ? shortDayText(day) : dayRangeText(day, to);
  return (
    <li className="question-item" data-question={question.id}>
      <p className="quiet small">
        {children}
        {t(`of-${look}`, { who: viewerName, days, when: whenText(lookedAt, now, zone) })} ·{' '}
        {reason === '' ? t('no-reason') : t('reason', { reason: viewReasonIn(pageLanguage(), reason) })}
      </p>
      <blockquote className="question-text">
        <p>{text}</p>
        <footer className="quiet small">
          {name}, {t('asked', { when: whenText(at, now, zone) })}
        </footer>
      </blockquote>
      {replies.map((reply) => (
        <div key={`${reply.at} ${reply.viewer}`} className="question-reply" data-testid="reply">
          <p className="quiet small">{t('replied', { who: reply.viewer, when: whenText(reply.at, now, zone) })}</p>
          <p className="question-words">{reply.text}</p>
        </div>
      ))}
      <ReplyForm name={name} isFirst={replies.length === 0} onReply={onReply} />
    </li>
  );
}

interface FormProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly onReply: Props['onReply'];
}

/** The first reply is asked for; another one only where somebody wants to add something. */
function ReplyForm({ name, isFirst, onReply }: FormProps) {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const mutation = useMutation();
  const field = useRef<HTMLTextAreaElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const wasFirst = useRef(isFirst);
  const id = useId();
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);
  useEffect(() => {
    if (wasFirst.current && !isFirst) more.current?.focus();
    wasFirst.current = isFirst;
  }, [isFirst]);
  if (!isFirst && !isOpen)
    return (
      <Button ref={more} className="bare" onClick={() => setOpen(true)}>
        {t('reply-more')}
      </Button>
    );
  const said = text.trim();
  return (
    <form
      className="reply-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (said === '' || mutation.isBusy) return;
        void mutation
          .run(() => onReply(said))
          .then((done) => {
            if (!done) return;
            setText('');
            setOpen(false);
          });
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('reply-label', { name })}</label>
        <textarea
          ref={field}
          id={id}
          className="input"
          rows={2}
          maxLength={500}
          aria-describedby={`${id}-reads`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p id={`${id}-reads`} className="quiet small">
          {t('reads', { name })}
        </p>
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="row">
        {isOpen && <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>}
        <Button type="submit" aria-disabled={said === '' || mutation.isBusy}>
          {t('reply')}
        </Button>
      </div>
    </form>
  );
}
