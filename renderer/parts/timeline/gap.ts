import type { DayView } from '../../../core/day/view.ts';
import type { Reason } from '../../../core/reason.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { contains, type Instant } from '../../../core/time/interval.ts';
import { workingTimeOf } from '../../../core/time/working-hours.ts';
import { lastStarted } from './day-lookup.ts';

/** Why nothing is known of an instant, as far as the records tell. Null: they do not, and so a refusal looks like any other absence. */
export type Gap =
  | { readonly kind: 'before' | 'after' | 'off-hours' }
  | { readonly kind: 'sensor'; readonly reason: Reason }
  | null;

/** About an instant in which there is neither state nor window. */
export function gapOf(day: DayView, at: Instant): Gap {
  const { first, last } = day;
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
