import { offHoursOf } from '../../../core/day/strip/off-hours.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Reason } from '../../../core/reason.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { contains, type Instant, type Interval, subtract } from '../../../core/time/interval.ts';
import { workingTimeOf } from '../../../core/time/working-hours.ts';
import { lastStarted } from './day-lookup.ts';

/** Why nothing is known of an instant, as far as the records tell. Null: they do not, and so a refusal looks like any other absence. */
export type Gap =
  | { readonly kind: 'before' | 'after' | 'off-hours' | 'removed' }
  | { readonly kind: 'sensor'; readonly reason: Reason }
  | null;

/** About an instant in which there is neither state nor window. */
export function gapOf(day: DayView, at: Instant): Gap {
  const { first, last, removed = [] } = day;
  if (removed.some((span) => contains(span, at))) return { kind: 'removed' };
  const header = headerAt(day, at);
  if (header !== null) {
    const zone = zoneSchema.safeParse(header.zone);
    const hours = zone.success ? workingTimeOf(day.day, header.hours, zone.data) : [];
    if (header.hours !== null && zone.success && !hours.some((span) => contains(span, at)))
      return { kind: 'off-hours' };
  }
  if (first !== null && at < first) return { kind: 'before' };
  if (last !== null && at >= last) return { kind: 'after' };
  return sensorGap(day, 'presence', at);
}

/** Time that is drawn though nothing is recorded of it: what the person removed, and what lies outside of the working hours. */
export interface GapSpans {
  readonly removed: readonly Interval[];
  readonly 'off-hours': readonly Interval[];
}

export function gapSpansOf(day: DayView): GapSpans {
  const { states, removed = [] } = day;
  const blank = (spans: readonly Interval[], without: readonly Interval[]) =>
    spans.flatMap((span) => subtract(span, [...without]));
  return { removed: blank(removed, states), 'off-hours': blank(offHoursOf(day), [...states, ...removed]) };
}

/** What the sensor said when the run began in which `at` lies; null when it worked then. */
export function sensorGap(
  day: DayView,
  sensor: DayView['sensors'][number]['sensor'],
  at: Instant,
): { readonly kind: 'sensor'; readonly reason: Reason } | null {
  const report = headerAt(day, at)?.sensors.find((each) => each.sensor === sensor);
  return report === undefined || report.ok || report.reason === null ? null : { kind: 'sensor', reason: report.reason };
}

function headerAt({ headers }: DayView, at: Instant): DayView['headers'][number] | null {
  const begun = lastStarted(
    headers.map((header) => ({ start: header.at, header })),
    at,
  );
  return begun?.header ?? headers[0] ?? null;
}
