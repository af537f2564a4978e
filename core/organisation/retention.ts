import type { Day } from '../ids.ts';
import { daysAfter } from '../time/calendar.ts';
import { type FormerlyKept, type KeptDays, noticeOf, type Organisation, type PurposeNotice } from './organisation.ts';
import { type Purpose, recordedPurposes } from './purpose.ts';

/**
 * To which of a day's two keys a thing is sealed: pictures have one of their own, so that they can be destroyed before
 * the rest is.
 */
export const keyClasses = ['days', 'shots'] as const;
export type KeyClass = (typeof keyClasses)[number];

type Purposes = Pick<Organisation, 'purposes' | 'formerlyKept'>;

/**
 * For how long pictures of a day are kept, or all the rest of it: what is sealed together is kept as long as the purpose
 * that is kept longest. What is no longer asked for is kept as the notice said last, and pictures never longer than the day that
 * vouches for them. Null: the notice asks for nothing of a day, never did, and says nothing of it.
 */
export function keptDaysOf(organisation: Purposes, keyClass: KeyClass): KeptDays | null {
  const { formerlyKept } = organisation;
  const kept = recordedPurposes.flatMap((purpose) => noticeOf(organisation, purpose)?.keptDays ?? []);
  const days = kept.length === 0 ? (formerlyKept?.days ?? null) : ofEach(kept, Math.max);
  if (keyClass === 'days') return days;
  const pictures = noticeOf(organisation, 'screenshots')?.keptDays;
  if (pictures !== undefined) return pictures;
  const former = formerlyKept?.shots;
  return former === undefined ? days : ofEach(days === null ? [former] : [former, days], Math.min);
}

function ofEach(kept: readonly KeptDays[], which: (...counts: number[]) => number): KeptDays {
  return { least: which(...kept.map(({ least }) => least)), most: which(...kept.map(({ most }) => most)) };
}

/** For how long weeks that were handed in are kept: they are not of a day. Null: the notice asks for none, and never did. */
export function keptWeeksOf(organisation: Purposes): KeptDays | null {
  return noticeOf(organisation, 'timesheets')?.keptDays ?? organisation.formerlyKept?.weeks ?? null;
}

/**
 * What a notice that takes the place of `before` says of what it asks for no longer: without it nobody would know when that is to go, and
 * what people were told of it would not be kept.
 */
export function formerlyKeptBy(
  before: Purposes,
  after: { readonly purposes: readonly PurposeNotice[] },
): FormerlyKept | undefined {
  const { formerlyKept } = before;
  const asks = (purposes: readonly Purpose[]): boolean => purposes.some((each) => noticeOf(after, each) !== null);
  const former = {
    shots: asks(['screenshots']) ? undefined : (noticeOf(before, 'screenshots')?.keptDays ?? formerlyKept?.shots),
    days: asks(recordedPurposes) ? undefined : (keptDaysOf(before, 'days') ?? undefined),
    weeks: asks(['timesheets']) ? undefined : (keptWeeksOf(before) ?? undefined),
  };
  return Object.values(former).some((kept) => kept !== undefined) ? former : undefined;
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
