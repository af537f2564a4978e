import { beforeEach, describe, expect, it } from 'vitest';
import { fetchOne } from '../../bucket/fetching.ts';
import { problem } from '../../core/problem.ts';
import { ok } from '../../core/result.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';

const refused = problem('store-denied', { accessKeyId: 'key', object: 'keys/two', bucket: 'plainsight' });

describe('an object that a store denies', () => {
  let store: MemoryStore;
  beforeEach(() => {
    store = new MemoryStore();
    store.objects.set('keys/one', Buffer.from('1'));
  });

  it('is missing where a listing of its very key shows none', async () => {
    store.refuse = (verb) => (verb === 'get' ? refused : null);
    expect(await fetchOne(store, 'keys/on')).toEqual(ok(null));
    expect(await fetchOne(store, 'keys/two')).toEqual(ok(null));
  });

  it('is denied where it is there, or nothing may be listed, and asked for no further where nothing answers', async () => {
    store.refuse = (verb) => (verb === 'get' ? refused : null);
    expect(await fetchOne(store, 'keys/one')).toMatchObject({ problem: refused });
    store.refuse = () => refused;
    expect(await fetchOne(store, 'keys/two')).toMatchObject({ problem: refused });
    store.refuse = (verb) => (verb === 'get' ? unreachable : null);
    store.calls.length = 0;
    expect(await fetchOne(store, 'keys/two')).toMatchObject({ problem: unreachable });
    expect(store.calls.map(({ verb }) => verb)).toEqual(['get']);
  });
});
