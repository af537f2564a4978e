import { asksForAnswers, dayTimeOf } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { PersonId } from '../../../core/ids.ts';
import type { Answer, Answers } from '../../../core/organisation/answer.ts';
import type { Service } from '../../../ipc/contract.ts';
import type { ManagerContract } from '../../../ipc/manager.ts';
import { ProblemNotice } from '../controls/problem-notice.tsx';
import { Card } from '../layout/card.tsx';
import { tEntries as t } from '../messages.ts';
import { dayTimeText } from '../totals/day-time-text.ts';
import type { Query } from '../use-query.ts';
import { EntryItem } from './entry-item.tsx';

interface Props {
  /** With whom answers are given; null: nobody answers here. */
  readonly client: Pick<Service<ManagerContract>, 'answer'> | null;
  readonly person?: PersonId;
  readonly day: DayView;
  /** What was asked about answers to the person. */
  readonly asked: Query<Answers>;
  /** Null while they are not known. */
  readonly answers: readonly Answer[] | null;
}

/** What the person added and corrected, each with what it corrects, and an answer where one is asked for. Nothing where there is none. */
export function EntriesCard({ client, person, day, asked, answers }: Props) {
  const { entries } = day;
  if (entries.length === 0) return null;
  const time = dayTimeText(dayTimeOf(day, answers));
  return (
    <Card id="entries" className="entries" title={t('title')} about={t('about', { time })}>
      <ProblemNotice problem={asked.problem} onRetry={asked.again} />
      {asked.value !== null && asked.value.unreadable > 0 && (
        <p className="quiet small">{t('answers-unreadable', { count: asked.value.unreadable })}</p>
      )}
      <ol className="entry-list">
        {entries.map((entry) => (
          <EntryItem
            key={entry.id}
            entry={entry}
            day={day}
            answers={asksForAnswers([entry]) ? answers : []}
            onAnswer={
              client === null || person === undefined
                ? null
                : async (approved, note) => {
                    const result = await client.answer({ person, request: entry.request, approved, note });
                    if (result.ok) asked.again();
                    return result;
                  }
            }
          />
        ))}
      </ol>
    </Card>
  );
}
