import type { PresenceState } from '../../../core/day/activity.ts';
import type { Day } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { GoneDays } from '../../../core/reports/gone-days.ts';
import { type PeriodSum, sumOfPeriod, sumsByDay } from '../../../core/reports/period-sums.ts';
import { daysInRange } from '../../../core/time/calendar.ts';
import { firstDayOf, lastDayOf, type Month, monthOf } from '../../../core/time/month.ts';
import type { Period } from '../../../ipc/manager-reports.ts';
import type { DayRange } from './period-span.ts';

/** A part of the recorded time, as its bar is drawn. `unknown` is what was recorded without presence. */
export interface BarPart {
  readonly state: PresenceState;
  readonly ms: number;
}

/** What the sums of a span are made of: summaries, and the days whose sums cannot be told. */
export type SummedPeriod = Pick<Period, 'days' | 'missing' | 'gone'>;

export interface PeriodRow {
  readonly key: Day | Month;
  /** Null where there is no summary. */
  readonly sum: PeriodSum | null;
  readonly first: number | null;
  readonly last: number | null;
  /** Whether something newer of it may still be with the person. */
  readonly isOpen: boolean;
  readonly zone: string;
  /** Why something of it is not counted. */
  readonly problems: readonly Problem[];
  /** Why nothing of it is there; null: nothing says so. */
  readonly gone: GoneDays['because'] | null;
}

/** One row for each day of the span, whether anything is known of it or not. */
export function dayRows(period: SummedPeriod, range: DayRange): PeriodRow[] {
  const sums = new Map(sumsByDay(period.days).map((sum) => [sum.day, sum]));
  return daysInRange(range).map((day) => {
    const sum = sums.get(day) ?? null;
    return {
      key: day,
      sum,
      first: sum?.first ?? null,
      last: sum?.last ?? null,
      isOpen: period.days.some((each) => each.day === day && !each.final),
      zone: period.days.find((each) => each.day === day)?.zone ?? 'UTC',
      problems: period.missing.filter((each) => each.day === day).map(({ problem }) => problem),
      gone: whyGone(period, { from: day, to: day }),
    };
  });
}

/** One row for each month of the year. */
export function monthRows(period: SummedPeriod, range: DayRange): PeriodRow[] {
  const months = [...new Set(daysInRange(range).map(monthOf))];
  return months.map((month) => {
    const days = period.days.filter(({ day }) => monthOf(day) === month);
    return {
      key: month,
      sum: days.length === 0 ? null : sumOfPeriod(days),
      first: null,
      last: null,
      isOpen: false,
      zone: 'UTC',
      problems: period.missing.filter(({ day }) => monthOf(day) === month).map(({ problem }) => problem),
      gone: days.length > 0 ? null : whyGone(period, { from: firstDayOf(month), to: lastDayOf(month) }),
    };
  });
}

/** That days of the span were erased, or are over where none was. */
function whyGone({ gone }: Pick<SummedPeriod, 'gone'>, { from, to }: DayRange): PeriodRow['gone'] {
  const within = gone.filter((each) => each.from <= to && from <= each.to).map(({ because }) => because);
  return within.find((because) => because === 'erased') ?? within[0] ?? null;
}

const parts = ['active', 'call', 'idle'] as const;

/** Recorded time as a whole: idle is a part of it like the others, and nothing is taken off for it. */
export function barParts({ recordedMs, stateMs }: Pick<PeriodSum, 'recordedMs' | 'stateMs'>): BarPart[] {
  const known = parts.map((state): BarPart => ({ state, ms: stateMs[state] ?? 0 }));
  const rest = recordedMs - known.reduce((sum, { ms }) => sum + ms, 0);
  return [...known, { state: 'unknown' as const, ms: Math.max(0, rest) }].filter(({ ms }) => ms > 0);
}
