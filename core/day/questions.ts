import type { z } from 'zod';
import { type Day, daySchema, type RecordId } from '../ids.ts';
import { type Access, spanHolds } from '../organisation/access.ts';
import type { Reply } from '../organisation/answer.ts';
import { dayBefore } from '../time/calendar.ts';
import { type ActivityRecord, questionRecordSchema } from './activity.ts';

/** A question about a look, as pages show it. */
export const questionSchema = questionRecordSchema.omit({ kind: true });
export type LookQuestion = z.infer<typeof questionSchema>;

/** A question and the day in whose records it stands: the one that a reply names. */
export const placedQuestionSchema = questionSchema.extend({ on: daySchema });
export type PlacedQuestion = z.infer<typeof placedQuestionSchema>;

/** How many questions of one day are shown, the newest: whoever writes a day could else fill a page. */
const mostOfDay = 50;
/** How many replies to one question are shown, the newest. */
const mostReplies = 20;
/** How many days back from the end of a look one is sought that somebody may open: it may say that it began ages ago. */
const mostDaysBack = 366;

/** The questions in a day's records, oldest first. A second record of the same id is none. */
export function questionsOf(records: readonly ActivityRecord[]): LookQuestion[] {
  const byId = new Map<RecordId, LookQuestion>();
  for (const record of records) {
    if (record.kind !== 'question' || byId.has(record.id)) continue;
    const { kind: _, ...question } = record;
    byId.set(record.id, question);
  }
  return [...byId.values()].toSorted((a, b) => a.at - b.at).slice(-mostOfDay);
}

/** Replies to a question in the records of `on`, oldest first. One that names another day is none. */
export function repliesTo({ id, on }: Pick<PlacedQuestion, 'id' | 'on'>, replies: readonly Reply[]): Reply[] {
  return replies
    .filter((reply) => reply.request === id && reply.day === on)
    .toSorted((a, b) => a.at - b.at)
    .slice(-mostReplies);
}

/**
 * In which day's records a question about a look at `day` to `to` is written: the last one until
 * `today` that the viewer who looked may open, else the last that anybody may. Null: nobody may
 * open any of them.
 */
export function questionDayOf(
  { day, to, viewer }: Pick<LookQuestion, 'day' | 'to' | 'viewer'>,
  today: Day,
  { viewers }: Pick<Access, 'viewers'>,
): Day | null {
  // The newest first.
  const days: Day[] = [];
  let each = to < today ? to : today;
  while (day <= each && days.length < mostDaysBack) {
    days.push(each);
    if (each === day) break;
    each = dayBefore(each);
  }
  const opens = (each: Day, who: Pick<Access, 'viewers'>['viewers']) =>
    who.some(({ spans }) => spans.some((span) => spanHolds(span, each)));
  const looker = viewers.filter((each) => each.viewer === viewer);
  return days.find((each) => opens(each, looker)) ?? days.find((each) => opens(each, viewers)) ?? null;
}
