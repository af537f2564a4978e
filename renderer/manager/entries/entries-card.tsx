import type { DayEntry } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { PersonId } from '../../../core/ids.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { tEntries as t } from '../messages.ts';
import { EntryItem } from './entry-item.tsx';

interface Props {
  readonly client: ManagerClient;
  readonly person: PersonId;
  readonly day: DayView;
}

/** What the person added and corrected, each with what it corrects, and an answer where one is asked for. Nothing where there is none. */
export function EntriesCard({ client, person, day }: Props) {
  const { entries } = day;
  // Answers are a request of their own; a day to which nobody has to answer does without.
  const asksNobody = !entries.some((entry) => asks(entry));
  const answers = useQuery(asksNobody ? null : person, () => client.answers({ person }), null);
  if (entries.length === 0) return null;
  return (
    <Card id="entries" className="entries" title={t('title')} about={t('about')}>
      <ProblemNotice problem={answers.problem} onRetry={answers.again} />
      {answers.value !== null && answers.value.unreadable > 0 && (
        <p className="quiet small">{t('answers-unreadable', { count: answers.value.unreadable })}</p>
      )}
      <ol className="entry-list">
        {entries.map((entry) => (
          <EntryItem
            key={entry.id}
            entry={entry}
            day={day}
            answers={asks(entry) ? (answers.value?.answers ?? null) : []}
            onAnswer={async (approved, note) => {
              const result = await client.answer({ person, request: entry.request, approved, note });
              if (result.ok) answers.again();
              return result;
            }}
          />
        ))}
      </ol>
    </Card>
  );
}

function asks({ needsApproval, isTakenBack }: DayEntry): boolean {
  return needsApproval && !isTakenBack;
}
