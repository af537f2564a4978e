import { type LookQuestion, repliesTo } from '../../../core/day/questions.ts';
import type { Day, PersonId } from '../../../core/ids.ts';
import type { Answers } from '../../../core/organisation/answer.ts';
import { Card } from '../../parts/layout/card.tsx';
import type { Query } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { tQuestions as t } from '../messages.ts';
import { QuestionItem } from './question-item.tsx';

interface Props {
  readonly client: Pick<ManagerClient, 'replyToQuestion'>;
  readonly person: { readonly person: PersonId; readonly name: string };
  readonly day: Day;
  readonly zone: string;
  readonly now: number;
  readonly questions: readonly LookQuestion[];
  /** What was asked about answers and replies to the person. */
  readonly asked: Query<Answers>;
}

/** What the person asked about looks at this day. Nothing where they asked nothing. */
export function QuestionsCard({ client, person: { person, name }, day, zone, now, questions, asked }: Props) {
  if (questions.length === 0) return null;
  const { value, problem, again } = asked;
  return (
    <Card id="questions" title={t('on-day')} about={t('on-day-about')}>
      {problem !== null && <p className="quiet small">{t('replies-unknown')}</p>}
      <ol className="question-list">
        {questions.map((question) => (
          <QuestionItem
            key={question.id}
            {...{ question, name, zone, now }}
            replies={repliesTo({ id: question.id, on: day }, value?.replies ?? [])}
            onReply={async (text) => {
              const result = await client.replyToQuestion({ person, question: question.id, text });
              if (result.ok) again();
              return result;
            }}
          />
        ))}
      </ol>
    </Card>
  );
}
