import { ListHead } from '../../parts/layout/list-head.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { dayHref, personHref } from '../frame/route.ts';
import { UnreadPeople } from '../frame/unread-people.tsx';
import { tQuestions as t } from '../messages.ts';
import { QuestionItem } from './question-item.tsx';
import { type OpenQuestions, questionKey } from './use-open-questions.ts';

interface Props extends ManagerProps {
  readonly questions: OpenQuestions;
}

/** "Who asks about a look?" Over everybody, oldest first, until somebody has replied. */
export function QuestionsPage({ connection: { client }, status, questions }: Props) {
  const { value, isSlow, replied } = questions;
  return (
    <>
      <ListHead
        title={t('title')}
        about={questions.count === null ? null : t('about', { count: questions.count })}
        query={questions}
        words={{ again: t('again'), reading: t(isSlow ? 'reading-slow' : 'reading') }}
      />
      {value !== null && value.questions.length === 0 && (
        <div className="empty">
          <h2>{value.unread.length === 0 ? t('none') : t('some')}</h2>
          <p className="quiet">{t('none-about')}</p>
        </div>
      )}
      {value !== null && value.questions.length > 0 && (
        <section className="card" aria-label={t('list')}>
          <ol className="question-list">
            {value.questions.map((question) => {
              const { person, id, name, zone, on } = question;
              const key = questionKey(question);
              const reply = replied.get(key);
              return (
                <QuestionItem
                  key={key}
                  {...{ question, name, zone }}
                  now={status.now}
                  replies={reply === undefined ? [] : [reply]}
                  onReply={async (text) => {
                    const result = await client.replyToQuestion({ person, question: id, text });
                    if (result.ok) questions.reply(question, result.value);
                    return result;
                  }}
                >
                  <a className="link" href={personHref(person)}>
                    {name}
                  </a>{' '}
                  ·{' '}
                  <a className="link" href={dayHref(person, on)}>
                    {t('open-day')}
                  </a>{' '}
                  ·{' '}
                </QuestionItem>
              );
            })}
          </ol>
        </section>
      )}
      {value !== null && (
        <UnreadPeople id="unread-questions" title={t('unread', { count: value.unread.length })} unread={value.unread} />
      )}
    </>
  );
}
