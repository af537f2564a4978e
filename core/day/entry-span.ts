import { type Problem, problem } from '../problem.ts';
import { dayBounds, dayOf, hourMs, type Zone } from '../time/calendar.ts';
import type { Instant, Interval } from '../time/interval.ts';

export interface EntryCircumstances {
  readonly now: Instant;
  readonly zone: Zone;
  /** For how many days the organisation keeps a day whole. */
  readonly openDays: number;
}

/**
 * Why nobody can add or correct time in `span`, or null when they can. It lies within one calendar
 * day, is over, and is of a day that is still kept: a day that is gone everywhere must not come
 * into being again. Entries may overlap what was recorded and each other.
 */
export function judgeEntrySpan(span: Interval, { now, zone, openDays }: EntryCircumstances): Problem | null {
  if (span.end <= span.start) return emptySpan;
  if (span.end > now) return future;
  if (span.start < now - openDays * 24 * hourMs) return tooOld;
  return span.end > dayBounds(dayOf(span.start, zone), zone).end ? twoDays : null;
}

const emptySpan = problem('entry-empty');
const future = problem('entry-future');
const twoDays = problem('entry-two-days');
const tooOld = problem('entry-too-old');
