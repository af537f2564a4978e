import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keysBetween } from '../../../../renderer/parts/choice/use-choice.ts';

const order = ['a', 'b', 'c', 'd'];

it.each([
  ['forward', 'b', 'd', ['b', 'c', 'd']],
  ['back', 'd', 'b', ['b', 'c', 'd']],
  ['itself', 'b', 'b', ['b']],
  ['without a beginning', null, 'c', ['c']],
  ['from what is not shown any more', 'x', 'c', ['c']],
] as const)('takes along everything in between: %s', (_, from, to, expected) => {
  expect(keysBetween(order, from, to)).toEqual(expected);
});

it('holds both ends and nothing beyond them, whichever way', () => {
  fc.assert(
    fc.property(fc.constantFrom(...order), fc.constantFrom(...order), (from, to) => {
      const found = keysBetween(order, from, to);
      expect(found).toEqual(keysBetween(order, to, from));
      expect(found.length).toBe(Math.abs(order.indexOf(from) - order.indexOf(to)) + 1);
      expect([from, to].every((end) => found.includes(end))).toBe(true);
    }),
  );
});
