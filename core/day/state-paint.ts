import { isSameReason } from '../reason.ts';
import { paint } from '../time/interval.ts';
import type { StateRecord } from './activity.ts';

export type StateSpan = Omit<StateRecord, 'kind'>;

/**
 * Disjoint spans in order of time, from records in the order in which they were written: a later
 * record covers what an earlier one said of the same time. Neighbours in the same state, for the
 * same reason, become one.
 */
export function paintStates(records: readonly StateRecord[]): StateSpan[] {
  const painted = paint(records.map(({ kind: _, ...span }) => span));
  const merged: StateSpan[] = [];
  for (const span of painted) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      last.end === span.start &&
      last.state === span.state &&
      isSameReason(last.reason, span.reason)
    ) {
      merged[merged.length - 1] = { ...last, end: span.end };
    } else {
      merged.push(span);
    }
  }
  return merged;
}
