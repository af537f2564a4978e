import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { backoffMs, firstCeilingMs, lastCeilingMs } from '../../../core/time/backoff.ts';
import { newObject, newShot, openVault, someDay } from '../../fixtures/agent/vaults.ts';

describe('backoff', () => {
  it('grows to a ceiling, and is spread over all below it', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, random) => {
          const wait = backoffMs(attempts, random);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(lastCeilingMs);
          expect(backoffMs(attempts + 1, random)).toBeGreaterThanOrEqual(wait);
        },
      ),
    ));

  it('starts small and ends at its ceiling', () => {
    expect(backoffMs(1, 0.999)).toBeLessThan(firstCeilingMs);
    expect(backoffMs(1, 0)).toBe(0);
    expect(backoffMs(99, 0.5)).toBe(lastCeilingMs / 2);
  });
});

describe('the outbox', () => {
  it('holds a link back until what it vouches for has gone', async () => {
    const vault = openVault();
    const { outbox } = vault;
    unwrap(await vault.addKey(someDay, 'days', 'age1', newObject('days.key.age', { day: someDay, kind: 'key' })));
    unwrap(await vault.addObject(newShot(1, 0)));
    const ids = vault.unlinked(someDay, 1).map(({ id }) => id);
    unwrap(
      await vault.addLink({ ...newObject('chain/000000.json', { kind: 'link' }), day: someDay }, 0, 'h', ids, false),
    );
    const due = outbox.due(10, 99);
    expect(due.map(({ kind }) => kind)).toEqual(['key', 'shot']);
    outbox.markFailed(due[1]?.id ?? 0, 500);
    outbox.markSent([due[0]?.id ?? 0], 10);
    expect(outbox.due(10, 99)).toEqual([]);
    expect(outbox.nextAt()).toBe(0);
    outbox.setAside(due[1]?.id ?? 0, 5_000);
    expect(outbox.due(10, 99).map(({ kind }) => kind)).toEqual(['link']);
    expect(outbox.state()).toMatchObject({ waiting: 1, onHold: 0, setAside: 1, lastUploadAt: 10 });
    outbox.retry(true);
    expect(outbox.due(10, 99).map(({ kind }) => kind)).toEqual(['shot']);
  });

  it('offers nothing that is on hold', async () => {
    const vault = openVault();
    unwrap(await vault.addKey(someDay, 'days', 'age1', newObject('days.key.age', { day: someDay, kind: 'key' })));
    unwrap(await vault.addObject(newShot(1, 0)));
    const { outbox } = vault;
    expect(outbox.due(1e15, 99).map(({ kind }) => kind)).toEqual(['key']);
    expect(outbox.state()).toMatchObject({ waiting: 1, onHold: 1 });
  });
});
