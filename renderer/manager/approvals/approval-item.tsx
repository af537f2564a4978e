import { useRef } from 'react';
import type { Result } from '../../../core/result.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { durationText, shortDayText, timeText, whenText } from '../../parts/formats.ts';
import { EntryAnswer } from '../entries/entry-answer.tsx';
import { AnsweredMark, EntryWords } from '../entries/entry-words.tsx';
import { dayHref, personHref } from '../frame/route.ts';
import { tApprovals as t } from '../messages.ts';

interface Props {
  readonly entry: WaitingEntry;
  readonly now: number;
  /** Whether it was approved just now; null while it waits. */
  readonly answered: boolean | null;
  readonly onAnswer: (approved: boolean, note: string) => Promise<Result<unknown>>;
}

/** One entry: who, when, what, and yes or no. The day beside it is opened like any other. */
export function ApprovalItem({ entry, now, answered, onAnswer }: Props) {
  const place = useRef<HTMLLIElement>(null);
  const { person, name, day, zone, start, end } = entry;
  const what = entry.label ?? t('no-label');
  return (
    <li ref={place} tabIndex={-1} className="entry" data-request={entry.request}>
      <div className="entry-time">
        <span>{shortDayText(day)}</span>
        <span>
          {timeText(start, zone)}–{timeText(end, zone)}
        </span>
        <span className="quiet small">{durationText(end - start)}</span>
      </div>
      <div className="entry-said">
        <EntryWords entry={entry}>
          <a className="link" href={personHref(person)}>
            {name}
          </a>
          <strong>{what}</strong>
        </EntryWords>
        <p className="quiet small">
          {t(entry.source)} · {t('said', { when: whenText(entry.at, now, zone) })} ·{' '}
          <a className="link" href={dayHref(person, day)}>
            {t('open-day')}
          </a>
        </p>
      </div>
      <div className="entry-standing" role="status">
        {answered !== null && (
          <>
            <AnsweredMark isApproved={answered} />
            <span className="quiet small">{t('person-reads', { name })}</span>
          </>
        )}
      </div>
      {answered === null && (
        <EntryAnswer
          what={`${name}, ${what}`}
          onAnswer={onAnswer}
          onDone={() => place.current?.focus()}
          onCancel={null}
        />
      )}
    </li>
  );
}
