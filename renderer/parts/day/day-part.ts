import { categorySums } from '../../../core/day/summary.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Category } from '../../../core/rules/categories.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { clipped, type Sums, sumsOf } from '../timeline/day-lookup.ts';
import { categoriesOf } from '../totals/category-shares.ts';
import { type InputFigures, inputFiguresOf } from '../totals/input-figures.ts';

/**
 * What stands beside the timeline: the whole day, or what of it lies in the span that is selected
 * or zoomed to.
 */
export interface DayPart extends Pick<DayView, 'zone' | 'first' | 'last' | 'windows' | 'states'> {
  /** Null for the whole day. */
  readonly span: Interval | null;
  readonly sums: Sums;
  readonly input: InputFigures;
}

/** The part of `day` in `span`, cut at its ends. */
export function partOfDay(day: DayView, span: Interval | null, categories: readonly Category[]): DayPart {
  const { zone, first, last, windows, states } = day;
  const input = inputFiguresOf(day);
  if (span === null) return { zone, first, last, windows, states, span, input, sums: wholeSums(day, categories) };
  const sums = sumsOf(day, span, categoriesOf(windows, categories));
  const cut = { windows: clipped(windows, span), states: clipped(states, span) };
  return { zone, first: span.start, last: span.end, ...cut, span, input, sums };
}

/** As the service summed them up: of a crowded day also what the page is not sent by itself. */
function wholeSums({ totals, apps, sites, windows, shots, notShown }: DayView, categories: readonly Category[]): Sums {
  const { recordedMs, keys, clicks, scrolls, inputSeconds } = totals;
  return {
    ...{ recordedMs, keys, clicks, scrolls, inputSeconds, apps, sites },
    stateMs: new Map(Object.entries(totals.stateMs)),
    categories: categorySums(windows, categories),
    shots: shots.length + (notShown?.shots ?? 0),
  };
}
