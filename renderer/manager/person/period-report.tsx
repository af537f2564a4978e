import type { Day } from '../../../core/ids.ts';
import { type PeriodSum, sumOfPeriod } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import type { Period } from '../../../ipc/manager-reports.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { durationText, shortDayText, timeText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { ClockStrip } from '../day/clock-strip.tsx';
import { HoursTable } from '../day/hours-table.tsx';
import { dayHref, type Scale } from '../frame/route.ts';
import { tPeriod as t } from '../messages.ts';
import { dayRows, monthRows } from './period-rows.ts';
import { PeriodShares } from './period-shares.tsx';
import type { DayRange } from './period-span.ts';

interface Props {
  readonly period: Period;
  readonly scale: Scale;
  readonly range: DayRange;
  readonly categories: readonly Category[];
  readonly today: Day;
  readonly zone: string;
}

/** A person's sums: the answer in words, then hours by day, by hour of the day, and what the time went to. */
export function PeriodReport({ period, scale, range, categories, today, zone }: Props) {
  const sum = sumOfPeriod(period.days);
  // What has not come yet has no row, unless something is kept of it: a person's clock may be ahead.
  const to = [today, ...period.days.map(({ day }) => day)].reduce((a, b) => (a > b ? a : b));
  const past = { from: range.from, to: to < range.to ? to : range.to };
  const rows = scale === 'year' ? monthRows(period, past) : dayRows(period, past);
  return (
    <div className="stack" data-testid="period">
      <p className="day-words" data-testid="period-words">
        {sumWords(sum)}
      </p>
      {sum.twice.mostMs > 0 && (
        <p className="quiet">
          {t('twice', { least: durationText(sum.twice.leastMs), most: durationText(sum.twice.mostMs) })}
        </p>
      )}
      {period.missing.length > 0 && <Missing period={period} />}
      <HoursTable person={period.person} rows={rows} by={scale === 'year' ? 'month' : 'day'} today={today} />
      {sum.recordedMs > 0 && (
        <>
          <ClockStrip days={period.days} zone={period.days.at(-1)?.zone ?? zone} />
          <PeriodShares days={period.days} categories={categories} />
        </>
      )}
      <p className="quiet">{t('receipt', { time: timeText(period.receiptAt, zone) })}</p>
    </div>
  );
}

/** `38 h 12 min recorded on 5 days, of it 2 h 10 min idle and 3 h 5 min in calls.` */
function sumWords({ recordedMs, stateMs, days }: PeriodSum): string {
  if (recordedMs === 0) return t('nothing');
  const more = [
    (stateMs.idle ?? 0) > 0 ? t('of-it-idle', { length: durationText(stateMs.idle ?? 0) }) : null,
    (stateMs.call ?? 0) > 0 ? t('of-it-call', { length: durationText(stateMs.call ?? 0) }) : null,
  ].filter((part) => part !== null);
  return t('answer', { length: durationText(recordedMs), days, more: more.map((part) => `, ${part}`).join('') });
}

function Missing({ period: { missing, person } }: { readonly period: Period }) {
  const days = [...new Map(missing.map((each) => [each.day, each])).values()];
  return (
    <details className="notice missing" data-testid="missing">
      <summary>{t('missing-title', { count: days.length })}</summary>
      <p className="quiet">{t('missing-about')}</p>
      <ul>
        {days.map(({ day, problem }) => (
          <li key={day}>
            <a className="link" href={dayHref(person, day)}>
              {shortDayText(day)}
            </a>
            : {problemText(pageLanguage(), problem).what}
          </li>
        ))}
      </ul>
    </details>
  );
}
