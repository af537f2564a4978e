import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafe, shownTable, sumOf } from '../../../core/reports/disclosure.ts';

const always = () => true;

describe('a sum', () => {
  it.each<[string, number[], boolean]>([
    ['of five alike', [1, 1, 1, 1, 1], true],
    ['of four', [1, 1, 1, 1, 0], false],
    ['of nobody', [0, 0, 0, 0, 0], false],
    ['of no people', [], false],
    ['with one who has exactly half', [4, 1, 1, 1, 1], true],
    ['with one who has more than half', [5, 1, 1, 1, 1], false],
    ['with two who have half each and three who have next to nothing', [500, 497, 1, 1, 1], true],
  ])('%s is safe: %s', (_, parts, safe) => expect(isSafe(parts, 5)).toBe(safe));
});

describe('a table', () => {
  const alike = (part: number) => [part, part, part, part, part];

  it('shows what many contributed to, largest first, and the rest together', () => {
    const cells = [
      { key: 'small', parts: alike(1) },
      { key: 'one', parts: [9, 0, 0, 0, 0] },
      { key: 'large', parts: alike(5) },
    ];
    const table = shownTable([17, 10, 10, 10, 10], cells, 5, always);
    expect(table?.shown.map(({ key }) => key)).toEqual(['large', 'small']);
    expect(table?.rest).toEqual([11, 4, 4, 4, 4]);
  });

  it('gives the rest the smallest cells until nobody can be told by subtraction', () => {
    const cells = [
      { key: 'large', parts: alike(50) },
      { key: 'middle', parts: alike(10) },
      { key: 'least', parts: alike(1) },
    ];
    // One person has 30 that nobody else has: alone with `least` they would still have more than half.
    const table = shownTable([91, 61, 61, 61, 61], cells, 5, always);
    expect(table?.shown.map(({ key }) => key)).toEqual(['large']);
    expect(table?.rest).toEqual([41, 11, 11, 11, 11]);
  });

  it('shows none where even all the cells do not hide one person', () =>
    expect(shownTable([100, 1, 1, 1, 1], [{ key: 'a', parts: alike(1) }], 5, always)).toBeNull());

  it('leaves nothing over where the cells are everything', () =>
    expect(shownTable(alike(3), [{ key: 'a', parts: alike(3) }], 5, always)?.rest).toEqual(alike(0)));

  it('shows none of cells that are more than their total', () =>
    expect(shownTable(alike(2), [{ key: 'a', parts: [3, 2, 2, 2, 2] }], 5, always)).toBeNull());

  it('does not show what is not worth it, and counts it with the rest', () => {
    const cells = ['a', 'b'].map((key, at) => ({ key, parts: alike(at + 1) }));
    const table = shownTable(alike(3), cells, 5, (sum) => sum > 5);
    expect(table?.shown.map(({ key }) => key)).toEqual(['b']);
    expect(table?.rest).toEqual(alike(1));
  });

  /** A random table: people × cells, with what is in no cell beside. */
  const anyTable = fc
    .record({ people: fc.integer({ min: 0, max: 9 }), keys: fc.integer({ min: 0, max: 6 }) })
    .chain(({ people, keys }) =>
      fc.record({
        beside: fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { minLength: people, maxLength: people }),
        cells: fc.array(fc.array(fc.oneof(fc.constant(0), fc.nat(50)), { minLength: people, maxLength: people }), {
          minLength: keys,
          maxLength: keys,
        }),
      }),
    )
    .map(({ beside, cells }) => ({
      total: beside.map((own, at) => cells.reduce((sum, parts) => sum + (parts[at] ?? 0), own)),
      cells: cells.map((parts, key) => ({ key, parts })),
    }));

  it('is a partition of its total, and every sum that can be had of it is safe', () =>
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 5, max: 6 }), ({ total, cells }, smallest) => {
        const table = shownTable(total, cells, smallest, always);
        if (table === null) return;
        const { shown, rest } = table;
        const parts = [...shown.map((cell) => cell.parts), rest];
        expect(total.map((_, at) => sumOf(parts.map((each) => each[at] ?? 0)))).toEqual(total);
        // Whatever is added to or subtracted from the total is the sum of some of its parts.
        for (let choice = 1; choice < 2 ** parts.length; choice++) {
          const chosen = parts.filter((_, at) => (choice & (2 ** at)) !== 0);
          const sum = total.map((_, at) => sumOf(chosen.map((each) => each[at] ?? 0)));
          expect(sumOf(sum) === 0 || isSafe(sum, smallest)).toBe(true);
        }
      }),
    ));

  it('shows every safe cell where nothing has to be hidden', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }), (sizes) => {
        const cells = sizes.map((size, key) => ({ key, parts: alike(size) }));
        const table = shownTable(alike(sumOf(sizes)), cells, 5, always);
        expect(table?.shown.map(({ key }) => key).sort()).toEqual([...sizes.keys()]);
      }),
    ));
});
