import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord, ManualRecord } from '../../../core/day/activity.ts';
import { dayTimeOf, entryWordOf, type KnownAnswer, sumOfTimes } from '../../../core/day/day-time.ts';
import { daySummarySchema, summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, type RecordId } from '../../../core/ids.ts';
import { coveredMs } from '../../../core/time/interval.ts';
import { correctionAt, manualAt, recordId } from '../../fixtures/day/entries.ts';
import { stateOf, windowOf } from '../../fixtures/day/worked-days.ts';
import { deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';

const day = daySchema.parse('2026-06-01');
const minute = 60_000;
const nine = Date.parse('2026-06-01T09:00:00Z');
const at = (minutes: number) => nine + minutes * minute;
const added = (from: number, to: number, id: number, change: Partial<ManualRecord> = {}) =>
  manualAt(at(from), at(to), { id: recordId(id), ...change });
const asking = { needsApproval: true };
const answer = (request: RecordId, approved: boolean): KnownAnswer => ({ request, day, at: at(500), approved });
const viewOf = (...records: ActivityRecord[]) => viewOfDay(day, 'UTC', records);
const recorded = [windowOf(at(0), at(10), 'editor'), stateOf(at(5), at(19), 'idle'), stateOf(at(30), at(40), 'paused')];
const timeOf = (records: ActivityRecord[], answers: KnownAnswer[] | null = []) => {
  const time = dayTimeOf(viewOf(...recorded, ...records), answers);
  return Object.fromEntries(Object.entries(time).flatMap(([name, ms]) => (ms === 0 ? [] : [[name, ms / minute]])));
};

describe('the time of a day', () => {
  it('is what was recorded, where nothing was added', () =>
    expect(timeOf([])).toEqual({ recordedMs: 19, countedMs: 19 }));

  it('counts what was added at once where nobody has to approve it', () =>
    expect(timeOf([added(100, 135, 1)])).toEqual({ recordedMs: 19, addedMs: 35, freeMs: 35, countedMs: 54 }));

  it('counts of what has to be approved what was, and names the rest', () => {
    const records = [added(100, 120, 1, asking), added(130, 140, 2, asking), added(150, 155, 3, asking)];
    expect(timeOf(records, [answer(recordId(1), true), answer(recordId(3), false)])).toEqual({
      ...{ recordedMs: 19, addedMs: 35, approvedMs: 20, waitingMs: 10, declinedMs: 5, countedMs: 39 },
    });
    expect(timeOf(records, null)).toEqual({ recordedMs: 19, addedMs: 35, unknownMs: 35, countedMs: 19 });
  });

  it('adds no time that was recorded, and time in a pause it does', () => {
    expect(timeOf([added(0, 60, 1)])).toEqual({ recordedMs: 19, addedMs: 41, freeMs: 41, countedMs: 60 });
    expect(timeOf([added(2, 19, 1)])).toEqual({ recordedMs: 19, countedMs: 19 });
  });

  it('gives what two entries add to the one that counts, and to no other', () =>
    expect(timeOf([added(100, 120, 1, asking), added(110, 130, 2, asking)], [answer(recordId(2), true)])).toEqual({
      recordedMs: 19,
      addedMs: 30,
      approvedMs: 20,
      waitingMs: 10,
      countedMs: 39,
    }));

  it('leaves out corrections, and what was taken back', () => {
    const takenBack = correctionAt(at(100), at(120), { id: recordId(5), of: recordId(1), isTakenBack: true });
    expect(timeOf([correctionAt(at(20), at(60)), added(100, 120, 1), takenBack])).toEqual({
      ...{ recordedMs: 19, countedMs: 19 },
    });
  });

  it('is the same from the summary of the day as from the day, whatever is in it', () =>
    fc.assert(
      fc.property(anyRecords, fc.boolean(), (records, knows) => {
        const view = viewOf(...records);
        const answers = knows ? records.flatMap(({ kind, ...rest }) => answerOf(kind, rest)) : null;
        const frame = { person: personId(1), device: deviceId(1), links: 1, head: null, final: true, organisation: 1 };
        const summary = daySummarySchema.parse(summaryOf(view, { ...frame, categories: [] }));
        const time = dayTimeOf(view, answers);
        expect(dayTimeOf(summary, answers)).toEqual(time);
        const spans = records.filter(({ kind }) => kind === 'manual' || kind === 'window') as ManualRecord[];
        expect(time.recordedMs + time.addedMs).toBe(coveredMs(spans));
        expect(sumOfTimes([time, time])).toMatchObject({ countedMs: 2 * time.countedMs, addedMs: 2 * time.addedMs });
      }),
    ));

  it('of an older summary takes no more than its hours have room for', () => {
    const view = viewOf(windowOf(at(0), at(50), 'editor'), added(40, 70, 1));
    const frame = { person: personId(1), device: deviceId(1), links: 1, head: null, final: true, organisation: 1 };
    const { entries, ...summary } = summaryOf(view, { ...frame, categories: [] });
    const older = { ...summary, entries: entries.map(({ adds: _, ...entry }) => entry) };
    expect(dayTimeOf(older, []).addedMs).toBe(20 * minute);
  });
});

describe('the word of an entry', () => {
  it('says that it counts only where its day counts it', () => {
    const words = viewOf(
      ...recorded,
      added(100, 120, 1),
      added(2, 10, 2),
      correctionAt(at(5), at(8), { id: recordId(3) }),
    ).entries.map((entry) => entryWordOf(entry, 'holds'));
    expect(words).toEqual(['within', 'noted', 'holds']);
  });
});

const anyRecords = fc
  .array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 90 }), fc.constantFrom('window', 'free', 'asking')), {
    maxLength: 8,
  })
  .map((parts) =>
    parts.map(([from, length, kind], index) =>
      kind === 'window'
        ? windowOf(at(from), at(from + length), 'editor')
        : added(from, from + length, index + 1, { needsApproval: kind === 'asking' }),
    ),
  );

function answerOf(kind: ActivityRecord['kind'], record: object): KnownAnswer[] {
  if (kind !== 'manual' || !('id' in record)) return [];
  const id = record.id as RecordId;
  return Number(id) % 3 === 0 ? [] : [answer(id, Number(id) % 2 === 0)];
}
