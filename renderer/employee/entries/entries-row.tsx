import { useState } from 'react';
import { entryWordOf } from '../../../core/day/day-time.ts';
import { answersTo, type DayEntry, entryStandingOf } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Answer } from '../../../core/organisation/answer.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { timeText } from '../../parts/formats.ts';
import { tDayTime } from '../../parts/messages.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { Question } from '../frame/question.tsx';
import { tOwnEntries as t } from '../messages.ts';
import { firstSaidText, recordedText } from './entries-original.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly day: DayView;
  readonly entry: DayEntry;
  /** Null until the bucket has answered. */
  readonly answers: readonly Answer[] | null;
  readonly onShow: () => void;
  readonly onCorrect: () => void;
  readonly onDone: () => void;
}

/** One entry: what it says, how it stands, and what was there before, which stays. */
export function EntryRow({ client, day, entry, answers, onShow, onCorrect, onDone }: Props) {
  const [isAsking, setAsking] = useState(false);
  const mutation = useMutation();
  const standing = entryStandingOf(entry, day.day, answers ?? []);
  const given = answersTo(entry, day.day, answers ?? []);
  const answer = given[0] ?? null;
  // A later answer of another viewer holds, and does not hide that there was one before.
  const before = given.filter(
    ({ viewer }, at) => viewer !== answer?.viewer && given.findIndex((each) => each.viewer === viewer) === at,
  );
  const time = (at: number) => timeText(at, day.zone);
  const span = `${time(entry.start)}–${time(entry.end)}`;
  const about = [entry.category, entry.isCall ? t('entry-is-call') : null].filter((part) => part);
  const takeBack = async () => {
    const { id: of, start, end, label, category, note, isCall } = entry;
    const isDone = await mutation.run(() =>
      client.correct({ of, start, end, label, category, note, isCall, isTakenBack: true }),
    );
    setAsking(false);
    if (isDone) onDone();
  };
  return (
    <li className="own-entry" data-testid="entry" data-standing={standing}>
      <div className="entry-head">
        <Button className="bare entry-show" onClick={onShow} aria-label={t('entry-show', { span })}>
          {span}
        </Button>
        <strong className="entry-label">{entry.label || t('entry-no-label')}</strong>
        {about.length > 0 && <span className="quiet">{about.join(' · ')}</span>}
        <span className="own-standing" data-standing={standing}>
          {standing === 'waiting' && answers === null
            ? t('standing-asking')
            : tDayTime(`entry-${entryWordOf(entry, standing)}`)}
        </span>
      </div>
      {entry.note !== null && entry.note !== '' && <p className="entry-note">{entry.note}</p>}
      {answer !== null && !entry.isTakenBack && (
        <p className="small">
          {t(answer.note === '' ? 'answer-from' : 'answer-note', { viewer: answer.viewer, note: answer.note })}
        </p>
      )}
      {!entry.isTakenBack &&
        before.map(({ viewer, approved }) => (
          <p key={viewer} className="quiet small" data-testid="answer-before">
            {t(approved ? 'answer-before-yes' : 'answer-before-no', { viewer })}
          </p>
        ))}
      <p className="quiet small">{recordedText(day, entry)}</p>
      {firstSaidText(day, entry) !== null && <p className="quiet small">{firstSaidText(day, entry)}</p>}
      {!entry.isTakenBack && !isAsking && (
        <div className="row">
          <Button onClick={onCorrect} aria-label={t('entry-correct-named', { span })}>
            {t('entry-correct')}
          </Button>
          <Button onClick={() => setAsking(true)} aria-label={t('entry-take-back-named', { span })}>
            {t('entry-take-back')}
          </Button>
        </div>
      )}
      {isAsking && (
        <Question
          className="ask"
          question={t('entry-take-back-ask')}
          no={t('entry-keep')}
          yes={t('entry-take-back')}
          isBusy={mutation.isBusy}
          onNo={() => setAsking(false)}
          onYes={takeBack}
        />
      )}
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </li>
  );
}
