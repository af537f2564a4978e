import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observe, parseRules } from '../../../core/consent/redaction.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { leastWindowMs, Recorder } from '../../../core/day/recorder.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, shotIdSchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { minuteStart } from '../../../core/time/calendar.ts';
import { merged } from '../../../core/time/interval.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';

const counting = grantFor('input-counts');
const grants = { apps: grantFor('apps'), titles: grantFor('titles'), websites: null };
const noRules = unwrap(parseRules([]));
const seen = (name: string) => observe({ appId: name, appName: name, title: name, url: null }, noRules, grants);
const day = daySchema.parse('1970-01-01');
const spansOf = <K extends 'window' | 'state' | 'counts' | 'input-seconds'>(
  records: readonly ActivityRecord[],
  kind: K,
) => records.filter((record): record is Extract<ActivityRecord, { kind: K }> => record.kind === kind);

const spanOf = (from: number, to: number) => ({ start: from * 1_000, end: to * 1_000 });

type Step =
  | { readonly kind: 'focus'; readonly app: string | null }
  | { readonly kind: 'state'; readonly state: 'active' | 'idle' | null; readonly backMs: number }
  | { readonly kind: 'counts'; readonly keys: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('focus' as const), app: fc.constantFrom('a', 'b', null) }),
  fc.record({
    kind: fc.constant('state' as const),
    state: fc.constantFrom('active', 'idle', null),
    backMs: fc.nat(40_000),
  }),
  fc.record({ kind: fc.constant('counts' as const), keys: fc.nat(9) }),
);

function take(recorder: Recorder, at: number, what: Step, told = at): void {
  if (what.kind === 'focus') recorder.focus(at, what.app === null ? null : seen(what.app), false, told);
  else if (what.kind === 'counts') recorder.counts(at, { keys: what.keys, clicks: 0, scrolls: 0 }, counting);
  else recorder.presence(at, what.state, null, what.state === 'idle' ? Math.max(0, at - what.backMs) : at);
}

/** Steps at rising instants, each after `afterMs`; `cut` says whether the recorder is emptied after it. */
const historyOf = (afterMs: fc.Arbitrary<number>) =>
  fc.array(fc.record({ afterMs, step, cut: fc.boolean() }), { maxLength: 25 });
const history = historyOf(fc.nat(30_000));
/** In which no window lasts a moment: what a cut has taken of one is told already when the next stands for it. */
const settled = historyOf(fc.integer({ min: leastWindowMs, max: 30_000 }));

function play(
  steps: readonly { afterMs: number; step: Step; cut: boolean }[],
  cutting: boolean,
  late: readonly number[] = [],
): ActivityRecord[] {
  let at = 100_000;
  const recorder = new Recorder(at);
  const records: ActivityRecord[] = [];
  for (const [index, { afterMs, step: what, cut }] of steps.entries()) {
    at += afterMs;
    take(recorder, at, what, at - (late[index] ?? 0));
    if (cut && cutting) records.push(...recorder.cut(at));
  }
  return [...records, ...recorder.cut(at + 1_000)];
}

