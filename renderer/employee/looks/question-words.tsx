import type { AskedQuestion } from '../../../ipc/employee-questions.ts';
import { whenText } from '../../parts/formats.ts';
import { tLooks as t } from '../messages.ts';
import type { Questions } from './use-questions.ts';

interface Props {
  readonly question: AskedQuestion;
  readonly questions: Pick<Questions, 'areRepliesKnown'>;
  readonly now: number;
  readonly zone: string;
}

/** What the person asked, and what was replied, oldest first. */
export function QuestionWords({ question, questions, now, zone }: Props) {
  const { at, text, replies } = question;
  return (
    <dl className="question-words" data-testid="question">
      <dt className="quiet small">{t('asked', { when: whenText(at, now, zone) })}</dt>
      <dd>{text}</dd>
      {replies.map((reply) => (
        <div key={`${reply.at} ${reply.viewer}`}>
          <dt className="quiet small">{t('replied', { who: reply.viewer, when: whenText(reply.at, now, zone) })}</dt>
          <dd data-testid="reply">{reply.text}</dd>
        </div>
      ))}
      {replies.length === 0 && (
        <dd className="quiet small" data-testid="delivery">
          {deliveryText(question, now, zone)}
          {question.delivery.at === 'there' && ` ${t(questions.areRepliesKnown ? 'waiting' : 'replies-unknown')}`}
        </dd>
      )}
    </dl>
  );
}

function deliveryText({ delivery }: AskedQuestion, now: number, zone: string): string {
  if (delivery.at === 'there') return t('way-there', { when: whenText(delivery.since, now, zone) });
  if (delivery.at !== 'here') return t(`way-${delivery.at}`);
  if (delivery.leavesAt === null) return t('way-undecided');
  return delivery.leavesAt <= now ? t('way-leaving') : t('way-here', { when: whenText(delivery.leavesAt, now, zone) });
}
