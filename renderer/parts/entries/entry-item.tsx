import { useRef, useState } from 'react';
import { entryWordOf } from '../../../core/day/day-time.ts';
import type { DayEntry } from '../../../core/day/entries.ts';
import { answersTo, entryStandingOf } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Answer } from '../../../core/organisation/answer.ts';
import type { Result } from '../../../core/result.ts';
import { Button } from '../controls/button.tsx';
import { spanText } from '../day/day-text.ts';
import { durationText, whenText } from '../formats.ts';
import { tEntries as t, tDayTime } from '../messages.ts';
import { ClockMark } from '../timeline/marks.tsx';
import { EntryAnswer } from './entry-answer.tsx';
import { originalText } from './entry-text.ts';
import { AnsweredMark, EntryWords } from './entry-words.tsx';

interface Props {
  readonly entry: DayEntry;
  readonly day: DayView;
  /** Null while they are not known. */
  readonly answers: readonly Answer[] | null;
  /** Null where nobody answers. */
  readonly onAnswer: ((approved: boolean, note: string) => Promise<Result<unknown>>) | null;
}

/** One entry: when, what, the original beside it, and how it stands. */
export function EntryItem({ entry, day, answers, onAnswer }: Props) {
  const [isAsked, setAsked] = useState(false);
  const place = useRef<HTMLLIElement>(null);
  const standing = answers === null ? null : entryStandingOf(entry, day.day, answers);
  const answer = answersTo(entry, day.day, answers ?? [])[0] ?? null;
  const name = entry.label ?? t('no-label');
  const isAnswered = standing === 'approved' || standing === 'declined';
  const done = () => {
    setAsked(false);
    // The form goes with what had the focus; the answer stands here.
    place.current?.focus();
  };
  return (
    <li ref={place} tabIndex={-1} className="entry" data-entry={entry.id} data-standing={standing ?? undefined}>
      <div className="entry-time">
        <span>{spanText(entry, day)}</span>
        <span className="quiet small">{durationText(entry.end - entry.start)}</span>
      </div>
      <div className="entry-said">
        <EntryWords entry={entry}>
          <strong className={entry.isTakenBack ? 'struck' : ''}>{name}</strong>
        </EntryWords>
        {entry.original !== null && !entry.isTakenBack && (
          <p className="quiet small">{originalText(entry.original, day)}</p>
        )}
        <p className="quiet small">{t('said-at', { when: whenText(entry.at, entry.start, day.zone) })}</p>
      </div>
      <div className="entry-standing" role="status">
        {standing === 'holds' && <span className="quiet">{tDayTime(`entry-${entryWordOf(entry, standing)}`)}</span>}
        {standing === 'taken-back' && <span className="quiet">{t('taken-back')}</span>}
        {standing === 'waiting' && (
          <span className="standing">
            <ClockMark /> {t('waiting')}
          </span>
        )}
        {isAnswered && answer !== null && (
          <>
            <AnsweredMark isApproved={answer.approved} />
            <span className="quiet small">
              {t('answered-by', { viewer: answer.viewer, when: whenText(answer.at, entry.start, day.zone) })}
            </span>
            {answer.note !== '' && <p className="small">{answer.note}</p>}
            {!isAsked && onAnswer !== null && (
              <Button aria-label={t('again-of', { what: name })} onClick={() => setAsked(true)}>
                {t('again')}
              </Button>
            )}
          </>
        )}
      </div>
      {onAnswer !== null && (standing === 'waiting' || (isAnswered && isAsked)) && (
        <EntryAnswer what={name} onAnswer={onAnswer} onDone={done} onCancel={isAsked ? done : null} />
      )}
    </li>
  );
}
