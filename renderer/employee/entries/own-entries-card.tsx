import { useEffect, useRef, useState } from 'react';
import type { DayEntry } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Answers } from '../../../core/organisation/answer.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import type { Query } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tOwnEntries as t } from '../messages.ts';
import type { Subject } from './entries-draft.ts';
import { EntriesForm } from './entries-form.tsx';
import { EntryRow } from './entries-row.tsx';

interface Props {
  readonly client: EmployeeClient;
  readonly day: DayView;
  /** Not asked for where no entry asks for one. */
  readonly answers: Query<Answers>;
  readonly now: number;
  readonly selection: Interval | null;
  readonly onSelect: (span: Interval | null) => void;
  readonly onDone: () => void;
}

/** What the person says about the day, beside what was recorded: time added by hand, and corrections. */
export function OwnEntriesCard({ client, day, answers, now, selection, onSelect, onDone }: Props) {
  const [subject, setSubject] = useState<Subject | null>(null);
  const [told, setTold] = useState('');
  const add = useRef<HTMLButtonElement>(null);
  const isClosed = useRef(false);
  // The form that had the focus has gone: it goes on from where forms are opened.
  useEffect(() => {
    if (subject === null && isClosed.current) add.current?.focus();
    isClosed.current = false;
  }, [subject]);
  const categories = useUsedCategories(day.entries);
  const close = (isDone: boolean) => {
    setSubject(null);
    setTold(isDone ? t('entry-saved') : '');
    isClosed.current = true;
    if (!isDone) return;
    onSelect(null);
    onDone();
  };
  const open = (next: Subject) => {
    setTold('');
    setSubject(next);
  };
  return (
    <Card id="entries" title={t('entries')} about={t('entries-note')}>
      {subject === null && (
        <div className="row wrap">
          <Button ref={add} onClick={() => open({ kind: 'add', span: selection })}>
            {t('entry-add-open')}
          </Button>
          <Button
            aria-disabled={selection === null}
            aria-describedby="correct-how"
            onClick={() => selection !== null && open({ kind: 'span', span: selection })}
          >
            {t('entry-correct-open')}
          </Button>
          {selection === null && (
            <span id="correct-how" className="quiet small">
              {t('entry-correct-how')}
            </span>
          )}
        </div>
      )}
      {subject !== null && (
        <EntriesForm
          key={subject.kind === 'entry' ? subject.entry.id : subject.kind}
          client={client}
          day={day}
          now={now}
          subject={subject}
          categories={categories}
          onClose={close}
        />
      )}
      <p className="only-heard" role="status">
        {told}
      </p>
      <ProblemNotice problem={answers.problem} onRetry={answers.again} />
      {answers.value !== null && answers.value.unreadable > 0 && (
        <p className="small" data-testid="answers-unreadable">
          {t('answers-unreadable', { count: answers.value.unreadable })}
        </p>
      )}
      {day.entries.length === 0 && <p className="quiet entries-none">{t('entries-none')}</p>}
      {day.entries.length > 0 && (
        <ul className="own-entries" aria-label={t('entries')}>
          {day.entries.map((entry) => (
            <EntryRow
              key={entry.id}
              client={client}
              day={day}
              entry={entry}
              answers={answers.value?.answers ?? null}
              onShow={() => onSelect({ start: entry.start, end: entry.end })}
              onCorrect={() => open({ kind: 'entry', entry })}
              onDone={onDone}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Of the days that were looked at in this window, newest use last. */
function useUsedCategories(entries: readonly DayEntry[]): readonly string[] {
  for (const { category } of entries) if (category !== null && category !== '') usedCategories.add(category);
  return [...usedCategories].sort();
}

const usedCategories = new Set<string>();
