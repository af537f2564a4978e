import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkObject } from '../../../core/day/chain.ts';
import { entryOf } from '../../fixtures/day/chains.ts';

describe('an object', () => {
  it('is what its entry says, or altered: any byte, any length', () =>
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, place, flip) => {
          const entry = entryOf('shots/a.webp.age', bytes);
          expect(checkObject(entry, bytes)).toBeNull();
          const altered = Uint8Array.from(bytes);
          altered[place % bytes.length] = (altered[place % bytes.length] ?? 0) ^ flip;
          for (const other of [altered, bytes.subarray(1), Uint8Array.of(...bytes, 0)])
            expect(checkObject(entry, other)?.kind).toBe('altered');
        },
      ),
    ));
});
