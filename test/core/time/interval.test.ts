import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  coveredMs,
  durationMs,
  type Interval,
  intersection,
  isEmpty,
  merged,
  outside,
  paint,
  shared,
  subtract,
} from '../../../core/time/interval.ts';

/** Small numbers, so that touching, nested and empty intervals are common. */
const interval = fc.record({ start: fc.integer({ min: 0, max: 30 }), end: fc.integer({ min: 0, max: 30 }) });
const instants = Array.from({ length: 31 }, (_, at) => at);

function members(intervals: readonly Interval[]): Set<number> {
  return new Set(instants.filter((at) => intervals.some((each) => contains(each, at))));
}

describe('an interval', () => {
  it('holds its start and not its end', () => {
    expect(contains({ start: 2, end: 4 }, 2)).toBe(true);
    expect(contains({ start: 2, end: 4 }, 4)).toBe(false);
    expect(durationMs({ start: 2, end: 4 })).toBe(2);
  });

  it.each([
    [{ start: 2, end: 2 }, true],
    [{ start: 3, end: 2 }, true],
    [{ start: 2, end: 3 }, false],
  ])('%o is empty: %s', (each, empty) => expect(isEmpty(each)).toBe(empty));

  it('shares nothing with a neighbour that it touches', () => {
    expect(intersection({ start: 0, end: 5 }, { start: 5, end: 9 })).toBeNull();
    expect(intersection({ start: 0, end: 6 }, { start: 5, end: 9 })).toEqual({ start: 5, end: 6 });
  });

  it('intersects as sets do', () =>
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const both = intersection(a, b);
        const expected = instants.filter((at) => contains(a, at) && contains(b, at));
        expect([...members(both === null ? [] : [both])]).toEqual(expected);
      }),
    ));

  it('is subtracted from as sets are, in order, disjoint and without empty parts', () =>
    fc.assert(
      fc.property(interval, fc.array(interval, { maxLength: 8 }), (from, holes) => {
        const rest = subtract(from, holes);
        expect([...members(rest)]).toEqual(
          instants.filter((at) => contains(from, at) && !holes.some((hole) => contains(hole, at))),
        );
        expect(rest.some(isEmpty)).toBe(false);
        for (const [index, part] of rest.entries())
          expect(part.start).toBeGreaterThanOrEqual(rest[index - 1]?.end ?? 0);
      }),
    ));

  it('counts time once, however many cover it', () =>
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 12 }), (all) => {
        expect(coveredMs(all)).toBe(members(all).size);
      }),
    ));
});

describe('painting', () => {
  const colours = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30), colour: fc.nat(3) }), { maxLength: 15 });

  it('shows at every instant the last span that covers it', () =>
    fc.assert(
      fc.property(colours, (spans) => {
        const painted = paint(spans);
        for (const at of instants) {
          const seen = painted.filter((part) => contains(part, at));
          expect(seen.length).toBeLessThanOrEqual(1);
          expect(seen[0]?.colour).toBe(spans.filter((span) => contains(span, at)).at(-1)?.colour);
        }
      }),
    ));

  it('answers parts that are in order, not empty, and whole where one span shows', () =>
    fc.assert(
      fc.property(colours, (spans) => {
        const painted = paint(spans);
        expect(painted.some(isEmpty)).toBe(false);
        for (const [index, part] of painted.entries())
          expect(part.start).toBeGreaterThanOrEqual(painted[index - 1]?.end ?? 0);
        expect(painted.length).toBeLessThanOrEqual(Math.max(0, 2 * spans.length - 1));
      }),
    ));

  it('leaves the list that it was given alone', () => {
    const spans = [
      { start: 0, end: 2 },
      { start: 1, end: 3 },
    ];
    paint(spans);
    expect(spans[0]).toEqual({ start: 0, end: 2 });
  });
});

describe('sets of intervals', () => {
  it('share and lack what their members do, in order and disjoint', () => {
    const set = fc.array(interval, { maxLength: 8 }).map(merged);
    fc.assert(
      fc.property(set, set, (a, b) => {
        const both = shared(a, b);
        const rest = outside(a, b);
        const [inA, inB] = [members(a), members(b)];
        expect([...members(both)]).toEqual([...inA].filter((at) => inB.has(at)));
        expect([...members(rest)]).toEqual([...inA].filter((at) => !inB.has(at)));
        for (const parts of [both, rest]) {
          expect(parts.every((part) => !isEmpty(part))).toBe(true);
          expect(parts.every((part, at) => at === 0 || (parts[at - 1]?.end ?? 0) <= part.start)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keep what else a span says, however many there are', () => {
    const spans = Array.from({ length: 20_000 }, (_, at) => ({ start: 2 * at, end: 2 * at + 1, name: `${at}` }));
    const within = [{ start: 10, end: 13 }];
    expect(shared(spans, within).map(({ name }) => name)).toEqual(['5', '6']);
    expect(outside(spans, within)).toHaveLength(19_998);
  });
});
