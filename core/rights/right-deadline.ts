import type { Day } from '../ids.ts';
import { daysAfter } from '../time/calendar.ts';

/**
 * By which law a request is answered, and until when: GDPR Art. 12(3), one month and two more; CCPA
 * § 1798.130(a)(2), 45 days and 45 more; PIPEDA cl. 4.9.4 and s. 8(3)-(4), and FADP Art. 25(7), 30 days
 * and 30 more. It is an aid, and takes the day of asking for the day of receipt.
 */
export const laws = ['gdpr', 'ccpa', 'pipeda', 'fadp'] as const;
export type Law = (typeof laws)[number];

export interface RightDeadline {
  /** The last day on which an answer is in time; an extension has to be told by then, too. */
  readonly due: Day;
  /** The last one once it was extended. */
  readonly extended: Day;
}

/** By the country whose law applies (ISO 3166-1). One that is not known here: the GDPR's month. */
export function lawOf(country: string): Law {
  if (country === 'US') return 'ccpa';
  if (country === 'CA') return 'pipeda';
  return country === 'CH' ? 'fadp' : 'gdpr';
}

export function deadlineOf(law: Law, asked: Day): RightDeadline {
  if (law === 'gdpr') return { due: workingDay(monthsAfter(asked, 1)), extended: workingDay(monthsAfter(asked, 3)) };
  const days = law === 'ccpa' ? 45 : 30;
  return { due: daysAfter(asked, days), extended: daysAfter(asked, 2 * days) };
}

/** How many days are left until `due`: 0 on that day itself, negative once it is over. */
export function daysLeft(due: Day, today: Day): number {
  return Math.round((Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}

/** The same date that many months later; where that month has none, its last day (EDPB 01/2022). */
function monthsAfter(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10) as Day;
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return daysAfter(first, Math.min(date, last) - 1);
}

/** That day, or the Monday after a weekend. Holidays differ from place to place, and count for nobody's delay here. */
function workingDay(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return daysAfter(day, 2);
  return weekday === 0 ? daysAfter(day, 1) : day;
}
