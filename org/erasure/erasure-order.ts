import type { Day, PersonId, RecordId, ViewerId } from '../../core/ids.ts';
import { recordIdSchema } from '../../core/ids.ts';
import {
  type ErasedClass,
  type Erasure,
  lastDayOver,
  mostErasures,
  withoutCovered,
} from '../../core/organisation/erasure.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { randomId } from '../../seal/random-id.ts';
import { withNewDirectories } from '../access-changes.ts';
import { type Administration, accessOf } from '../administration.ts';

/** What is to be erased of whom. */
export interface ErasureRequest extends Pick<Erasure, 'from' | 'to' | 'classes'> {
  readonly person: PersonId;
  /** UTC ms. */
  readonly at: number;
}

export interface OrderedErasure {
  readonly administration: Administration;
  readonly order: Erasure;
  /** Whether it was ordered before: then it goes on. */
  readonly isKnown: boolean;
  /** Whose directories say it. */
  readonly viewers: readonly ViewerId[];
}

/**
 * The administration in which it is ordered. The same days and classes given again are the same
 * order, so that a work that was cut off goes on with it. All stay, but where there would be more than are published: then those
 * go that others have wholly. Problem codes: `erasure-day-open` for a day that is not over everywhere, of which more could
 * come; `erasure-orders-full` where there are too many all the same.
 */
export function orderErasure(
  administration: Administration,
  { person, from, to, classes, at }: ErasureRequest,
): Result<OrderedErasure> {
  const last = lastDayOver(at);
  if (to > last) return fail(problem('erasure-day-open', { to, last }));
  const before = accessOf(administration, person);
  const viewers = before.viewers.map(({ viewer }) => viewer);
  const known = before.erasures?.find(
    (each) => each.from === from && each.to === to && named(each.classes) === named(classes),
  );
  if (known !== undefined) return ok({ administration, order: known, isKnown: true, viewers });
  const order = { id: randomId(recordIdSchema), at, from, to, classes };
  const all = [...(before.erasures ?? []), order];
  const erasures = all.length > mostErasures ? withoutCovered(all) : all;
  if (erasures.length > mostErasures) return fail(problem('erasure-orders-full', { most: mostErasures }));
  const access = { ...before, version: before.version + 1, at, erasures };
  const others = administration.access.filter((each) => each.person !== person);
  const next = withNewDirectories({ ...administration, access: [...others, access] }, viewers);
  return ok({ administration: next, order, isKnown: false, viewers });
}

interface EndedErasure extends Pick<OrderedErasure, 'administration' | 'viewers'> {
  /** The last day of the order from now on; null: it was for days to come alone, and is none any more. */
  readonly to: Day | null;
}

/**
 * The administration in which an order is for no day to come: a clock that was ahead may have signed it, and nothing would
 * ever be recorded under it. It still has every day that is over, which may have been erased. Problem codes:
 * `erasure-order-unknown`, `erasure-not-ahead`.
 */
export function endedErasure(
  administration: Administration,
  { person, id, at }: { readonly person: PersonId; readonly id: RecordId; readonly at: number },
): Result<EndedErasure> {
  const before = accessOf(administration, person);
  const order = before.erasures?.find((each) => each.id === id);
  if (order === undefined) return fail(problem('erasure-order-unknown', { id }));
  const last = lastDayOver(at);
  if (order.to <= last) return fail(problem('erasure-not-ahead', { to: order.to }));
  const isAhead = order.from !== null && order.from > last;
  const erasures = (before.erasures ?? []).flatMap((each) =>
    each.id !== id ? [each] : isAhead ? [] : [{ ...each, to: last }],
  );
  const access = { ...before, version: before.version + 1, at, erasures };
  const viewers = before.viewers.map(({ viewer }) => viewer);
  const others = administration.access.filter((each) => each.person !== person);
  const next = withNewDirectories({ ...administration, access: [...others, access] }, viewers);
  return ok({ administration: next, viewers, to: isAhead ? null : last });
}

function named(classes: readonly ErasedClass[]): string {
  return classes.toSorted().join(' ');
}
