import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type ActivityRecord, parseRecords } from '../../core/day/activity.ts';
import { fault } from '../../core/day/chain.ts';
import type { ChainFault } from '../../core/day/chain-report.ts';
import { type DayView, viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { knownZone } from '../../core/time/calendar.ts';
import { type Identity, type Opener, openerOf } from '../../seal/age.ts';
import { type RemainingBudget, spend, usualBudget, wholeBudget } from './day-budget.ts';

const decompress = promisify(gunzip);

/** The segments of one device's day, which the chain vouches for, in its order, still sealed. */
export interface SegmentJob {
  /** Of the day. */
  readonly identity: Identity;
  readonly day: Day;
  /** Of the person, where the day says none itself. */
  readonly zone: string | null;
  readonly segments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly budget: RemainingBudget;
}

export interface SegmentsRead {
  readonly records: readonly ActivityRecord[];
  readonly view: DayView;
  readonly faults: readonly ChainFault[];
  readonly left: RemainingBudget;
  /** Whether the budget was passed: what came before is here, and nothing of what follows. */
  readonly isCut: boolean;
}

/** Decrypts, unpacks and parses records. Null: the reading process ended. Never throws. */
export type ReadSegments = (job: SegmentJob) => Promise<SegmentsRead | null>;

/** The same in this very process. */
export const readSegmentsHere: ReadSegments = async ({ identity, day, zone, segments, budget }) => {
  const opener = openerOf(identity);
  const records: ActivityRecord[] = [];
  const faults: ChainFault[] = [];
  let left = budget;
  let isCut = false;
  for (const { name, bytes } of segments) {
    const opened = await openOne(bytes, opener, left);
    const rest = typeof opened === 'object' ? spend(left, opened.used) : left;
    isCut = opened === 'too-much' || rest === null;
    if (isCut || rest === null) break;
    left = rest;
    if (typeof opened !== 'object') faults.push(fault('unreadable', name));
    else for (const record of opened.records) records.push(record);
  }
  const own = records.find((record) => record.kind === 'header')?.zone;
  return { records, view: viewOfDay(day, knownZone(own, zone), records), faults, left, isCut };
};

async function openOne(
  sealed: Uint8Array,
  opener: Opener,
  left: RemainingBudget,
): Promise<{ readonly records: ActivityRecord[]; readonly used: RemainingBudget } | 'unreadable' | 'too-much'> {
  const packed = await opener(sealed);
  if (packed === null) return 'unreadable';
  try {
    // The output is bounded while it is made: a few kilobytes can unpack to gigabytes.
    const plain = await decompress(packed, { maxOutputLength: Math.min(usualBudget.segmentBytes, left.bytes) + 1 });
    if (plain.length > left.bytes || plain.length > usualBudget.segmentBytes) return 'too-much';
    if (linesIn(plain) > left.records) return 'too-much';
    const records = parseRecords(plain.toString());
    const count = (...kinds: readonly string[]) => records.filter(({ kind }) => kinds.includes(kind)).length;
    const used = {
      bytes: plain.length,
      records: records.length,
      entries: count('manual', 'correction', 'question'),
      removals: count('removed-span'),
    };
    return { records, used };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      ? 'too-much'
      : 'unreadable';
  }
}

/** Counted before anything is parsed: each becomes an object. */
function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

/** Reads one device's segments after another's, all of them within one budget. */
export function withinBudget(read: ReadSegments): (job: Omit<SegmentJob, 'budget'>) => Promise<SegmentsRead | null> {
  let left = wholeBudget();
  let tail: Promise<unknown> = Promise.resolve();
  return (job) => {
    const turn = tail.then(async () => {
      const done = await read({ ...job, budget: left });
      if (done !== null) left = done.left;
      return done;
    });
    tail = turn.catch(() => null);
    return turn;
  };
}
