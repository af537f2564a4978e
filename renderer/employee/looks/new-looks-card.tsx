import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { Button } from '../../parts/controls/button.tsx';
import { shortDayText } from '../../parts/formats.ts';
import { tLooks as t } from '../messages.ts';
import { AskWhy } from './ask-why.tsx';
import type { LookProps } from './look-props.ts';
import { lookReason, lookSentence } from './look-sentence.ts';
import { QuestionWords } from './question-words.tsx';
import { askedKey, lookKey, withNewReplies } from './use-questions.ts';
import './looks.css';

type Props = Pick<LookProps, 'newLooks' | 'questions' | 'now' | 'status'>;

/** Looks that the person has not seen, in sentences, and replies to what they asked. Nothing where there is none. */
export function NewLooksCard({ newLooks, questions, now, status: { zone } }: Props) {
  const { count, looks } = newLooks;
  // Below a look that is told anyway they stand already.
  const told = new Set(looks.map(lookKey));
  const replied = withNewReplies(questions.asked).filter((question) => !told.has(askedKey(question)));
  if (count === 0 && replied.length === 0) return null;
  return (
    <section className="card new-looks" aria-labelledby="new-looks" data-testid="new-looks">
      {count > 0 && (
        <>
          <h2 id="new-looks">{t('title', { count })}</h2>
          <ul className="plain">
            {looks.map((look) => (
              <NewLook key={lookKey(look)} look={look} questions={questions} now={now} zone={zone} />
            ))}
          </ul>
          <div className="row wrap">
            <Button onClick={() => newLooks.see(looks)}>{t('seen', { count: looks.length })}</Button>
            <a className="link" href="#access-log">
              {count > looks.length ? t('more', { count: count - looks.length }) : t('all')}
            </a>
          </div>
        </>
      )}
      {replied.map((question) => (
        <div key={question.id} className="new-reply" data-testid="new-reply">
          <h2 id={count === 0 && question === replied[0] ? 'new-looks' : undefined}>
            {t('title-replies')} <span className="quiet small">{shortDayText(question.on)}</span>
          </h2>
          <QuestionWords question={question} questions={questions} now={now} zone={zone} />
          <Button onClick={() => questions.seeReplies(question)}>{t('seen', { count: 1 })}</Button>
        </div>
      ))}
    </section>
  );
}

interface NewLookProps extends Pick<Props, 'questions' | 'now'> {
  readonly look: AccessLogEntry;
  readonly zone: string;
}

function NewLook({ look, questions, now, zone }: NewLookProps) {
  return (
    <li className="new-look" data-look={look.look}>
      <p>
        {lookSentence(look, now, zone)} <span className="quiet">{lookReason(look)}</span>
      </p>
      <AskWhy look={look} questions={questions} now={now} zone={zone} />
    </li>
  );
}
