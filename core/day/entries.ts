import { z } from 'zod';
import { type Day, type RecordId, recordIdSchema } from '../ids.ts';
import type { Answer } from '../organisation/answer.ts';
import { durationMs, type Interval, intersection, merged, subtract } from '../time/interval.ts';
import type { ActivityRecord, CorrectionRecord, ManualRecord, StateRecord, WindowRecord } from './activity.ts';

const instant = z.number().int().nonnegative();

/** What an entry says after one of its records, with what that record left as it was filled in. */
const sayingSchema = z.object({
  /** The record: what a manager's answer names. */
  id: recordIdSchema,
  /** When it was said. */
  at: instant,
  start: instant,
  end: instant,
  /** Null where a correction names none. */
  label: z.string().nullable(),
  category: z.string().nullable(),
  note: z.string().nullable(),
  isCall: z.boolean(),
  isTakenBack: z.boolean(),
  needsApproval: z.boolean(),
});
export type Saying = z.infer<typeof sayingSchema>;

/** What was there before the person corrected it: it stays in the chain, and is shown beside. */
const originalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), saying: sayingSchema }),
  z.object({
    kind: z.literal('recorded'),
    /** Time with the focus within the span, longest first; `appId` null is what a rule withheld. */
    apps: z.array(z.object({ appId: z.string().nullable(), appName: z.string().nullable(), ms: z.number() })),
    stateMs: z.record(z.string(), z.number()),
  }),
]);

const spanSchema = z.object({ start: instant, end: instant });

/** How many parts an entry adds at most, the longest: a day of work leaves a few. */
const mostParts = 200;

/** Time that the person added or corrected, after all their records of it. */
export const dayEntrySchema = sayingSchema.extend({
  /** Of the entry, however often it is corrected: what the next correction names as `of`. */
  id: recordIdSchema,
  /** The record that it stands on now: what a manager's answer names. */
  request: recordIdSchema,
  source: z.enum(['manual', 'correction']),
  /** Null for time added by hand that was never corrected. */
  original: originalSchema.nullable(),
  /**
   * What it adds to the day: the parts of its span in which nothing was recorded, in order. None for a correction, which says what recorded time
   * was, and for what was taken back.
   */
  adds: z.array(spanSchema).max(mostParts),
  /** Everything that was said of it, oldest first; the last is what holds. */
  history: z.array(sayingSchema).min(1),
});
export type DayEntry = z.infer<typeof dayEntrySchema>;

/** What was recorded of the day, as its page shows it. */
export interface RecordedDay {
  readonly windows: readonly Pick<WindowRecord, 'start' | 'end' | 'appId' | 'appName'>[];
  readonly states: readonly Pick<StateRecord, 'start' | 'end' | 'state'>[];
}

type EntryRecord = ManualRecord | CorrectionRecord;

interface Draft {
  readonly source: DayEntry['source'];
  readonly history: [Saying, ...Saying[]];
}

/**
 * The entries of a day, by start. A correction continues the entry that `of` names, by the id of
 * any of its records; without `of` it continues an earlier correction of exactly the same span.
 * Nothing here changes what was recorded.
 */
export function entriesOf(records: readonly ActivityRecord[], recorded: RecordedDay): DayEntry[] {
  const drafts: Draft[] = [];
  const byRecord = new Map<RecordId, Draft>();
  for (const record of records) {
    if (record.kind !== 'manual' && record.kind !== 'correction') continue;
    // Ids are drawn at random: a second record of the same one is the first, written twice.
    if (byRecord.has(record.id)) continue;
    const known = record.kind === 'correction' ? continuedBy(record, drafts, byRecord) : undefined;
    const saying = sayingOf(record, known?.history.at(-1));
    if (known === undefined) {
      const draft: Draft = { source: record.kind, history: [saying] };
      drafts.push(draft);
      byRecord.set(record.id, draft);
    } else {
      known.history.push(saying);
      byRecord.set(record.id, known);
    }
  }
  const known = merged(recordedSpans(recorded));
  return drafts
    .map((draft) => entryOf(draft, recorded, known))
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}

