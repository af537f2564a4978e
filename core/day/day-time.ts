import type { Day } from '../ids.ts';
import type { Answer } from '../organisation/answer.ts';
import { durationMs, type Interval, intersection, merged, subtract } from '../time/interval.ts';
import { type DayEntry, type EntryStanding, entryStandingOf } from './entries.ts';

/**
 * The time of a day, or of several, as every page, print and export tells it: what was recorded, what the person
 * added beside it, and how that stands. No instant counts twice: what was recorded is not added again, and where two
 * entries add the same time, the one that counts has it.
 */
export interface DayTime {
  readonly recordedMs: number;
  /** All that was added, whatever became of it. */
  readonly addedMs: number;
  /** Of what was added: needs nobody's approval. */
  readonly freeMs: number;
  readonly approvedMs: number;
  readonly waitingMs: number;
  readonly declinedMs: number;
  /** Asks for approval, and the answers are not known here. */
  readonly unknownMs: number;
  /** What counts: recorded, and added without need of approval or approved. */
  readonly countedMs: number;
}

type TimedEntry = Pick<DayEntry, 'start' | 'end' | 'source' | 'request' | 'needsApproval' | 'isTakenBack'> & {
  readonly adds?: readonly Interval[] | undefined;
};

/** What is known of one day of one device. */
export interface TimedDay {
  readonly day: Day;
  readonly totals: { readonly recordedMs: number };
  readonly entries: readonly TimedEntry[];
  /** By hour, where no entry says what it adds: then the room that the hour leaves. */
  readonly hours?: readonly { readonly start: number; readonly recordedMs: number }[];
}

/** Of an answer, what decides how an entry stands. */
export type KnownAnswer = Pick<Answer, 'request' | 'day' | 'at' | 'approved'>;

/** `answers` null: they could not be read, or were not asked for. */
export function dayTimeOf(day: TimedDay, answers: readonly KnownAnswer[] | null): DayTime {
  let known: Interval[] = [];
  const ms = { holds: 0, approved: 0, waiting: 0, unknown: 0, declined: 0, 'taken-back': 0 };
  for (const each of ['holds', 'approved', 'waiting', 'unknown', 'declined'] as const)
    for (const entry of day.entries.filter(
      (one) => one.source === 'manual' && standingIn(day.day, one, answers) === each,
    )) {
      const parts = (entry.adds ?? [entry]).flatMap((part) => subtract(spanOf(part), known));
      ms[each] += entry.adds === undefined ? roomIn(day, parts) : sumOf(parts);
      known = merged([...known, ...parts]);
    }
  return timeOf(day.totals.recordedMs, ms);
}

/** As `entryStandingOf`; `unknown` where it takes an answer and the answers are not known. */
export function standingIn(
  day: Day,
  entry: Pick<TimedEntry, 'request' | 'needsApproval' | 'isTakenBack'>,
  answers: readonly KnownAnswer[] | null,
): EntryStanding | 'unknown' {
  const isUnknown = answers === null && entry.needsApproval && !entry.isTakenBack;
  return isUnknown ? 'unknown' : entryStandingOf(entry, day, answers ?? []);
}

/** Several days of several devices together; each device counts by itself. */
export function sumOfTimes(times: readonly DayTime[]): DayTime {
  const sum = (of: (time: DayTime) => number) => times.reduce((total, time) => total + of(time), 0);
  return timeOf(
    sum(({ recordedMs }) => recordedMs),
    {
      holds: sum(({ freeMs }) => freeMs),
      approved: sum(({ approvedMs }) => approvedMs),
      waiting: sum(({ waitingMs }) => waitingMs),
      unknown: sum(({ unknownMs }) => unknownMs),
      declined: sum(({ declinedMs }) => declinedMs),
    },
  );
}

/** Whether anything was added whose answer has to be known to tell the time. */
export function asksForAnswers(entries: readonly Pick<TimedEntry, 'needsApproval' | 'isTakenBack'>[]): boolean {
  return entries.some(({ needsApproval, isTakenBack }) => needsApproval && !isTakenBack);
}

/** The columns of a table that tells the time of days; `timeCells` in their order. Seconds. */
export const timeHead = [
  ...['recorded_seconds', 'added_seconds', 'free_seconds', 'approved_seconds', 'waiting_seconds'],
  ...['declined_seconds', 'unknown_seconds', 'counted_seconds'],
];

export function timeCells(time: DayTime): number[] {
  const { recordedMs, addedMs, freeMs, approvedMs, waitingMs, declinedMs, unknownMs, countedMs } = time;
  return [recordedMs, addedMs, freeMs, approvedMs, waitingMs, declinedMs, unknownMs, countedMs].map((ms) => ms / 1000);
}

/** How an entry counts, for the word beside it; it says the same as the sentence of its day. */
export type EntryWord = EntryStanding | 'noted' | 'within';

/** A correction that holds is `noted`, added time that lies wholly in recorded time is `within`: neither adds to a sum. */
export function entryWordOf(entry: Pick<DayEntry, 'source' | 'adds'>, standing: EntryStanding): EntryWord {
  if (standing !== 'holds') return standing;
  if (entry.source === 'correction') return 'noted';
  return entry.adds.length === 0 ? 'within' : 'holds';
}

function timeOf(
  recordedMs: number,
  ms: Readonly<Record<'holds' | 'approved' | 'waiting' | 'unknown' | 'declined', number>>,
): DayTime {
  return {
    recordedMs,
    addedMs: ms.holds + ms.approved + ms.waiting + ms.unknown + ms.declined,
    freeMs: ms.holds,
    approvedMs: ms.approved,
    waitingMs: ms.waiting,
    declinedMs: ms.declined,
    unknownMs: ms.unknown,
    countedMs: recordedMs + ms.holds + ms.approved,
  };
}

/** Of `parts`, what their hours have room for beside what was recorded in them. */
function roomIn({ hours = [] }: TimedDay, parts: readonly Interval[]): number {
  let left = sumOf(parts);
  for (const { start, recordedMs } of hours) {
    const hour = { start, end: start + 3_600_000 };
    const within = sumOf(parts.flatMap((part) => intersection(part, hour) ?? []));
    left -= Math.max(0, within + recordedMs - 3_600_000);
  }
  return Math.max(0, left);
}

function spanOf({ start, end }: Interval): Interval {
  return { start, end };
}

function sumOf(parts: readonly Interval[]): number {
  return parts.reduce((sum, part) => sum + durationMs(part), 0);
}
