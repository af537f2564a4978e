import type { ReactNode } from 'react';
import { type DayTime, dayTimeOf, type KnownAnswer, sumOfTimes } from '../../../core/day/day-time.ts';
import type { Day } from '../../../core/ids.ts';
import { type PeriodSum, sumOfPeriod } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { durationText, shortDayText } from '../formats.ts';
import { pageLanguage } from '../language.ts';
import { tPeriod as t } from '../messages.ts';
import { dayTimeText } from '../totals/day-time-text.ts';
import { ClockStrip } from './clock-strip.tsx';
import { GoneNote } from './gone-note.tsx';
import { HoursTable } from './hours-table.tsx';
import { dayRows, monthRows, type SummedPeriod } from './period-rows.ts';
import { PeriodShares } from './period-shares.tsx';
import type { DayRange, PeriodHrefs, Scale } from './period-span.ts';
import './period.css';

interface Props {
  readonly period: SummedPeriod;
  readonly hrefs: PeriodHrefs;
  /** Answers to what was added; null while they are not known. */
  readonly answers: readonly KnownAnswer[] | null;
  readonly scale: Scale;
  readonly range: DayRange;
  readonly categories: readonly Category[];
  readonly today: Day;
  readonly zone: string;
  /** The reader's own sums. */
  readonly isOwn?: boolean;
  /** Whether days of the span that have not come yet have a row too. */
  readonly isWhole?: boolean;
  /** How many apps and sites are shown until all are asked for. */
  readonly mostShares?: number;
  /** What stands between the hours by day and what the time went to. */
  readonly children?: ReactNode;
}

/** A person's sums: the answer in words, then hours by day, by hour of the day, and what the time went to. */
export function PeriodReport({ period, hrefs, answers, scale, range, categories, today, zone, ...own }: Props) {
  const sum = sumOfPeriod(period.days);
  // What has not come yet has no row, unless something is kept of it: a person's clock may be ahead.
  const to = [today, ...period.days.map(({ day }) => day)].reduce((a, b) => (a > b ? a : b));
  const past = { from: range.from, to: to < range.to ? to : range.to };
  const rows = scale === 'year' ? monthRows(period, past) : dayRows(period, own.isWhole === true ? range : past);
  return (
    <div className="stack" data-testid="period">
      <p className="day-words" data-testid="period-words">
        {sumWords(sum, sumOfTimes(period.days.map((day) => dayTimeOf(day, answers))), period.gone.length > 0)}
      </p>
      <GoneNote gone={period.gone} />
      {sum.twice.mostMs > 0 && (
        <p className="quiet">
          {t('twice', { least: durationText(sum.twice.leastMs), most: durationText(sum.twice.mostMs) })}
        </p>
      )}
      {period.missing.length > 0 && <Missing missing={period.missing} hrefs={hrefs} />}
      <HoursTable
        hrefs={hrefs}
        rows={rows}
        by={scale === 'year' ? 'month' : 'day'}
        today={today}
        isOwn={own.isOwn === true}
      />
      {own.children}
      {sum.recordedMs > 0 && (
        <>
          <ClockStrip days={period.days} zone={period.days.at(-1)?.zone ?? zone} />
          <PeriodShares days={period.days} categories={categories} most={own.mostShares} />
        </>
      )}
    </div>
  );
}

/** `5 days: 38 h 12 min recorded + 35 min added. Of what was recorded, 2 h 10 min was idle and 3 h 5 min in calls.` */
function sumWords({ stateMs, days }: PeriodSum, time: DayTime, isPartial: boolean): string {
  if (time.recordedMs + time.addedMs === 0) return t(isPartial ? 'nothing-left' : 'nothing');
  const { idle = 0, call = 0 } = stateMs;
  const key = idle === 0 ? (call === 0 ? null : 'answer-call') : call === 0 ? 'answer-idle' : 'answer-both';
  const values = { idle: durationText(idle), call: durationText(call) };
  const answer = t('answer', { days, time: dayTimeText(time) });
  return key === null ? answer : `${answer} ${t(key, values)}`;
}

function Missing({ missing, hrefs }: Pick<SummedPeriod, 'missing'> & Pick<Props, 'hrefs'>) {
  const days = [...new Map(missing.map((each) => [each.day, each])).values()];
  return (
    <details className="notice missing" data-testid="missing">
      <summary>{t('missing-title', { count: days.length })}</summary>
      <p className="quiet">{t('missing-about')}</p>
      <ul>
        {days.map(({ day, problem }) => (
          <li key={day}>
            <a className="link" href={hrefs.day(day)}>
              {shortDayText(day)}
            </a>
            : {problemText(pageLanguage(), problem).what}
          </li>
        ))}
      </ul>
    </details>
  );
}
