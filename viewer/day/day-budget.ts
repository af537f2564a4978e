/**
 * What is read of one person's day at most, over all of their devices: what a day of work never
 * comes near, and a process with half a gigabyte of memory can hold several times over. Whoever can
 * write into the bucket could put any amount there.
 */
export const usualBudget = {
  /** Unpacked, in bytes: of one segment, and of all. */
  segmentBytes: 24 * 1024 * 1024,
  bytes: 48 * 1024 * 1024,
  records: 150_000,
  /** Time by hand and corrections: each is held against all that was recorded. */
  entries: 1000,
  /** Spans that the person removed: each is taken out of all records. */
  removals: 1000,
} as const;

/** What is left of it, for the next device or segment. */
export interface RemainingBudget {
  readonly bytes: number;
  readonly records: number;
  readonly entries: number;
  readonly removals: number;
}

export function wholeBudget(): RemainingBudget {
  const { bytes, records, entries, removals } = usualBudget;
  return { bytes, records, entries, removals };
}

/** `left` after `used`, or null where it does not suffice. */
export function spend(left: RemainingBudget, used: RemainingBudget): RemainingBudget | null {
  const rest = {
    bytes: left.bytes - used.bytes,
    records: left.records - used.records,
    entries: left.entries - used.entries,
    removals: left.removals - used.removals,
  };
  return Object.values(rest).some((value) => value < 0) ? null : rest;
}
