import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { honourRemovals, picturesIn, withoutSpan } from '../../../core/day/removed-span.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, shotIdSchema } from '../../../core/ids.ts';
import { reason } from '../../../core/reason.ts';
import { contains, type Interval, intersection } from '../../../core/time/interval.ts';

const day = daySchema.parse('2026-06-01');
const shotId = (number: number) => shotIdSchema.parse(String(number).padStart(26, '0'));
const app = { appName: 'a', title: null, site: null, withheld: null } as const;
const remove = (span: Interval): ActivityRecord => ({ kind: 'removed-span', at: 0, ...span });

const instant = fc.integer({ min: 0, max: 300_000 });
const interval = fc.tuple(instant, fc.integer({ min: 1, max: 90_000 })).map(([start, ms]) => ({
  start,
  end: start + ms,
}));
const record: fc.Arbitrary<ActivityRecord> = fc.oneof(
  fc
    .tuple(interval, fc.constantFrom('a', 'b'))
    .map(([span, appId]): ActivityRecord => ({ kind: 'window', ...span, appId, ...app })),
  fc.tuple(interval, fc.constantFrom('active', 'idle', 'call')).map(
    ([span, state]): ActivityRecord => ({
      kind: 'state',
      ...span,
      state: state as 'active',
      reason: null,
    }),
  ),
  instant.map(
    (start): ActivityRecord => ({ kind: 'counts', start, end: start + 1_000, keys: 1, clicks: 0, scrolls: 0 }),
  ),
  instant.map((start): ActivityRecord => ({ kind: 'input-seconds', start, end: start + 1_000, seconds: 1 })),
  fc.tuple(instant, fc.nat({ max: 30 }), fc.option(fc.nat({ max: 30 }))).map(
    ([at, id, sameAs]): ActivityRecord => ({
      kind: 'shot',
      at,
      id: shotId(100 + at * 31 + id),
      monitor: 'one',
      width: 1,
      height: 1,
      sameAs: sameAs === null ? null : shotId(sameAs),
      covered: 0,
    }),
  ),
);

/** What a view shows at `at`. */
function shownAt(records: readonly ActivityRecord[], at: number) {
  const { windows, states, shots } = viewOfDay(day, 'UTC', records);
  return {
    window: windows.find((each) => contains(each, at))?.appId,
    state: states.find((each) => contains(each, at))?.state,
    shots: shots.filter((each) => each.at === at).map(({ id }) => id),
  };
}

describe('a removed span', () => {
  it('has nothing in any view, wherever in the day its removal was written', () =>
    fc.assert(
      fc.property(fc.array(record), fc.array(record), interval, (before, after, span) => {
        const view = viewOfDay(day, 'UTC', [...before, remove(span), ...after]);
        for (const each of [...view.windows, ...view.states]) expect(intersection(each, span)).toBeNull();
        expect(view.shots.filter(({ at }) => contains(span, at))).toEqual([]);
        expect(view).toEqual(viewOfDay(day, 'UTC', [remove(span), ...before, ...after]));
      }),
    ));

  it('looks like any other time in which nothing was recorded', () =>
    fc.assert(
      fc.property(fc.array(record), interval, (records, span) => {
        const rest = withoutSpan(records, span, new Set(picturesIn(records, span)));
        expect(viewOfDay(day, 'UTC', [...records, remove(span)])).toEqual(viewOfDay(day, 'UTC', rest));
      }),
    ));

  it('changes nothing outside of it', () =>
    fc.assert(
      fc.property(fc.array(record), interval, fc.array(instant), (records, span, instants) => {
        const gone = new Set(picturesIn(records, span));
        const rest = withoutSpan(records, span, gone);
        for (const at of instants.filter((each) => !contains(span, each)))
          expect(shownAt(rest, at)).toEqual(shownAt(records, at));
        for (const counted of ['counts', 'input-seconds'] as const) {
          const untouched = records.filter((each) => each.kind === counted && intersection(each, span) === null);
          expect(rest.filter(({ kind }) => kind === counted)).toEqual(untouched);
        }
      }),
    ));

  it('twice removed is once removed, and in which order does not matter', () =>
    fc.assert(
      fc.property(fc.array(record), interval, interval, (records, a, b) => {
        const once = honourRemovals([...records, remove(a), remove(b)]);
        expect(honourRemovals([...once, remove(a), remove(b)])).toEqual(once);
        expect(viewOfDay(day, 'UTC', [...records, remove(b), remove(a)])).toEqual(viewOfDay(day, 'UTC', once));
      }),
    ));
});

describe('what is about the recording itself', () => {
  const span = { start: 10, end: 20 };
  const report = { sensor: 'screen', ok: false, reason: reason('screen-unreadable') } as const;

  it('stays, as of the end of the span', () => {
    expect(withoutSpan([{ kind: 'sensor', at: 15, report }], span, new Set())).toEqual([
      { kind: 'sensor', at: 20, report },
    ]);
  });

  it('keeps that another picture was removed, and not that one of the span was', () => {
    const records = [1, 2].map((id): ActivityRecord => ({ kind: 'removed', at: 12, id: shotId(id) }));
    expect(withoutSpan(records, span, new Set([shotId(1)]))).toEqual([{ kind: 'removed', at: 20, id: shotId(2) }]);
  });

  it('takes a shot of another time with it that only refers to a picture of the span', () => {
    const shot = { kind: 'shot', monitor: 'one', width: 1, height: 1, covered: 0 } as const;
    const records: ActivityRecord[] = [
      { ...shot, at: 15, id: shotId(1), sameAs: null },
      { ...shot, at: 25, id: shotId(2), sameAs: shotId(1) },
      { ...shot, at: 26, id: shotId(3), sameAs: shotId(4) },
    ];
    expect(viewOfDay(day, 'UTC', [...records, remove(span)]).shots.map(({ id }) => id)).toEqual([shotId(3)]);
  });
});
