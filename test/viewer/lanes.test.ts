import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLanes } from '../../viewer/lanes.ts';
import { Recent } from '../../viewer/session/bounded-cache.ts';

describe('work in lanes', () => {
  it('answers in the order of the items, however long each takes, and never does more at once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        async (turns, atOnce) => {
          let running = 0;
          let most = 0;
          const done = await inLanes(turns, atOnce, async (count) => {
            running += 1;
            most = Math.max(most, running);
            for (let turn = 0; turn < count; turn++) await Promise.resolve();
            running -= 1;
            return count * 2;
          });
          expect(done).toEqual(turns.map((count) => count * 2));
          expect(most).toBe(Math.min(atOnce, turns.length));
        },
      ),
    ));

  it('rejects with what rejects', async () => {
    const failing = inLanes([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error('two');
      return item;
    });
    await expect(failing).rejects.toThrow('two');
  });
});

describe('recent values', () => {
  it('are the last ones that were set, and setting one again makes it recent', () => {
    const recent = new Recent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.set('a', 3);
    recent.set('c', 4);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([3, undefined, 4]);
  });
});
