import { z } from 'zod';
import { type Day, daySchema, recordIdSchema } from '../ids.ts';
import { utcDay } from '../time/calendar.ts';
import { daysLeft, deadlineOf, type Law, laws } from './right-deadline.ts';
import { type AskedRight, askedRightSchema, type SignedRightAnswer, type SignedRightRequest } from './right-request.ts';

/**
 * `open`: nobody has taken it up; `begun`; `extended`: told in time that it takes longer; `fulfilled`;
 * `refused`, with its reason and where to complain; `withdrawn` by the person.
 */
export const rightStates = ['open', 'begun', 'extended', 'fulfilled', 'refused', 'withdrawn'] as const;

/** A request as both sides are shown it. */
export const rightStandingSchema = z.object({
  id: recordIdSchema,
  asked: askedRightSchema,
  law: z.enum(laws),
  /** When it was asked, or when the letter came. */
  on: daySchema,
  state: z.enum(rightStates),
  /** Null once it is answered or withdrawn. */
  due: daySchema.nullable(),
  /** Until `due`; negative: overdue by so many. */
  left: z.number().int().nullable(),
  /** Whether it may still be said that it takes longer. */
  mayExtend: z.boolean(),
  /** What was said last: why it takes longer, what was done, why it was refused. */
  words: z.string().nullable(),
  complainTo: z.string().nullable(),
  answeredOn: daySchema.nullable(),
  by: z.string().nullable(),
  order: recordIdSchema.nullable(),
  /** Of a letter: how it was established who asked. */
  identityBy: z.string().nullable(),
});
export type RightStanding = z.infer<typeof rightStandingSchema>;

/** What was read, with the bucket's clock of when it came; 0 where it told none. */
export interface Arrived<T> {
  readonly said: T;
  readonly arrivedAt: number;
}

/**
 * How every request stands on `today`: overdue first, then by what is due next, then what is over,
 * newest first. The person's clock may not date a request ahead of its arrival, nor the organisation's
 * an extension back: it counts by the later of what it says and when it came.
 */
export function rightsStanding(
  requests: readonly Arrived<SignedRightRequest>[],
  answers: readonly Arrived<SignedRightAnswer>[],
  today: Day,
): RightStanding[] {
  const found = new Map<string, RightStanding>();
  for (const { said, arrivedAt } of requests) {
    if (said.says.does !== 'ask' || found.has(said.id)) continue;
    const isAhead = arrivedAt > 0 && said.at > arrivedAt + 86_400_000;
    found.set(said.id, opened(said.id, said.says.asked, said.says.law, isAhead ? utcDay(arrivedAt) : said.on, null));
  }
  const byNumber = answers.toSorted((a, b) => a.said.seq - b.said.seq);
  for (const { said } of byNumber)
    if (said.says.does === 'receive' && !found.has(said.of)) {
      const { asked, law, receivedOn, identityBy } = said.says;
      found.set(said.of, opened(said.of, asked, law, receivedOn, identityBy));
    }
  // What the person took back is not answered any more; what was answered before stays answered.
  const takenBack = new Set(requests.flatMap(({ said: { says } }) => (says.does === 'withdraw' ? [says.of] : [])));
  for (const each of byNumber) {
    const before = found.get(each.said.of);
    if (before !== undefined) found.set(before.id, after(before, each));
  }
  return [...found.values()]
    .map((each) => (takenBack.has(each.id) && each.due !== null ? over(each, 'withdrawn') : each))
    .map((each) => onDay(each, today))
    .sort(inOrder);
}

export function isOverdue({ left }: Pick<RightStanding, 'left'>): boolean {
  return left !== null && left < 0;
}

/** Whether whoever answers is to be reminded: a week before it is due, and from then on. */
export function isPressing({ left }: Pick<RightStanding, 'left'>): boolean {
  return left !== null && left <= 7;
}

function opened(id: RightStanding['id'], asked: AskedRight, law: Law, on: Day, identityBy: string | null) {
  const standing: RightStanding = {
    ...{ id, asked, law, on, state: 'open', due: deadlineOf(law, on).due, left: null, mayExtend: true },
    ...{ words: null, complainTo: null, answeredOn: null, by: null, order: null, identityBy },
  };
  return standing;
}

function after(before: RightStanding, { said, arrivedAt }: Arrived<SignedRightAnswer>): RightStanding {
  const { says, by } = said;
  // A refusal may be thought better of; everything else that is over stays as it is.
  if (before.due === null && !(before.state === 'refused' && says.does === 'fulfil')) return before;
  const answeredOn = said.on;
  if (says.does === 'fulfil')
    return { ...over(before, 'fulfilled'), words: says.note, complainTo: null, order: says.order, answeredOn, by };
  if (says.does === 'refuse')
    return { ...over(before, 'refused'), words: says.reason, complainTo: says.complainTo, answeredOn, by };
  if (says.does === 'begin') return before.state === 'open' ? { ...before, state: 'begun', answeredOn, by } : before;
  if (says.does === 'receive' || before.state === 'extended') return before;
  const toldOn = arrivedAt > said.at + 86_400_000 ? utcDay(arrivedAt) : said.on;
  const { due, extended } = deadlineOf(before.law, before.on);
  if (toldOn > due) return before;
  return { ...before, state: 'extended', due: extended, mayExtend: false, words: says.reason, answeredOn, by };
}

function over(before: RightStanding, state: RightStanding['state']): RightStanding {
  return { ...before, state, due: null, mayExtend: false };
}

function onDay(each: RightStanding, today: Day): RightStanding {
  if (each.due === null) return { ...each, left: null };
  const left = daysLeft(each.due, today);
  return { ...each, left, mayExtend: each.mayExtend && left >= 0 };
}

function inOrder(a: RightStanding, b: RightStanding): number {
  if (a.left !== null && b.left !== null) return a.left - b.left || a.id.localeCompare(b.id);
  if (a.left === null && b.left === null) return b.on.localeCompare(a.on) || a.id.localeCompare(b.id);
  return a.left === null ? 1 : -1;
}