function continuedBy(
  { of, start, end }: CorrectionRecord,
  drafts: readonly Draft[],
  byRecord: ReadonlyMap<RecordId, Draft>,
): Draft | undefined {
  if (of !== null) return byRecord.get(of);
  return drafts.find(({ source, history }) => {
    const now = history.at(-1);
    return source === 'correction' && now?.start === start && now.end === end;
  });
}

function sayingOf(record: EntryRecord, before: Saying | undefined): Saying {
  const { id, at, start, end, isCall, needsApproval } = record;
  return {
    id,
    at,
    start,
    end,
    label: record.label ?? before?.label ?? null,
    category: record.category ?? before?.category ?? null,
    note: record.note ?? before?.note ?? null,
    isCall,
    isTakenBack: record.kind === 'correction' && record.isTakenBack,
    needsApproval,
  };
}

/** The spans that count as recorded: windows, and states in which the person was there. They overlap. */
export function recordedSpans({ windows, states }: RecordedDay): Interval[] {
  return [...windows, ...states.filter(({ state }) => state === 'active' || state === 'idle' || state === 'call')];
}

function entryOf({ source, history }: Draft, recorded: RecordedDay, known: readonly Interval[]): DayEntry {
  const [first] = history;
  const now = history.at(-1) ?? first;
  const original: DayEntry['original'] =
    source === 'correction'
      ? { kind: 'recorded', ...summaryOf(recorded, now) }
      : history.length > 1
        ? { kind: 'entry', saying: first }
        : null;
  const adds = source === 'manual' && !now.isTakenBack ? partsOutside(now, known) : [];
  return { ...now, id: first.id, request: now.id, source, original, adds, history };
}

function partsOutside(span: Interval, known: readonly Interval[]): Interval[] {
  const within = known.filter((each) => intersection(each, span) !== null);
  const parts = subtract({ start: span.start, end: span.end }, within);
  if (parts.length <= mostParts) return parts;
  const longest = parts.sort((a, b) => durationMs(b) - durationMs(a)).slice(0, mostParts);
  return longest.sort((a, b) => a.start - b.start);
}

function summaryOf({ windows, states }: RecordedDay, span: Interval) {
  const apps = new Map<string, { appId: string | null; appName: string | null; ms: number }>();
  for (const { appId, appName, ...window } of windows) {
    const ms = sharedMs(window, span);
    if (ms > 0) apps.set(appId ?? '', { appId, appName, ms: (apps.get(appId ?? '')?.ms ?? 0) + ms });
  }
  const stateMs: Record<string, number> = {};
  for (const { state, ...part } of states) {
    const ms = sharedMs(part, span);
    if (ms > 0) stateMs[state] = (stateMs[state] ?? 0) + ms;
  }
  return { apps: [...apps.values()].sort((a, b) => b.ms - a.ms), stateMs };
}

function sharedMs(a: Interval, b: Interval): number {
  const shared = intersection(a, b);
  return shared === null ? 0 : shared.end - shared.start;
}

/** `holds`: nobody needs to answer; `waiting`: nobody has answered yet. */
export type EntryStanding = 'holds' | 'waiting' | 'approved' | 'declined' | 'taken-back';

/**
 * The answers to the entry's present record, newest first. One that says another day is none:
 * whoever may not open a day could else answer what is on it by naming a day that they may.
 */
export function answersTo<T extends Pick<Answer, 'request' | 'day' | 'at'>>(
  entry: Pick<DayEntry, 'request'>,
  day: Day,
  answers: readonly T[],
): T[] {
  return answers
    .filter((answer) => answer.request === entry.request && answer.day === day)
    .toSorted((a, b) => b.at - a.at);
}

/** How an entry of `day` stands: the latest answer to its present record decides. */
export function entryStandingOf(
  entry: Pick<DayEntry, 'request' | 'needsApproval' | 'isTakenBack'>,
  day: Day,
  answers: readonly Pick<Answer, 'request' | 'day' | 'at' | 'approved'>[],
): EntryStanding {
  if (entry.isTakenBack) return 'taken-back';
  if (!entry.needsApproval) return 'holds';
  const [latest] = answersTo(entry, day, answers);
  return latest === undefined ? 'waiting' : latest.approved ? 'approved' : 'declined';
}
