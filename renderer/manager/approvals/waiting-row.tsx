import { useMemo } from 'react';
import { aroundOf } from '../../../core/day/strip/day-strip.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { problemText } from '../../../messages/problem-text.ts';
import type { Choice } from '../../parts/choice/use-choice.ts';
import { Button } from '../../parts/controls/button.tsx';
import { AnsweredMark, EntryWords } from '../../parts/entries/entry-words.tsx';
import { durationText, shortDayText, timeText, whenText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tEntries } from '../../parts/messages.ts';
import { StateStrip } from '../../parts/strip/state-strip.tsx';
import { spansText } from '../../parts/strip/strip-text.ts';
import { ClockMark, WarningMark } from '../../parts/timeline/marks.tsx';
import { dayHref, personHref } from '../frame/route.ts';
import { tApprovals as t } from '../messages.ts';
import { type AnswerState, entryKey } from './decisions.ts';

interface Props {
  readonly entry: WaitingEntry;
  readonly team: string | null;
  readonly now: number;
  readonly state: AnswerState | undefined;
  readonly isChosen: boolean;
  readonly onBox: Choice['onBox'];
  readonly onApprove: (entry: WaitingEntry) => void;
  readonly onDecline: (entry: WaitingEntry) => void;
}

/** What was recorded in and around the entry, as its device told it with the entry: no day is opened for it. */
function AroundStrip({ entry }: Pick<Props, 'entry'>) {
  const { around, zone } = entry;
  const scale = useMemo(() => aroundOf(entry), [entry]);
  if (around === undefined) return <p className="quiet small">{t('around-unknown')}</p>;
  const [from, to] = [timeText(scale.start, zone), timeText(scale.end, zone)];
  return (
    <>
      <StateStrip
        strip={around}
        scale={scale}
        framed={entry}
        words={t('around', { from, to, states: spansText(around, zone) })}
      />
      <span className="quiet small waiting-ends" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </span>
    </>
  );
}

/** One entry: who, when, what, and yes or no. The day beside it is opened like any other. */
export function WaitingRow({ entry, team, now, state, isChosen, onBox, ...answer }: Props) {
  const { person, name, day, zone, start, end } = entry;
  const what = entry.label ?? t('no-label');
  const whole = t('entry', { name, what, day: shortDayText(day), time: timeText(start, zone) });
  const isOpen = state === undefined || state.step === 'failed';
  return (
    <li
      className="waiting-row"
      data-request={entry.request}
      data-step={state?.step ?? 'open'}
      data-chosen={isChosen || undefined}
    >
      <label className="choice-cell">
        <input
          type="checkbox"
          data-key={entryKey(entry)}
          aria-label={t('choose', { what: whole })}
          disabled={!isOpen}
          checked={isChosen}
          onChange={(event) => onBox(entryKey(entry), event)}
        />
      </label>
      <div className="waiting-who">
        <a className="link" href={personHref(person)}>
          {name}
        </a>
        {team !== null && <span className="quiet small">{team}</span>}
      </div>
      <div className="waiting-when">
        <span>{shortDayText(day)}</span>
        <span>
          {timeText(start, zone)}–{timeText(end, zone)}{' '}
          <span className="quiet small">· {durationText(end - start)}</span>
        </span>
      </div>
      <div className="waiting-around">
        <AroundStrip entry={entry} />
      </div>
      <div className="waiting-said">
        <EntryWords entry={entry}>
          <strong>{what}</strong>
        </EntryWords>
        <p className="quiet small">
          {t(entry.source)} · {t('said', { when: whenText(entry.at, now, zone) })} ·{' '}
          <a className="link" href={dayHref(person, day)} aria-label={t('open-day-of', { what: whole })}>
            {t('open-day')}
          </a>
        </p>
        {state?.step === 'failed' && (
          <p className="waiting-failed">
            <WarningMark /> {t('not-sent')} {problemText(pageLanguage(), state.problem).what}
          </p>
        )}
      </div>
      {isOpen ? (
        <div className="waiting-acts">
          <Button kind="even" aria-label={t('approve-of', { what: whole })} onClick={() => answer.onApprove(entry)}>
            {tEntries('approve')}
          </Button>
          <Button kind="even" aria-label={t('decline-of', { what: whole })} onClick={() => answer.onDecline(entry)}>
            {tEntries('decline')}
          </Button>
        </div>
      ) : (
        <div className="waiting-acts">
          {state.step === 'sent' ? (
            <>
              <AnsweredMark isApproved={state.approved} />
              <span className="quiet small">{t('person-reads', { name })}</span>
            </>
          ) : (
            <span className="standing quiet">
              <ClockMark /> {t(state.step === 'sending' ? 'sending' : state.approved ? 'approving' : 'declining')}
            </span>
          )}
        </div>
      )}
    </li>
  );
}
