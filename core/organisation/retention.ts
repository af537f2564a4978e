import type { Day } from '../ids.ts';
import { daysAfter } from '../time/calendar.ts';
import { type KeptDays, noticeOf, type Organisation } from './organisation.ts';
import { recordedPurposes } from './purpose.ts';

/**
 * To which of a day's two keys a thing is sealed: pictures have one of their own, so that they can be destroyed before
 * the rest is.
 */
export const keyClasses = ['days', 'shots'] as const;
export type KeyClass = (typeof keyClasses)[number];

type Purposes = Pick<Organisation, 'purposes'>;

/**
 * For how long pictures of a day are kept, or all the rest of it: what is sealed together is kept as long as the purpose
 * that is kept longest. Null: the notice asks for nothing of a day, and says nothing of it.
 */
export function keptDaysOf(organisation: Purposes, keyClass: KeyClass): KeptDays | null {
  const of = (purposes: readonly (typeof recordedPurposes)[number][]): KeptDays[] =>
    purposes.flatMap((purpose) => noticeOf(organisation, purpose)?.keptDays ?? []);
  const pictures = keyClass === 'shots' ? of(['screenshots']) : [];
  // Weeks that were handed in are not of a day, and are kept by themselves.
  const kept = pictures.length > 0 ? pictures : of(recordedPurposes);
  if (kept.length === 0) return null;
  return {
    least: Math.max(...kept.map(({ least }) => least)),
    most: Math.max(...kept.map(({ most }) => most)),
  };
}

/** For how many days back time can be added and is shown: what is older may be gone in part. */
export function openDays(organisation: Purposes): number {
  return keptDaysOf(organisation, 'days')?.least ?? 1;
}

/** The first day, in UTC, on which what was recorded on `day` need not be there any more. */
export function expiresOn(organisation: Purposes, keyClass: KeyClass, day: Day): Day | null {
  const kept = keptDaysOf(organisation, keyClass);
  return kept === null ? null : daysAfter(day, kept.least);
}

/** Since when what was recorded on `day` need not be there, where that is so on `today` (UTC); null: it has to be there. */
export function expiredSince(organisation: Purposes, keyClass: KeyClass, day: Day, today: Day): Day | null {
  const on = expiresOn(organisation, keyClass, day);
  return on !== null && on <= today ? on : null;
}

/** The first day, in UTC, on which nothing of what was recorded on `day` may be anywhere. */
export function goneBy(organisation: Purposes, keyClass: KeyClass, day: Day): Day | null {
  const kept = keptDaysOf(organisation, keyClass);
  return kept === null ? null : daysAfter(day, kept.most);
}
