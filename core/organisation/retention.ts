import type { Day } from '../ids.ts';
import { hourMs, utcDay } from '../time/calendar.ts';
import { longestKeptDays, noticeOf, type Organisation } from './organisation.ts';

/**
 * To which of a day's two keys a thing is sealed: pictures have one of their own, so that they can be destroyed before
 * the rest is.
 */
export const keyClasses = ['days', 'shots'] as const;
export type KeyClass = (typeof keyClasses)[number];

/**
 * The first day on which the notice no longer keeps what was recorded on `day`: its pictures, or all the rest. What is
 * sealed together is kept as long as the purpose that is kept longest.
 */
export function expiresOn(organisation: Organisation, keyClass: KeyClass, day: Day): Day {
  const pictures = keyClass === 'shots' ? noticeOf(organisation, 'screenshots') : null;
  // Weeks that were handed in are not of a day, and are kept by themselves.
  const ofDays = organisation.purposes.filter(({ purpose }) => purpose !== 'timesheets');
  const days = pictures?.keptDays ?? longestKeptDays({ purposes: ofDays });
  return utcDay(Date.parse(day) + days * 24 * hourMs);
}
