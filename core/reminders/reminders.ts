import { z } from 'zod';
import { type Day, daySchema } from '../ids.ts';
import { minuteMs } from '../time/calendar.ts';
import type { Instant } from '../time/interval.ts';
import { localText } from '../time/local-time.ts';

/** What a person is reminded of, each by itself. */
export const reminderSettingsSchema = z.object({
  /** When in the day the summary comes, in minutes of the local day; null: it does not. */
  evening: z.number().int().min(0).max(1439).nullable(),
  /** Before a pause ends by itself. */
  pauseEnd: z.boolean(),
  /** Terms to be read, replies to questions, changes by the organisation. */
  needsYou: z.boolean(),
});
export type ReminderSettings = z.infer<typeof reminderSettingsSchema>;

/** How things stand at one moment. */
export interface ReminderFacts {
  readonly now: Instant;
  /** IANA name; one that this runtime does not know is taken for UTC. */
  readonly zone: string;
  /** Nobody is in front of the screen: it is locked, or the keys are. */
  readonly isAway: boolean;
  readonly pause: { readonly until: Instant | null } | null;
  /** What needs the person, each by a key that is another one once it is about something else. */
  readonly needs: readonly string[];
}

/** What the person was reminded of, as it is kept from one run to the next. */
export const toldRemindersSchema = z.object({
  evening: daySchema.nullable(),
  pauseUntil: z.number().nullable(),
  needs: z.array(z.string()).readonly(),
});
export type ToldReminders = Readonly<z.infer<typeof toldRemindersSchema>>;

export type Reminder = 'evening' | 'pause-end' | 'needs-you';

/** How long before its end a pause is told of. */
export const pauseLeadMs = 2 * minuteMs;
/** A start that is later than this after the time of the summary leaves it for the next day. */
const lateMinutes = 15;

/**
 * As of a start at `now`: a summary whose time is over by then was told, or is no news. `before` is
 * what an earlier run told; null: that is not known.
 */
export function toldAtStart(
  { evening }: ReminderSettings,
  { now, zone }: Pick<ReminderFacts, 'now' | 'zone'>,
  before: ToldReminders | null = null,
): ToldReminders {
  const { day, minute } = clockOf(now, zone);
  const isOver = evening !== null && minute >= evening + lateMinutes;
  const told = before ?? { evening: null, pauseUntil: null, needs: [] };
  return isOver ? { ...told, evening: day } : told;
}

/**
 * What is due, and what was told once it has been. Nothing is due while nobody is there. The summary
 * waits for the end of a pause and for somebody to come back, until the day ends; a clock that shows
 * its time twice, or not at all, tells it once. What no longer needs the person is forgotten, so
 * that it is told again when it does.
 */
export function remindersDue(
  settings: ReminderSettings,
  facts: ReminderFacts,
  told: ToldReminders,
): { readonly due: readonly Reminder[]; readonly told: ToldReminders } {
  const { now, zone, isAway, pause } = facts;
  const needs = told.needs.filter((each) => facts.needs.includes(each));
  if (isAway) return { due: [], told: { ...told, needs } };
  const due: Reminder[] = [];
  const { day, minute } = clockOf(now, zone);
  let { evening, pauseUntil } = told;
  if (settings.evening !== null && minute >= settings.evening && evening !== day && pause === null) {
    due.push('evening');
    evening = day;
  }
  const until = pause?.until ?? null;
  if (settings.pauseEnd && until !== null && until > now && until - now <= pauseLeadMs && until !== pauseUntil) {
    due.push('pause-end');
    pauseUntil = until;
  }
  const isNew = facts.needs.some((each) => !needs.includes(each));
  if (settings.needsYou && isNew) due.push('needs-you');
  return { due, told: { evening, pauseUntil, needs: settings.needsYou ? [...facts.needs] : needs } };
}

function clockOf(now: Instant, zone: string): { readonly day: Day; readonly minute: number } {
  const text = localText(now, zone);
  return {
    day: daySchema.parse(text.slice(0, 10)),
    minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)),
  };
}
