import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord, PresenceState } from '../../../../core/day/activity.ts';
import {
  aroundOf,
  mergedStrips,
  type StripSpan,
  stateOf,
  stripAround,
  stripCellMs,
  stripOf,
  stripSchema,
  stripWithin,
} from '../../../../core/day/strip/day-strip.ts';
import { viewOfDay } from '../../../../core/day/view.ts';
import { daySchema } from '../../../../core/ids.ts';
import { dayBounds, knownZone } from '../../../../core/time/calendar.ts';
import { at, day, header, zone } from '../../../renderer/fixtures/days.ts';

const worked = (start: number, end: number, state: PresenceState = 'active'): ActivityRecord => ({
  ...{ kind: 'state', start, end, state, reason: null },
});
const viewOf = (...records: ActivityRecord[]) => viewOfDay(day, zone, records);
const span = (start: number, end: number, state: string): StripSpan => ({ start, end, state });

describe('the strip of a day', () => {
  it('is its states by the quarter of an hour, neighbours joined', () => {
    expect(
      stripOf(viewOf(worked(at(9), at(10)), worked(at(10), at(10, 30), 'idle'), worked(at(13), at(14), 'call'))),
    ).toEqual([span(at(9), at(10), 'active'), span(at(10), at(10, 30), 'idle'), span(at(13), at(14), 'call')]);
    expect(stripOf(viewOf())).toEqual([]);
  });

  it.each<[string, ActivityRecord[], StripSpan[]]>([
    [
      'no break that is shorter than half of one',
      [worked(at(9), at(9, 4)), worked(at(9, 11), at(9, 30))],
      [span(at(9), at(9, 30), 'active')],
    ],
    ['nothing where nothing was recorded for longest', [worked(at(9), at(9, 7))], []],
    ['what was recorded where that is as long', [worked(at(9), at(9, 7, 30))], [span(at(9), at(9, 15), 'active')]],
    [
      'the state that there was for longest',
      [worked(at(9), at(9, 5)), worked(at(9, 5), at(9, 9), 'locked'), worked(at(9, 9), at(9, 15), 'idle')],
      [span(at(9), at(9, 15), 'idle')],
    ],
    [
      'nothing of another day',
      [worked(at(-2), at(0, 10)), worked(at(23, 50), at(25))],
      [span(at(0), at(0, 15), 'active'), span(at(23, 45), at(24), 'active')],
    ],
  ])('shows %s', (_, records, expected) => {
    expect(stripOf(viewOf(...records))).toEqual(expected);
  });

  it('tells off hours from nothing, and work in them from both', () => {
    const hours = [{ weekday: 2 as const, spans: [{ from: 8 * 60, to: 16 * 60 }] }];
    const view = viewOf({ ...header(), at: at(8, 30), hours }, worked(at(9), at(10)), worked(at(17), at(18)));
    expect(stripOf(view)).toEqual([
      span(at(0), at(8), 'off-hours'),
      span(at(9), at(10), 'active'),
      span(at(16), at(17), 'off-hours'),
      span(at(17), at(18), 'active'),
      span(at(18), at(24), 'off-hours'),
    ]);
  });

  it('holds no app, title, site or count, whatever was recorded', () => {
    const secret = { appId: 'secret', appName: 'secret', title: 'secret', site: 'secret', withheld: null };
    const view = viewOf({ kind: 'window', start: at(9), end: at(10), ...secret }, worked(at(9), at(10)));
    expect(JSON.stringify(stripOf(view))).toBe(JSON.stringify([span(at(9), at(10), 'active')]));
  });

  it('is bounded, in order and disjoint, also where clocks are changed', () => {
    const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'UTC'];
    const states = ['active', 'idle', 'call', 'paused', 'locked'] as const;
    const someRecords = fc.array(
      fc.tuple(fc.integer({ min: -60, max: 26 * 60 }), fc.integer({ min: 1, max: 90 }), fc.constantFrom(...states)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom('2026-03-29', '2026-10-25', '2026-04-05'),
        someRecords,
        (name, date, parts) => {
          const of = daySchema.parse(date);
          const bounds = dayBounds(of, knownZone(name));
          const records = parts.map(([from, length, state]) =>
            worked(bounds.start + from * 60_000, bounds.start + (from + length) * 60_000, state),
          );
          const strip = stripOf(viewOfDay(of, name, records));
          expect(stripSchema.parse(strip)).toEqual(strip);
          let last = Number.NEGATIVE_INFINITY;
          for (const { start, end } of strip) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect((end - start) % stripCellMs).toBe(0);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(stripWithin(strip, bounds)).toEqual(strip);
        },
      ),
    );
  });
});

describe('the strip around an entry', () => {
  it('begins half an hour before it and ends half an hour after it, in whole quarters', () => {
    const entry = { start: at(9, 20), end: at(10, 5) };
    expect(aroundOf(entry)).toEqual({ start: at(8, 45), end: at(10, 45) });
    expect(stripAround(viewOf(worked(at(8), at(9)), worked(at(10), at(12))), entry)).toEqual([
      span(at(8, 45), at(9), 'active'),
      span(at(10), at(10, 45), 'active'),
    ]);
  });

  it('tells nothing of the day before or after', () => {
    const strip = stripAround(viewOf(worked(at(-3), at(24))), { start: at(0, 10), end: at(0, 20) });
    expect(strip).toEqual([span(at(0), at(1), 'active')]);
  });
});

describe('strips of several devices', () => {
  it('are one: working on one of them is working', () => {
    const laptop = [span(at(0), at(8), 'off-hours'), span(at(9), at(11), 'idle'), span(at(11), at(12), 'active')];
    const desktop = [span(at(10), at(10, 30), 'active'), span(at(11), at(12), 'locked')];
    const both = [
      span(at(0), at(8), 'off-hours'),
      span(at(9), at(10), 'idle'),
      span(at(10), at(10, 30), 'active'),
      span(at(10, 30), at(11), 'idle'),
      span(at(11), at(12), 'active'),
    ];
    expect(mergedStrips([laptop, desktop])).toEqual(both);
    expect(mergedStrips([desktop, laptop])).toEqual(both);
    expect(mergedStrips([])).toEqual([]);
  });

  it('stay within what the contract takes, whatever devices say', () => {
    const strange = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 1e6 }),
        end: fc.integer({ min: 0, max: 1e6 }),
        state: fc.constantFrom('active', 'of-a-later-version', 'idle'),
      }),
      { maxLength: 104 },
    );
    fc.assert(
      fc.property(fc.array(strange, { maxLength: 4 }), (strips) => {
        expect(stripSchema.safeParse(mergedStrips(strips)).success).toBe(true);
      }),
    );
  });

  it('name a state of a later version as not known', () => {
    expect([stateOf('active'), stateOf('of-a-later-version')]).toEqual(['active', 'unknown']);
  });
});

it.each<[string, unknown]>([
  ['more spans than a day has quarters', Array.from({ length: 105 }, (_, n) => span(n, n + 1, 'active'))],
  ['a state that is no name', [span(1, 2, '__proto__')]],
  ['no instants', [{ start: 'one', end: 2, state: 'active' }]],
])('refuses %s', (_, strip) => {
  expect(stripSchema.safeParse(strip).success).toBe(false);
});
