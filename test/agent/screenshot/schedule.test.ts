import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentsFromSeed, nextShotAt } from '../../../agent/screenshot/schedule.ts';

const seeds = fc.uint8Array({ minLength: 16, maxLength: 32 });
const instants = fc.integer({ min: -1_000_000_000, max: 4_000_000_000_000 });
const intervals = fc.integer({ min: 2, max: 86_400_000 });

describe('the next shot', () => {
  test.each([
    ['later in this interval', 1_000, 0.5, 1_500],
    ['in the next one, when its moment has passed', 1_500, 0.5, 2_500],
    ['at the very start', 999, 0, 1_000],
    ['never at the end', 0, 0.9999999, 999],
  ])('%s', (_, now, fraction, expected) => {
    expect(nextShotAt(now, 1_000, () => fraction)).toBe(expected);
  });

  test('every interval has exactly one, inside it, whenever it is asked for', () => {
    fc.assert(
      fc.property(
        seeds,
        instants,
        intervals,
        fc.array(fc.nat(200), { minLength: 1, maxLength: 60 }),
        (seed, from, intervalMs, steps) => {
          const moment = momentsFromSeed(seed);
          const taken = new Map<number, number>();
          let now = from;
          for (const step of steps) {
            const at = nextShotAt(now, intervalMs, moment);
            expect(at).toBeGreaterThan(now);
            const interval = Math.floor(at / intervalMs);
            expect(interval - Math.floor(now / intervalMs)).toBeOneOf([0, 1]);
            expect(taken.get(interval) ?? at).toBe(at);
            taken.set(interval, at);
            // Asked again sometimes before the moment, sometimes at it.
            now = Math.min(at, now + Math.ceil((step * intervalMs) / 100));
          }
          const seen = [...taken.keys()].sort((a, b) => a - b);
          expect(seen).toEqual(seen.map((_, index) => (seen[0] ?? 0) + index));
        },
      ),
    );
  });

  test('cannot be an interval of no length', () => {
    for (const intervalMs of [0, 1, -5, 2.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => nextShotAt(0, intervalMs, () => 0)).toThrow(RangeError);
  });
});

describe('moments from a seed', () => {
  const seed = Uint8Array.from({ length: 16 }, (_, index) => index);

  test('are the same again, and others with another seed', () => {
    const again = momentsFromSeed(seed.slice());
    expect(again(600_000)).toBe(momentsFromSeed(seed)(600_000));
    expect(again(1_200_000)).not.toBe(again(600_000));
    expect(momentsFromSeed(seed.toReversed())(600_000)).not.toBe(again(600_000));
  });

  test('are spread evenly', () => {
    const moment = momentsFromSeed(seed);
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const tenth = Math.floor(moment(index * 600_000) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 1,000 each expected; six standard deviations either way.
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(180);
  });

  test('need a seed that cannot be guessed', () => {
    expect(() => momentsFromSeed(new Uint8Array(15))).toThrow(RangeError);
  });
});
