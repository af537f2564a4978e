import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PersonId } from '../../../../core/ids.ts';
import { problem } from '../../../../core/problem.ts';
import { fail, ok, type Result } from '../../../../core/result.ts';
import type { Presence } from '../../../../ipc/manager.ts';
import { PresenceStore } from '../../../../renderer/manager/people/presence-store.ts';
import { personId } from '../../fixtures/manager/people-scenes.ts';

const gone = problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' });

function presence(person: PersonId): Presence {
  return { person, uploadedAt: 1, latest: null, waiting: null, revoked: 0, unconfirmed: 0, problem: null };
}

function some(count: number, from = 1): PersonId[] {
  return Array.from({ length: count }, (_, index) => personId(from + index));
}

/** A store, and the batches that it asked for. */
function storeOf(answer: (people: PersonId[]) => Result<Presence[]> = (people) => ok(people.map(presence))) {
  const asked: PersonId[][] = [];
  const store = new PresenceStore(async (people) => {
    asked.push(people);
    return answer(people);
  });
  return { store, asked };
}

describe('presence of those in sight', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked for once somebody stays in sight, not while they are scrolled past', async () => {
    const { store, asked } = storeOf();
    store.want(some(3));
    await vi.advanceTimersByTimeAsync(150);
    store.want(some(3, 10));
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toEqual([some(3, 10)]);
    expect(store.of(personId(1))).toBeUndefined();
    expect(store.of(personId(10))).toEqual(presence(personId(10)));
  });

  it('is asked for in batches of at most fifty', async () => {
    const { store, asked } = storeOf();
    store.want(some(120));
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(new Set(asked.flat()).size).toBe(120);
    expect(store.missing()).toBe(0);
  });

  it('is not asked for again within a minute, and then is', async () => {
    const { store, asked } = storeOf();
    store.want(some(2));
    await vi.advanceTimersByTimeAsync(30_000);
    store.want(some(3));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([some(2), some(1, 3)]);
    await vi.advanceTimersByTimeAsync(60_000);
    store.want(some(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.at(-1)).toEqual(some(2));
  });

  it('is asked for again on demand, and what was known stays until then', async () => {
    const { store, asked } = storeOf();
    store.want(some(2));
    await vi.advanceTimersByTimeAsync(1000);
    store.renew();
    expect(store.of(personId(1))).toEqual(presence(personId(1)));
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([some(2), some(2)]);
  });

  it('says of each person why nothing could be told, and asks no more by itself', async () => {
    const { store, asked } = storeOf(() => fail(gone));
    store.want(some(2));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(store.of(personId(2))?.problem).toEqual(gone);
    expect(asked).toHaveLength(1);
  });

  it('does not take an answer that leaves somebody out for nothing recorded', async () => {
    const { store } = storeOf(([first]) => ok(first === undefined ? [] : [presence(first)]));
    store.want(some(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.of(personId(1))?.problem).toBeNull();
    expect(store.of(personId(2))?.problem?.code).toBe('bad-reply');
  });

  it('tells its listeners with each batch, and forgets everything when it is closed', async () => {
    const { store, asked } = storeOf();
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.version()));
    store.want(some(60));
    await vi.advanceTimersByTimeAsync(2000);
    expect(seen).toEqual([1, 2]);
    store.close();
    expect(store.of(personId(1))).toBeUndefined();
    store.want(some(5, 200));
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(2);
  });
});