describe('the recorder', () => {
  it('keeps a window from its first to its last instant', () => {
    const recorder = new Recorder(0);
    recorder.focus(1_000, seen('a'));
    recorder.focus(2_000, seen('a'));
    recorder.focus(3_000, seen('b'));
    recorder.focus(4_000, null);
    expect(spansOf(recorder.cut(5_000), 'window')).toMatchObject([
      { appId: 'a', start: 1_000, end: 3_000 },
      { appId: 'b', start: 3_000, end: 4_000 },
    ]);
  });

  it('dates a window back to when it got the focus, never into what is written or was allowed otherwise', () => {
    const recorder = new Recorder(0);
    recorder.focus(1_000, seen('a'));
    recorder.focus(9_000, seen('b'), false, 5_000);
    recorder.focus(9_000, null, false, 8_000);
    const before = recorder.cut(10_000);
    recorder.focus(11_000, seen('c'), false, 7_000);
    recorder.focus(20_000, seen('c'), true);
    recorder.focus(21_000, seen('d'), false, 15_000);
    recorder.focus(30_000, null, true);
    recorder.focus(31_000, seen('e'), false, 25_000);
    recorder.focus(33_000, seen('f'), false, 99_000);
    const windows = spansOf([...before, ...recorder.cut(40_000)], 'window');
    expect(windows.map(({ appId, start, end }) => [appId, start, end])).toEqual([
      ['a', 1_000, 5_000],
      ['b', 5_000, 8_000],
      ['c', 10_000, 20_000],
      ['d', 20_000, 30_000],
      ['e', 30_000, 33_000],
      ['f', 33_000, 40_000],
    ]);
  });

  it('gives no window what the one before it had since a cut', () => {
    const recorder = new Recorder(0);
    recorder.focus(1_000, seen('a'));
    const records = recorder.cut(60_000);
    recorder.focus(60_400, seen('b'));
    records.push(...recorder.cut(60_600));
    recorder.focus(62_000, seen('c'));
    const windows = spansOf([...records, ...recorder.cut(65_000)], 'window');
    expect(windows.map(({ appId, start, end }) => [appId, start, end])).toEqual([
      ['a', 1_000, 60_000],
      ['a', 60_000, 60_400],
      ['b', 60_400, 60_600],
      ['b', 60_600, 62_000],
      ['c', 62_000, 65_000],
    ]);
  });

  it('dates idle back to the last input', () => {
    const recorder = new Recorder(0);
    recorder.presence(0, 'active');
    recorder.presence(300, 'idle', null, 100);
    const { states } = viewOfDay(day, 'UTC', recorder.cut(400));
    expect(states).toMatchObject([
      { state: 'active', start: 0, end: 100 },
      { state: 'idle', start: 100, end: 400 },
    ]);
  });

  it('gives counts to the minute in which counting began', () => {
    const recorder = new Recorder(59_000);
    recorder.counts(61_000, { keys: 3, clicks: 0, scrolls: 0 }, counting);
    expect(recorder.cut(61_000)).toMatchObject([{ kind: 'counts', start: 59_000, end: 60_000, keys: 3 }]);
  });

  it('writes nothing where nothing was counted', () => {
    const recorder = new Recorder(0);
    recorder.counts(50, { keys: 0, clicks: 0, scrolls: 0 }, counting);
    expect(recorder.cut(60)).toEqual([]);
  });

  it('gives seconds with input to their minutes, as a number alone', () => {
    const recorder = new Recorder(57_400);
    recorder.inputSeconds(62_500, [spanOf(57, 58), spanOf(59, 62)], counting);
    expect(recorder.cut(62_500)).toEqual([
      { kind: 'input-seconds', start: 57_000, end: 60_000, seconds: 2 },
      { kind: 'input-seconds', start: 60_000, end: 62_500, seconds: 2 },
    ]);
  });

  it('tells no second twice, none of before it was allowed, of a removed span or to come', () => {
    const recorder = new Recorder(0);
    recorder.inputSeconds(3_200, [spanOf(1, 4)], counting);
    recorder.inputSeconds(5_000, [spanOf(2, 5), spanOf(9, 10)], counting);
    recorder.countFrom(20_500);
    recorder.inputSeconds(22_000, [spanOf(10, 22)], counting);
    recorder.removed({ start: 22_000, end: 30_100 });
    recorder.inputSeconds(32_000, [spanOf(29, 32)], counting);
    const told = spansOf(recorder.cut(32_000), 'input-seconds').map(({ seconds }) => seconds);
    expect(told).toEqual([3, 1, 2, 1]);
  });

  it('tells seconds with input again once the clock was set back', () => {
    const recorder = new Recorder(100_000);
    recorder.inputSeconds(105_000, [spanOf(101, 105)], counting);
    recorder.inputSeconds(49_500, [], counting);
    recorder.inputSeconds(52_000, [spanOf(50, 52)], counting);
    expect(spansOf(recorder.cut(52_000), 'input-seconds')).toMatchObject([{ seconds: 4 }, { seconds: 2 }]);
  });

  it('loses no second with input and makes none, however it is settled and cut', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 100, max: 500 }), { maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 20 }),
        (those, waits) => {
          const seconds = those.toSorted((a, b) => a - b);
          const recorder = new Recorder(100_000);
          const records: ActivityRecord[] = [];
          let at = 100_000;
          let told = 0;
          for (const wait of [...waits, 800_000]) {
            at += wait;
            // As a sensor does: what is certain by now.
            const ready = seconds.filter((each, place) => place >= told && (each + 1) * 1_000 <= at);
            told += ready.length;
            recorder.inputSeconds(at, merged(ready.map((each) => spanOf(each, each + 1))), counting);
            records.push(...recorder.cut(at));
          }
          const found = spansOf(records, 'input-seconds');
          expect(found.reduce((sum, each) => sum + each.seconds, 0)).toBe(seconds.length);
          for (const [place, { start, end }] of found.entries()) {
            expect(minuteStart(end - 1)).toBe(minuteStart(start));
            expect(start).toBeGreaterThanOrEqual(found[place - 1]?.start ?? 0);
          }
          const { inputMinutes, minutes, totals } = viewOfDay(day, 'UTC', records);
          expect(minutes).toEqual([]);
          expect(totals).toMatchObject({ keys: 0, clicks: 0, scrolls: 0, inputSeconds: seconds.length });
          for (const minute of inputMinutes)
            expect(minute.seconds).toBe(seconds.filter((each) => minuteStart(each * 1_000) === minute.start).length);
        },
      ),
    ));

  it('demands a grant for counts, for seconds with input and for shots', () => {
    const recorder = new Recorder(0);
    const counted = { keys: 1, clicks: 0, scrolls: 0 };
    expect(() => recorder.counts(1, counted, { ...counting })).toThrow('no leave');
    expect(() => recorder.inputSeconds(1, [spanOf(0, 1)], { ...counting })).toThrow('no leave');
    const id = shotIdSchema.parse('0'.repeat(26));
    const shot = { at: 1, id, monitor: 'm', width: 1, height: 1, sameAs: null, covered: 0 };
    expect(() => recorder.shot(shot, { ...grantFor('screenshots') })).toThrow('no leave');
    expect(recorder.cut(2)).toEqual([]);
  });

  it('answers windows that are disjoint, in order and never empty, over any history, however late it is told', () =>
    fc.assert(
      fc.property(history, fc.array(fc.nat(40_000)), (steps, late) => {
        const windows = spansOf(play(steps, true, late), 'window');
        for (const [index, { start, end }] of windows.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(windows[index - 1]?.end ?? 0);
        }
      }),
    ));

  it('shows the same day however often it was cut', () =>
    fc.assert(
      fc.property(settled, (steps) => {
        const whole = viewOfDay(day, 'UTC', play(steps, false));
        const cut = viewOfDay(day, 'UTC', play(steps, true));
        expect(cut).toEqual(whole);
      }),
    ));

  it('shows the same states and counts however often it was cut, whatever windows flashed by', () =>
    fc.assert(
      fc.property(history, (steps) => {
        const whole = viewOfDay(day, 'UTC', play(steps, false));
        const cut = viewOfDay(day, 'UTC', play(steps, true));
        expect([cut.states, cut.totals.keys]).toEqual([whole.states, whole.totals.keys]);
      }),
    ));

  it('loses no count and puts none over a minute’s end', () =>
    fc.assert(
      fc.property(history, (steps) => {
        const counts = spansOf(play(steps, true), 'counts');
        const typed = steps.reduce((sum, { step: what }) => sum + (what.kind === 'counts' ? what.keys : 0), 0);
        expect(counts.reduce((sum, { keys }) => sum + keys, 0)).toBe(typed);
        for (const { start, end } of counts) expect(minuteStart(end - 1)).toBe(minuteStart(start));
      }),
    ));
});

describe('a clock that is set back', () => {
  const jumping = fc.array(fc.record({ at: fc.nat(200_000), step }), { maxLength: 20 });

  it('makes nothing negative, loses no count, and nothing counts twice in the view', () =>
    fc.assert(
      fc.property(jumping, (steps) => {
        const recorder = new Recorder(100_000);
        const records = steps.flatMap(({ at, step: what }) => {
          take(recorder, at, what);
          return recorder.cut(at);
        });
        for (const record of records) if ('start' in record) expect(record.end).toBeGreaterThan(record.start);
        const view = viewOfDay(day, 'UTC', records);
        for (const spans of [view.windows, view.states])
          for (const [index, { start }] of spans.entries())
            expect(start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
        const typed = steps.reduce((sum, { step: what }) => sum + (what.kind === 'counts' ? what.keys : 0), 0);
        expect(view.totals.keys).toBe(typed);
      }),
    ));

  it('ends what was open where it was last seen', () => {
    const recorder = new Recorder(0);
    recorder.focus(100, seen('a'));
    recorder.cut(200);
    recorder.focus(150, seen('b'));
    expect(spansOf(recorder.cut(180), 'window')).toMatchObject([{ appId: 'b', start: 150, end: 180 }]);
  });
});
