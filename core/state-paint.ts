import type { StateRecord } from './activity.ts';
import { type Interval, subtract } from './interval.ts';

export type StateSpan = Omit<StateRecord, 'kind'>;

/**
 * Disjoint spans in order of time, from records in the order in which they were written: a later record covers what an
 * earlier one said of the same time. Neighbours in the same state, for the same reason, become one.
 */
export function paintStates(records: readonly StateRecord[]): StateSpan[] {
  const painted: StateSpan[] = [];
  const covered: Interval[] = [];
  for (const { kind: _, ...span } of [...records].reverse()) {
    const near = covered.filter((each) => each.start < span.end && span.start < each.end);
    for (const part of subtract(span, near)) painted.push({ ...span, ...part });
    if (span.end > span.start) covered.push({ start: span.start, end: span.end });
  }
  painted.sort((a, b) => a.start - b.start);
  const merged: StateSpan[] = [];
  for (const span of painted) {
    const last = merged.at(-1);
    if (last !== undefined && last.end === span.start && last.state === span.state && last.reason === span.reason) {
      merged[merged.length - 1] = { ...last, end: span.end };
    } else {
      merged.push(span);
    }
  }
  return merged;
}
